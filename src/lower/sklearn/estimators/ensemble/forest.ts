import { integers, type Value } from "../../../../graph/value.js";
import { defineEstimator, type Self } from "../../define.js";
import { withDefault } from "../../fields.js";
import {
  byOutput,
  type FittedGrove,
  labelColumns,
  leafMeans,
  leafNumbers,
  leafShares,
  logs,
  paths,
  sumLeaves,
  treesField,
} from "../../leaves.js";
import { forestRule } from "./forest-rule.js";

const shared = { estimators_: treesField, n_outputs_: withDefault("int", 1) } as const;
type Forest = Self & { readonly estimators_: FittedGrove };

function defineClassifier(name: string) {
  return defineEstimator(name, {
    fitted: { ...shared, classes_: "labelsList" },
    input: forestRule,
    predict: (x, m) => {
      const shares = m.callAll("predict_proba", x);
      const means = "list" in shares ? shares.list.flatMap((share) => ("list" in share ? [] : [share])) : [shares];
      return labelColumns(
        means.map((mean) => mean.argMax(1)),
        m.classes_,
        !m.atLeast(0, 21),
      );
    },
    predict_proba: (x, m) => {
      const counts = m.classes_.map((classes) => classes.dim(0));
      const { trees } = m.estimators_;
      const sums = sumLeaves(x, trees, leafShares(m.estimators_, counts, !m.atLeast(1, 4)));
      const means = byOutput(sums.div(trees.roots.length), counts);
      return m.n_outputs_ === 1 ? (means[0] ?? x) : { list: means, tuple: false };
    },
    predict_log_proba: (x, m) => logs(m.callAll("predict_proba", x)),
    ...common,
  });
}

function defineRegressor(name: string) {
  return defineEstimator(name, {
    fitted: shared,
    input: forestRule,
    predict: (x, m) => {
      const { trees } = m.estimators_;
      const sums = sumLeaves(x, trees, leafMeans(m.estimators_));
      return (m.n_outputs_ === 1 ? sums.squeeze(1) : sums).div(trees.roots.length);
    },
    ...common,
  });
}

const common = {
  apply: (x: Value, m: Forest) => leafNumbers(x, m.estimators_.trees),
  /** (csr of all trees' nodes side by side, where each tree's begin). */
  decision_path: (x: Value, m: Forest) => {
    const { trees } = m.estimators_;
    const starts = [...trees.roots, trees.feature.length];
    return { list: [paths(x, trees, m), x.constantLike(integers(starts))], tuple: true };
  },
};

/**
 * Forests (sklearn/ensemble/_forest.py): classifiers add up the trees' class shares and divide by the number of trees, regressors
 * the trees' predictions; a label is that of the largest mean share.
 */
export const randomForestClassifier = defineClassifier("RandomForestClassifier");
export const extraTreesClassifier = defineClassifier("ExtraTreesClassifier");
export const randomForestRegressor = defineRegressor("RandomForestRegressor");
export const extraTreesRegressor = defineRegressor("ExtraTreesRegressor");
