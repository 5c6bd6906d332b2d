/** What scikit-learn changed between versions and what Brine does about it: the table of docs/versions.md. */
export interface Change {
  /** The first version that behaves as `what` says; the versions before it behave otherwise. */
  readonly from: string;
  /** The version that ended it, where it ended. */
  readonly to?: string;
  readonly class: string;
  /** The attribute or rule. */
  readonly what: string;
  /** What that means for the answers, or for reading the file. */
  readonly effect: string;
}

export const changes: readonly Change[] = [
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
  {
    from: "0.21",
    class: "Pipeline, FeatureUnion",
    what: '"passthrough" and "drop" stand for steps that do nothing or are left out',
    effect: "before: None, which is still read so",
  },
  {
    from: "0.22",
    class: "Pipeline",
    what: "score_samples is passed on to the last step",
    effect: "before: the method does not exist",
  },
  {
    from: "1.0",
    class: "Pipeline, FeatureUnion, ColumnTransformer",
    what: "get_feature_names_out replaces get_feature_names (gone with 1.2)",
    effect: "each version answers with its own method",
  },
  {
    from: "1.1",
    class: "FeatureUnion",
    what: 'a step may be "passthrough"; it has feature names since 1.2',
    effect: "before: refused in fitting",
  },
  {
    from: "1.2",
    class: "transformers",
    what: 'set_output(transform="pandas") is pickled as _sklearn_output_config',
    effect: "transform answers a table",
  },
  {
    from: "1.5",
    class: "FeatureUnion",
    what: "verbose_feature_names_out",
    effect: "before: names always begin with the step",
  },
  {
    from: "0.22",
    class: "ColumnTransformer",
    what: "negative columns need as many columns as in fitting",
    effect: "before: they count from the last of the columns given",
  },
  {
    from: "0.23",
    class: "ColumnTransformer",
    what: "as many columns as in fitting, a table's in the same order",
    effect: "before: further columns were ignored, order mattered with a remainder only",
  },
  {
    from: "1.0",
    class: "ColumnTransformer",
    what: "a table's columns are found by name through _transformer_to_input_indices",
    effect: "order does not matter, further columns are ignored; before: _df_columns, _n_features and the columns as given",
  },
  {
    from: "1.4",
    class: "ColumnTransformer",
    what: "missing columns are refused at once",
    effect: "before: pandas' KeyError, unless the column passes through",
  },
  {
    from: "1.1",
    class: "ColumnTransformer",
    what: "get_feature_names_out takes slices of columns",
    effect: "before: TypeError",
  },
  {
    from: "1.4",
    class: "ColumnTransformer",
    what: '"passthrough" is replaced by a FunctionTransformer in transformers_',
    effect: "both are read as columns that pass",
  },
  {
    from: "1.6",
    class: "ColumnTransformer",
    what: "verbose_feature_names_out may be a format",
    effect: "before: a bool",
  },
  {
    from: "1.8",
    class: "OneVsRestClassifier",
    what: "of equal scores the first class wins",
    effect: "before: the last",
  },
  {
    from: "1.6",
    class: "OneVsRestClassifier",
    what: "rows whose scores are all 0 keep shares of 0",
    effect: "before: NaN",
  },
  {
    from: "0.21",
    class: "OneVsOneClassifier",
    what: "confidences break ties through x / (3 (|x| + 1))",
    effect: "before: scaled by the largest of all rows asked together",
  },
  {
    from: "1.0",
    class: "OneVsOneClassifier, ClassifierChain, RegressorChain",
    what: "rows are checked against n_features_in_",
    effect: "before: the estimators within complain",
  },
  {
    from: "1.0",
    class: "MultiOutputClassifier, MultiOutputRegressor, CalibratedClassifierCV",
    what: "tables are handed on as they are",
    effect: "before: made arrays first",
  },
  {
    from: "0.24",
    class: "CalibratedClassifierCV",
    what: "calibrators and classes without underscores; ensemble=False",
    effect: "before: calibrators_, classes_, label_encoder_",
  },
  {
    from: "1.0",
    class: "CalibratedClassifierCV",
    what: "rows whose calibrated shares are all 0 become uniform",
    effect: "before: every NaN became 1 / n_classes",
  },
  {
    from: "1.2",
    class: "CalibratedClassifierCV",
    what: "estimator in place of base_estimator",
    effect: "both are read",
  },
  {
    from: "1.8",
    class: "CalibratedClassifierCV",
    what: 'method="temperature"',
    effect: "before: sigmoid and isotonic",
  },
  {
    from: "0.22",
    class: "IsotonicRegression",
    what: "rows are checked, and answered in the dtype of the thresholds",
    effect: "before: NaN passes, float64 is answered",
  },
  {
    from: "0.24",
    class: "IsotonicRegression",
    what: "X_thresholds_ and y_thresholds_; one column is taken as a vector",
    effect: "before: _necessary_X_ and _necessary_y_",
  },
  {
    from: "1.5",
    class: "ClassifierChain",
    what: "chain_method",
    effect: "before: labels are handed on",
  },
  {
    from: "1.2",
    class: "ClassifierChain",
    what: "predict_log_proba",
    effect: "before: the method does not exist",
  },
  {
    from: "0.24",
    class: "GridSearchCV, RandomizedSearchCV",
    what: "score_samples is passed on",
    effect: "before: the method does not exist",
  },
  {
    from: "1.6",
    class: "SelfTrainingClassifier",
    what: "estimator_ in place of base_estimator_",
    effect: "both are read",
  },
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
];
