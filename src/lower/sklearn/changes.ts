import type { Change } from "./changes/change.js";
import { compositionChanges } from "./changes/composition.js";
import { linearChanges } from "./changes/linear.js";
import { treesChanges } from "./changes/trees.js";

export type { Change } from "./changes/change.js";

export const changes: readonly Change[] = [
  ...linearChanges,
  ...compositionChanges,
  ...treesChanges,
  {
    from: "1.8",
    class: "StandardScaler",
    what: "mean_ and scale_ are rounded to float32 for float32 rows",
    effect: "before: each step is computed in float64 and rounded",
  },
  {
    from: "0.22",
    class: "FunctionTransformer",
    what: "validate is off unless asked for",
    effect: "before: rows were checked where validate is None",
  },
  {
    from: "1.0",
    class: "FunctionTransformer",
    what: "the number of columns is checked against fitting",
    effect: "before: any number, with validate=True too",
  },
  { from: "0.23", class: "Normalizer", what: 'norm="max" is the largest magnitude', effect: "before: the largest number" },
  { from: "1.0", class: "Normalizer", what: "norms below 10 machine epsilons count as zero", effect: "before: only zero itself does" },
  { from: "0.24", class: "MinMaxScaler", what: "clip", effect: "answers stay in feature_range" },
  { from: "1.8", class: "MaxAbsScaler", what: "clip", effect: "answers stay in [-1, 1]" },
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
    from: "1.5",
    class: "TfidfTransformer, TfidfVectorizer",
    what: "idf is the array idf_; before, the diagonal of the sparse matrix _idf_diag",
    effect: "both are read; before, rows come out stored backwards, which is the order of inverse_transform",
  },
  {
    from: "1.5",
    class: "TfidfTransformer",
    what: "dense float32 rows stay float32",
    effect: "before: float64",
  },
  {
    from: "1.3",
    class: "HashingVectorizer",
    what: "no texts at all are a StopIteration",
    effect: "before: ValueError, 'Cannot vectorize empty sequence.'",
  },
  {
    from: "0.18",
    to: "0.20",
    class: "HashingVectorizer",
    what: "non_negative",
    effect: "sums are made positive",
  },
  {
    from: "0.22",
    class: "OneHotEncoder",
    what: "legacy mode (n_values, categorical_features, integers counted from 0) is gone",
    effect: "files of 0.18 to 0.21 in legacy mode are read by feature_indices_, n_values_ and active_features_",
  },
  {
    from: "1.3",
    class: "OneHotEncoder",
    what: "the dropped category after grouping is _drop_idx_after_grouping",
    effect: "before: drop_idx_, of integers in 0.21 and 0.22, with None since 0.23",
  },
  {
    from: "1.2",
    class: "OneHotEncoder",
    what: "sparse was renamed sparse_output",
    effect: "both are read",
  },
  {
    from: "0.24",
    class: "OneHotEncoder",
    what: "rows of zeros without drop are refused by inverse_transform",
    effect: "before: the first category",
  },
  {
    from: "1.0",
    class: "OneHotEncoder",
    what: "unknown categories with drop are read back as the dropped one",
    effect: "before: None",
  },
  {
    from: "1.1",
    class: "OrdinalEncoder",
    what: "encoded_missing_value; an unknown_value of NaN is found again by inverse_transform",
    effect: "before: NaN stays NaN; NaN is an index out of bounds",
  },
  {
    from: "0.24",
    class: "LabelEncoder",
    what: "the first unseen label is named",
    effect: "before: all of them",
  },
  {
    from: "1.2",
    class: "LabelEncoder",
    what: "labels are made what the classes are",
    effect: "numbers are looked up as texts among texts; before: a TypeError from 0.24 on",
  },
  {
    from: "0.24",
    class: "DictVectorizer",
    what: "lists of texts are features, each text one",
    effect: "before: refused",
  },
];
