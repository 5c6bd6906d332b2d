import type { Value } from "../../../../graph/value.js";
import { float64 } from "../../../../tensor.js";
import type { Input } from "../../../input.js";
import { Frame } from "../../../input.js";
import { checkColumns } from "../../composition/column-checks.js";
import { workingParts } from "../../composition/column-parts.js";
import { type Bound, defineMeta, type Self } from "../../define.js";
import { withDefault } from "../../fields.js";
import type { Fitted } from "../../fitted.js";
import { boostedShares } from "../../gradient-boosting.js";
import { histField } from "../../hist-boosting.js";
import { pickTrees, sumLeaves } from "../../leaves.js";
import { type InputRule, validated } from "../../validate.js";
import { select } from "../compose/column-transformer.js";

const fields = {
  params: { loss: "any?" },
  fitted: { _predictors: histField, _baseline_prediction: "tensor", _preprocessor: withDefault("estimator?", undefined) },
} as const;
type Boosting = Bound<typeof fields.params, typeof fields.fitted>;

/**
 * Boosting by histograms (sklearn/ensemble/_hist_gradient_boosting/gradient_boosting.py: _raw_predict): the baseline plus the leaf of
 * each tree, in float64. Missing values go where each node says; so do categories that were not seen.
 */
export const histGradientBoostingClassifier = defineMeta("HistGradientBoostingClassifier", {
  params: fields.params,
  fitted: { ...fields.fitted, classes_: "labels" },
  decision_function: (x, m) => flat(scores(x, m)),
  predict: (x, m) => m.classes_.gather(decide(scores(x, m), m)),
  predict_proba: (x, m) => boostedShares(scores(x, m), 1),
  staged_decision_function: (x, m) => ({ list: staged(x, m).map(flat), tuple: false }),
  staged_predict: (x, m) => ({ list: staged(x, m).map((stage) => m.classes_.gather(decide(stage, m))), tuple: false }),
  staged_predict_proba: (x, m) => ({ list: staged(x, m).map((stage) => boostedShares(stage, 1)), tuple: false }),
  available: {
    staged_decision_function: (m) => m.atLeast(0, 24),
    staged_predict: (m) => m.atLeast(0, 24),
    staged_predict_proba: (m) => m.atLeast(0, 24),
  },
});

/** The losses of Poisson and gamma regression predict logarithms. */
export const histGradientBoostingRegressor = defineMeta("HistGradientBoostingRegressor", {
  ...fields,
  predict: (x, m) => answer(scores(x, m), m),
  staged_predict: (x, m) => ({ list: staged(x, m).map((stage) => answer(stage, m)), tuple: false }),
  available: { staged_predict: (m) => m.atLeast(0, 24) },
});

const flat = (scores: Value): Value => (scores.shape[1] === 1 ? scores.squeeze(1) : scores);
const answer = (scores: Value, m: Boosting): Value => (m.loss === "poisson" || m.loss === "gamma" ? flat(scores).exp() : flat(scores));

/** Of two equal shares the first class's wins. Before 1.4 shares were compared, scores since. */
function decide(scores: Value, m: Self): Value {
  if (!m.atLeast(1, 4)) return boostedShares(scores, 1).argMax(1);
  return scores.shape[1] === 1 ? scores.squeeze(1).greater(0).cast("int64") : scores.argMax(1);
}

function scores(x: Input, m: Boosting): Value {
  return addTrees(rowsOf(x, m), m, baseline(m), 0, m._predictors.count);
}

function staged(x: Input, m: Boosting): Value[] {
  const rows = rowsOf(x, m);
  const step = m._predictors.perIteration;
  const stages: Value[] = [];
  let score = baseline(m);
  for (let tree = 0; tree < m._predictors.count; tree += step) {
    score = addTrees(rows, m, score, tree, tree + step);
    stages.push(score);
  }
  return stages;
}

/** One number, or one per class: [K, 1] before 1.1, [1, K] since. */
function baseline(m: Boosting): Value {
  const held = m._baseline_prediction.tensor;
  return m.self.constant(
    float64(
      [1, held.size],
      Float64Array.from({ length: held.size }, (_, i) => Number(held.at(i))),
    ),
  );
}

function addTrees(x: Value, m: Boosting, start: Value, from: number, to: number): Value {
  const { perIteration } = m._predictors;
  const { trees, values } = pickTrees(m._predictors, from, to);
  const offsets = Int32Array.from({ length: to - from }, (_, i) => (from + i) % perIteration);
  return sumLeaves(x, trees, { values, width: 1 }, { start, offsets, outputs: perIteration });
}

/**
 * Rows as the trees were grown on: float64. Since 1.4, where columns are categories, these are encoded first and stand before the
 * others (_preprocess_X): a ColumnTransformer of an OrdinalEncoder and of a check of the rest, which is all that it does to it.
 */
function rowsOf(x: Input, m: Boosting): Value {
  const preprocessor = m._preprocessor;
  if (preprocessor === undefined) return validated(x, rule, m.self);
  const transformer = preprocessor.bound as Self;
  const byName = checkColumns(x, transformer);
  const blocks = workingParts(transformer).map((part) => {
    const columns = select(x, part, byName, transformer);
    return part.name === "encoder" ? encoded(part.step as Fitted, columns) : plain(columns, part.step as Fitted);
  });
  const [first, ...rest] = blocks;
  return (first as Value).concat(rest, 1);
}

const encoded = (step: Fitted, columns: Input): Value => step.lowerOne("transform", columns).cast("float64");

function plain(columns: Input, step: Fitted): Value {
  const { features: _, ...anything } = rule;
  return validated(columns instanceof Frame ? columns.toMatrix() : columns, { ...anything, features: null, named: false }, step);
}

const rule: InputRule = {
  dtype: "float64",
  finite: "any",
  mismatch: (expected, found) => `X has ${found} features but this estimator was trained with ${expected} features.`,
  mismatchBefore: [1, 0],
};
