import type { Structure } from "../../../../graph/builder.js";
import type { Value } from "../../../../graph/value.js";
import { defineEstimator, type Self } from "../../define.js";
import { kneighbors, kneighborsGraph, nearest, searchInput } from "../../neighbors/search.js";
import { votes, weighting, weightsOf } from "../../neighbors/votes.js";

const search = { kneighbors, kneighbors_graph: kneighborsGraph } as const;
const withoutRows = {
  kneighbors: (m: Self, options: Readonly<Record<string, unknown>>) => kneighbors(undefined, m, options),
  kneighbors_graph: (m: Self, options: Readonly<Record<string, unknown>>) => kneighborsGraph(undefined, m, options),
} as const;

type Classifier = Self & { readonly classes_: readonly Value[]; readonly _y: Value; readonly outputs_2d_: boolean };

/** sklearn/neighbors/_classification.py: KNeighborsClassifier: votes of the neighbors, of equal ones the first class. */
export const kNeighborsClassifier = defineEstimator("KNeighborsClassifier", {
  params: { n_neighbors: "int", weights: "raw" },
  fitted: { classes_: "labelsList", _y: "tensor", outputs_2d_: "bool" },
  input: searchInput,
  predict: (x, m) => predicted(x, m),
  predict_proba: (x, m) => probabilities(x, m),
  ...search,
  withoutRows: {
    ...withoutRows,
    predict: (m) => predicted(undefined, m),
    predict_proba: (m) => probabilities(undefined, m),
  },
});

function shares(x: Value | undefined, m: Classifier): Value[] {
  const found = nearest(x, m);
  const weights = weighting(m) === "distance" ? weightsOf(found.distances) : undefined;
  return m.classes_.map((classes, output) => {
    const codes = m.outputs_2d_ ? m._y.gather([output], 1).squeeze(1) : m._y.rank === 2 ? m._y.squeeze(1) : m._y;
    return votes(found, codes, classes.dim(0), weights);
  });
}

function predicted(x: Value | undefined, m: Classifier): Value {
  const first = m.classes_[0] as Value;
  const labels = shares(x, m).map((counts, output) => (m.classes_[output] as Value).gather(counts.argMax(1)));
  if (!m.outputs_2d_) return labels[0] as Value;
  const columns = labels.map((column) => column.cast(first.dtype).unsqueeze(1));
  return (columns[0] as Value).concat(columns.slice(1), 1);
}

function probabilities(x: Value | undefined, m: Classifier): Structure {
  const list = shares(x, m).map((counts) => {
    const total = counts.sum(1, true);
    return counts.div(m.atLeast(1, 3) ? total : total.equal(0).where(1, total));
  });
  return m.outputs_2d_ ? { list, tuple: false } : (list[0] as Value);
}

/** sklearn/neighbors/_regression.py: KNeighborsRegressor.predict: the mean of the neighbors, or weighted by closeness. */
export const kNeighborsRegressor = defineEstimator("KNeighborsRegressor", {
  params: { n_neighbors: "int", weights: "raw" },
  fitted: { _y: "tensor" },
  input: searchInput,
  predict: (x, m) => mean(x, m),
  ...search,
  withoutRows: { ...withoutRows, predict: (m) => mean(undefined, m) },
});

function mean(x: Value | undefined, m: Self & { readonly _y: Value }): Value {
  const found = nearest(x, m);
  const values = m._y.gather(found.rows).floating();
  if (weighting(m) === "uniform") return values.mean(1);
  const weights = weightsOf(found.distances);
  const spread = values.rank === 3 ? weights.unsqueeze(2) : weights;
  return values
    .cast("float64")
    .mul(spread)
    .sum(1)
    .div(weights.sum(1, values.rank === 3));
}
