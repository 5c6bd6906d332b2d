import type { Change } from "./change.js";

/** Naive Bayes, networks, decompositions, discriminants, mixtures, Gaussian processes. */
export const componentsChanges: readonly Change[] = [
  { from: "1.0", class: "GaussianNB", what: "sigma_ became var_", effect: "either is read" },
  { from: "1.2", class: "naive Bayes", what: "predict_joint_log_proba was added", effect: "not offered by older files" },
  {
    from: "1.9",
    class: "GaussianNB",
    what: "a model of float32 rows keeps means and variances in float32",
    effect: "before: float64, and so are the answers",
  },
  {
    from: "0.24",
    class: "MLPClassifier, MLPRegressor",
    what: "relu is max(x, 0)",
    effect: "before: clipped to the largest finite number as well",
  },
  {
    from: "0.24",
    class: "MLPClassifier, MLPRegressor",
    what: "weights of a model of float32 rows are float32",
    effect: "before: float64, and so are the answers",
  },
  { from: "1.7", class: "MLPRegressor", what: 'loss="poisson" ends in an exponential', effect: "the file's out_activation_ is followed" },
  {
    from: "1.5",
    class: "PCA, IncrementalPCA",
    what: "transform projects the mean by itself",
    effect: "before: rows are centered first; whitening raises deviations below epsilon since then",
  },
  { from: "1.4", class: "PCA", what: "sparse rows", effect: "before: refused" },
  { from: "0.22", class: "IncrementalPCA", what: "sparse rows are made dense in batches", effect: "before: refused" },
  {
    from: "0.22",
    class: "LinearDiscriminantAnalysis",
    what: "probabilities of several classes are a softmax",
    effect: "before: logistic scores scaled to sum 1",
  },
  {
    from: "0.24",
    class: "LinearDiscriminantAnalysis",
    what: "predict_log_proba takes the smallest normal number for 0",
    effect: "before: minus infinity",
  },
  {
    from: "1.6",
    class: "QuadraticDiscriminantAnalysis",
    what: "probabilities are computed from their logarithms",
    effect: "before: logarithms of probabilities, minus infinity where those are 0",
  },
  {
    from: "1.7",
    class: "GaussianMixture, BayesianGaussianMixture",
    what: "full and tied covariances keep squared distances in the dtype of the rows",
    effect: "distances of integer rows lose their fractions, those of booleans are 0 or 1",
  },
  {
    from: "1.7",
    to: "1.8",
    class: "GaussianMixture, BayesianGaussianMixture",
    what: "log 2 pi is taken in the dtype of the rows",
    effect: "1 for integer rows, rounded for float32 rows",
  },
  {
    from: "1.0",
    class: "KernelPCA",
    what: "lambdas_ and alphas_ became eigenvalues_ and eigenvectors_",
    effect: "either is read",
  },
  { from: "0.22", class: "KernelPCA", what: "eigenvectors of eigenvalue 0 count as 0", effect: "before: divided by 0" },
  {
    from: "1.2",
    class: "KernelPCA",
    what: "gamma_ holds the gamma that was used",
    effect: "before: gamma, or 1 over the columns of the rows it is asked about",
  },
  {
    from: "0.22",
    class: "SparsePCA, MiniBatchSparsePCA",
    what: "rows are always centered",
    effect: "before: with normalize_components; without, columns are scaled to norm 1 over the rows of a call",
  },
  {
    from: "0.23",
    class: "GaussianProcessRegressor",
    what: "normalize_y scales the targets as well",
    effect: "before: only their mean is taken off, and _y_train_std is absent",
  },
  { from: "1.1", class: "GaussianProcessRegressor", what: "a single column of targets is answered as [N]", effect: "before: [N, 1]" },
  {
    from: "1.4",
    class: "GaussianProcessRegressor, GaussianProcessClassifier",
    what: "float32 rows over one length scale become float64 (NumPy 2)",
    effect: "before: the quotient stays float32",
  },
];
