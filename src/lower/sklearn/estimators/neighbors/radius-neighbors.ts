import type { PyValue } from "../../../../container/pickle/values.js";
import { realize } from "../../../../container/python/realize.js";
import type { Structure } from "../../../../graph/builder.js";
import { type RadiusVotesAttributes, radiusVotes } from "../../../../graph/ops/radiusVotes.js";
import type { Value } from "../../../../graph/value.js";
import { type HostValue, Tensor } from "../../../../tensor.js";
import { defineEstimator, type Options, type Self } from "../../define.js";
import { arrayOf, list } from "../../fields.js";
import { radiusGraph, radiusSearch, searchInput, within } from "../../neighbors/search.js";
import { weighting } from "../../neighbors/votes.js";
import { numbersOf } from "../../sparse-attribute.js";

const search = { radius_neighbors: radiusSearch, radius_neighbors_graph: radiusGraph } as const;
const withoutRows = {
  radius_neighbors: (m: Self, options: Options) => radiusSearch(undefined, m, options),
  radius_neighbors_graph: (m: Self, options: Options) => radiusGraph(undefined, m, options),
} as const;

type Classifier = Self & { readonly classes_: readonly Value[]; readonly _y: Value; readonly outputs_2d_: boolean };

/** sklearn/neighbors/_classification.py: RadiusNeighborsClassifier: rows without neighbors get `outlier_label`, or are refused. */
export const radiusNeighborsClassifier = defineEstimator("RadiusNeighborsClassifier", {
  params: { radius: "float", weights: "raw" },
  fitted: { classes_: "labelsList", _y: "tensor", outputs_2d_: "bool" },
  input: searchInput,
  predict: (x, m) => {
    const labels = shares(x, m).map(({ votes, outlier, classes }) => {
      const label = classes.gather(votes.argMax(1));
      if (outlier === undefined) return label;
      const alone = votes.maximum(1).equal(0);
      return alone.where(outlier.cast(label.dtype), label);
    });
    if (!m.outputs_2d_) return labels[0] as Value;
    const columns = labels.map((column) => column.unsqueeze(1));
    return (columns[0] as Value).concat(columns.slice(1), 1);
  },
  predict_proba: (x, m): Structure => {
    const probabilities = shares(x, m).map(({ votes }) => {
      const total = votes.sum(1, true);
      return votes.div(total.equal(0).where(1, total));
    });
    return m.outputs_2d_ ? { list: probabilities, tuple: false } : (probabilities[0] as Value);
  },
  ...search,
  withoutRows,
  available: { predict_proba: (m) => m.atLeast(0, 22) },
});

function shares(x: Value, m: Classifier): { votes: Value; outlier: Value | undefined; classes: Value }[] {
  const found = within(x, m, undefined, false);
  const codes = numbersOf(m._y.tensor);
  const outputs = m.outputs_2d_ ? m._y.dim(1) : 1;
  return m.classes_.map((classes, output) => {
    const own = Float64Array.from({ length: codes.length / outputs }, (_, i) => codes[i * outputs + output] as number);
    const label = outlierLabel(m, output);
    const attributes: RadiusVotesAttributes = {
      codes: own,
      width: classes.dim(0),
      kind: "votes",
      weights: weighting(m),
      outlier: label === undefined ? { refuse: refusal(m) } : codeOf(m, classes, label),
    };
    const votes = radiusVotes([found.distances, found.rows], attributes)[0] as Value;
    return { votes, outlier: label && m.self.constant(label), classes };
  });
}

/** Before 0.22 the label was no class's vote, but put in afterwards: the same labels, and there were no probabilities. */
function codeOf(m: Self, { tensor }: Value, label: Tensor): RadiusVotesAttributes["outlier"] {
  const code = m.atLeast(0, 22) ? Array.from({ length: tensor.size }, (_, i) => tensor.at(i)).indexOf(label.at(0)) : -1;
  return code < 0 ? "zeros" : { code };
}

/** `outlier_label_` since 0.22: one for each output; `outlier_label` before. */
function outlierLabel(m: Self, output: number): Tensor | undefined {
  const fitted = m.self.attribute("outlier_label_") ?? m.self.attribute("outlier_label");
  const value = fitted === undefined ? null : realize(fitted);
  if (value === null) return undefined;
  const where = m.self.object.at("outlier_label_");
  const items: readonly PyValue[] = typeof value === "object" && Array.isArray(value) ? list(fitted as PyValue, where) : [];
  const item = items[output] ?? items[0];
  const real = item === undefined ? value : realize(item);
  if (typeof real === "string") return new Tensor("object", [], [real as HostValue]);
  const label = arrayOf(real as PyValue, where);
  return label.size === 1 ? label.reshape([]) : undefined;
}

function refusal(m: Self): string {
  const [list, give, consider] = m.atLeast(0, 22) ? ["{array}", "giving", "considering"] : ["{list}", "give", "consider"];
  return `No neighbors found for test samples ${list}, you can try using larger radius, ${give} a label for outliers, or ${consider} removing them from your dataset.`;
}

/** sklearn/neighbors/_regression.py: RadiusNeighborsRegressor.predict; rows without neighbors are NaN. */
export const radiusNeighborsRegressor = defineEstimator("RadiusNeighborsRegressor", {
  params: { radius: "float", weights: "raw" },
  fitted: { _y: "tensor" },
  input: searchInput,
  predict: (x, m) => {
    const found = within(x, m, undefined, false);
    const width = m._y.rank === 2 ? m._y.dim(1) : 1;
    const codes = numbersOf(m._y.tensor);
    const values = radiusVotes([found.distances, found.rows], {
      codes,
      width,
      kind: "mean",
      weights: weighting(m),
      outlier: "nan",
    })[0] as Value;
    return m._y.rank === 2 ? values : values.squeeze(1);
  },
  ...search,
  withoutRows,
});
