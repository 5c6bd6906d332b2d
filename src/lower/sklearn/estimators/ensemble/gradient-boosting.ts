import type { Value } from "../../../../graph/value.js";
import type { Input } from "../../../input.js";
import { type Bound, defineEstimator } from "../../define.js";
import { boostedShares, initialScores, type Link } from "../../gradient-boosting.js";
import { derived, leafNumbers, pickTrees, sumLeaves, treesField } from "../../leaves.js";
import { treeRule } from "../../tree-input.js";
import type { InputRule } from "../../validate.js";

const shared = {
  params: { loss: "string", learning_rate: "float" },
  fitted: { estimators_: treesField, init_: "raw" },
} as const;
type Boosting = Bound<typeof shared.params, typeof shared.fitted>;

/**
 * Scores are the initial ones plus learning_rate times each tree's leaf, stage after stage (sklearn/ensemble/_gb.py: _raw_predict;
 * _gradient_boosting.pyx: predict_stages). One tree per stage, or one per class where there are more than two.
 */
export const gradientBoostingClassifier = defineEstimator("GradientBoostingClassifier", {
  params: shared.params,
  fitted: { ...shared.fitted, classes_: "labels" },
  input: rule,
  rules: { apply: treeRuleOf },
  decision_function: (x, m) => flat(scores(x, m, linkOf(m), columnsOf(m))),
  predict: (x, m) => m.classes_.gather(decide(m.call("decision_function", x), m)),
  predict_proba: (x, m) => boostedShares(m.call("decision_function", x), scaleOf(m)),
  predict_log_proba: (x, m) => m.call("predict_proba", x).log(),
  apply: (x, m) => {
    const stages = m.estimators_.count / columnsOf(m);
    return leafNumbers(x, m.estimators_.trees)
      .cast("float64")
      .reshape([x.shape[0] ?? -1, stages, columnsOf(m)]);
  },
  staged_decision_function: (x, m) => ({ list: staged(x, m, linkOf(m), columnsOf(m)), tuple: false }),
  staged_predict: (x, m) => ({
    list: staged(x, m, linkOf(m), columnsOf(m)).map((stage) => m.classes_.gather(decide(flat(stage), m))),
    tuple: false,
  }),
  staged_predict_proba: (x, m) => ({
    list: staged(x, m, linkOf(m), columnsOf(m)).map((stage) => boostedShares(flat(stage), scaleOf(m))),
    tuple: false,
  }),
});

export const gradientBoostingRegressor = defineEstimator("GradientBoostingRegressor", {
  ...shared,
  input: rule,
  rules: { apply: treeRuleOf },
  predict: (x, m) => flat(scores(x, m, "identity", 1)),
  apply: (x, m) => leafNumbers(x, m.estimators_.trees).cast("float64"),
  staged_predict: (x, m) => ({ list: staged(x, m, "identity", 1).map(flat), tuple: false }),
});

type Classifier = Boosting & { readonly classes_: Value };

/** Trees per stage. */
const columnsOf = ({ classes_ }: Classifier): number => (classes_.dim(0) === 2 ? 1 : classes_.dim(0));
const isExponential = (m: Boosting): boolean => m.loss === "exponential";
/** A score of the exponential loss is half the log odds. */
const scaleOf = (m: Boosting): number => (isExponential(m) ? 2 : 1);
const flat = (scores: Value): Value => (scores.shape[1] === 1 ? scores.squeeze(1) : scores);

function linkOf(m: Classifier): Link {
  if (columnsOf(m) > 1) return m.atLeast(1, 4) ? "centered-log" : "log";
  return isExponential(m) ? "half-logit" : "logit";
}

/** The class: of the largest score since 1.4, of the largest share before, where a tie is the first class's. */
function decide(scores: Value, m: Classifier): Value {
  if (scores.rank === 1 && (m.atLeast(1, 4) || isExponential(m))) return scores.greaterOrEqual(0).cast("int64");
  return (m.atLeast(1, 4) ? scores : boostedShares(scores, scaleOf(m))).argMax(1);
}

function scores(x: Value, m: Boosting, link: Link, columns: number): Value {
  return addStages(x, m, initialScores(x, m, m.init_, link, columns), columns, 0, m.estimators_.count);
}

function staged(x: Value, m: Boosting, link: Link, columns: number): Value[] {
  const stages: Value[] = [];
  let score = initialScores(x, m, m.init_, link, columns);
  for (let tree = 0; tree < m.estimators_.count; tree += columns) {
    score = addStages(x, m, score, columns, tree, tree + columns);
    stages.push(score);
  }
  return stages;
}

function addStages(x: Value, m: Boosting, start: Value, columns: number, from: number, to: number): Value {
  const { trees, values } = pickTrees(m.estimators_, from, to);
  const offsets = Int32Array.from({ length: to - from }, (_, i) => (from + i) % columns);
  const scaled = derived(values, () => values.map((value) => m.learning_rate * value));
  return sumLeaves(x, trees, { values: scaled, width: 1 }, { start, offsets, outputs: columns });
}

/** Until 0.24 the first tree counted the columns, in its own name; it refuses NaN only where `apply` asks it alone. */
function rule(m: Boosting, input: Input): InputRule {
  const own: InputRule = { ...treeRuleOf(m, input), finite: "required" };
  if (!m.atLeast(1, 0)) return own;
  const { as: _, ...named } = own;
  return named;
}

function treeRuleOf(m: Boosting, input: Input): InputRule {
  const tree = m.estimators_.owners[0] ?? m.self;
  return { ...treeRule(tree, input), as: tree };
}
