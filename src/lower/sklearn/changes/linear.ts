import type { Change } from "./change.js";

/** Linear models and support vector machines. */
export const linearChanges: readonly Change[] = [
  {
    from: "1.0",
    class: "linear classifiers",
    what: "the number of columns is checked by _validate_data",
    effect: "before: 'X has 3 features per sample; expecting 4'",
  },
  {
    from: "1.0",
    class: "linear regressors",
    what: "the number of columns is checked by _validate_data",
    effect: "before: the message of numpy.dot (0.20) or numpy.matmul (0.22 on)",
  },
  { from: "1.1", class: "SGDClassifier", what: 'loss="log" was renamed "log_loss"', effect: "both names give probabilities" },
  {
    from: "1.9",
    class: "SGDClassifier, LogisticRegression",
    what: "one-versus-rest probabilities that are all zero become uniform",
    effect: "before: NaN",
  },
  {
    from: "1.9",
    class: "BayesianRidge, ARDRegression",
    what: "predict(return_std=True) centers the rows by X_offset_",
    effect: "before: the rows are taken as they are",
  },
  {
    from: "0.20",
    to: "1.2",
    class: "BayesianRidge, ARDRegression",
    what: "normalize scales the rows for return_std; from 1.0 the setting is kept as _normalize",
    effect: "rows are scaled by X_offset_ and X_scale_",
  },
  {
    from: "1.0",
    class: "RidgeClassifier, RidgeClassifierCV",
    what: "multi-label targets are thresholded at 0",
    effect: "before: the largest score named one label",
  },
  {
    from: "1.1",
    class: "TweedieRegressor",
    what: "link and power are parameters of the model",
    effect: "before: the link is the pickled _link_instance",
  },
  {
    from: "1.8",
    class: "LogisticRegression",
    what: "multi_class is gone",
    effect: "softmax for three classes and more, unless the solver is liblinear",
  },
  {
    from: "1.6",
    class: "LogisticRegression",
    what: "newton-cholesky computes softmax",
    effect: "before: one versus the rest",
  },
  {
    from: "0.21",
    class: "SVC, NuSVC, OneVsOneClassifier",
    what: "one-versus-rest scores add c / (3 (|c| + 1)) to the votes, row by row",
    effect: "before: c scaled by the largest magnitude of all rows that were asked together",
  },
  {
    from: "0.22",
    class: "SVC, NuSVC, SVR, NuSVR, OneClassSVM",
    what: "n_support_ became a property of _n_support",
    effect: "either name is read",
  },
  {
    from: "0.23",
    class: "SVC, NuSVC, SVR, NuSVR, OneClassSVM",
    what: "probA_ and probB_ became properties of _probA and _probB",
    effect: "either name is read",
  },
  { from: "0.22", class: "SVC, NuSVC", what: "break_ties", effect: "before: ties always went to the first class" },
  {
    from: "1.0",
    class: "SVC, NuSVC, SVR, NuSVR, OneClassSVM",
    what: "the number of columns is checked by _validate_data",
    effect: "before: 'X.shape[1] = 3 should be equal to 4, the number of features at training time'",
  },
];
