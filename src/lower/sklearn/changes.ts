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
];
