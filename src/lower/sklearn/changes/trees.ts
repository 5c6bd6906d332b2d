import type { Change } from "./change.js";

/** Trees, forests, boosting, votes. */
export const treesChanges: readonly Change[] = [
  {
    from: "0.21",
    class: "decision trees, forests",
    what: "predict of several outputs answers the dtype of the first output's classes",
    effect: "before: float64, so that words fail",
  },
  {
    from: "0.24",
    class: "decision trees",
    what: "the number of columns is checked by _validate_data",
    effect: "before: 'Number of features of the model must match the input. Model n_features is 4 and input n_features is 3 '",
  },
  {
    from: "1.0",
    class: "forests, gradient boosting",
    what: "rows are checked in the ensemble's own name",
    effect: "before: in that of its first tree",
  },
  {
    from: "1.3",
    class: "decision trees",
    what: "nodes have missing_go_to_left; NaN is taken where splitter and criterion know it",
    effect: "before: NaN is refused",
  },
  {
    from: "1.3",
    to: "1.8",
    class: "decision trees, forests",
    what: "decision_path sends NaN to the right",
    effect: "since: as predict does",
  },
  {
    from: "1.4",
    class: "decision trees, forests",
    what: "nodes hold shares of the classes",
    effect: "before: weighted counts, which predict_proba divides by their sum",
  },
  { from: "1.4", class: "RandomForest", what: "NaN is taken", effect: "before: refused" },
  { from: "1.4", to: "1.8", class: "decision trees", what: "trees with monotonic constraints refuse NaN", effect: "since: taken" },
  { from: "1.6", class: "ExtraTree, ExtraTrees, splitter='random'", what: "NaN is taken", effect: "before: refused" },
  { from: "1.8", class: "decision trees", what: "NaN is taken with every criterion", effect: "before: not with absolute_error" },
  {
    from: "0.21",
    class: "GradientBoosting",
    what: "init_ is a dummy, an estimator or 'zero'",
    effect:
      "before: MeanEstimator, QuantileEstimator, LogOddsEstimator, ScaledLogOddsEstimator, PriorProbabilityEstimator or ZeroEstimator of sklearn.ensemble.gradient_boosting, with a number each",
  },
  {
    from: "1.4",
    class: "GradientBoostingClassifier",
    what: "the initial scores of several classes are centered logarithms; labels follow from scores",
    effect: "before: plain logarithms; labels follow from shares",
  },
  { from: "1.8", class: "GradientBoostingClassifier", what: "initial shares are kept 2**-52 away from 0 and 1", effect: "before: 2**-23" },
  {
    from: "0.24",
    class: "HistGradientBoosting",
    what: "categories; the threshold of a node is num_threshold",
    effect: "before: threshold; no staged methods",
  },
  { from: "1.1", class: "HistGradientBoosting", what: "_baseline_prediction is [1, K]", effect: "before: [K, 1]" },
  {
    from: "1.4",
    class: "HistGradientBoosting",
    what: "categories are encoded by a ColumnTransformer in _preprocessor, whose columns come first",
    effect: "before: columns of small whole numbers, told by is_categorical_",
  },
  { from: "1.4", class: "HistGradientBoostingClassifier", what: "labels follow from scores", effect: "before: from shares" },
  {
    from: "0.22",
    class: "AdaBoostClassifier",
    what: "predict_proba is a softmax of decision_function",
    effect: "before: SAMME's weighted shares, exponentiated",
  },
  {
    from: "1.3",
    class: "AdaBoostClassifier",
    what: "SAMME takes a share of the weight from the classes that were not named",
    effect: "before: nothing",
  },
  { from: "1.6", class: "AdaBoostClassifier", what: "SAMME.R is gone", effect: "before: the default" },
  {
    from: "0.22",
    class: "AdaBoost",
    what: "rows are passed on as they came",
    effect: "before: float32 where the base estimator is a tree or None",
  },
  { from: "0.21", class: "IsolationForest", what: "the mean path among one row is 0, among two 1", effect: "before: 1, and 0.15" },
  {
    from: "0.22",
    class: "IsolationForest",
    what: "predict compares decision_function with 0",
    effect: "before: behaviour='old' compares it with _threshold_",
  },
  {
    from: "1.3",
    class: "IsolationForest",
    what: "rows are checked once, as float32",
    effect: "before: as they come, then as float32 in the name of a tree",
  },
  { from: "1.7", class: "IsolationForest", what: "NaN and infinity are taken", effect: "before: refused" },
  {
    from: "0.22",
    class: "VotingClassifier",
    what: "a hard one has no predict_proba",
    effect: "before: it has one that raises AttributeError",
  },
  { from: "0.21", class: "VotingClassifier", what: "flatten_transform is True by default", effect: "before: None, which does not flatten" },
];
