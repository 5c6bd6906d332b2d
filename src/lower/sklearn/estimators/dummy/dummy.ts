import { realize } from "../../../../container/python/realize.js";
import type { Structure } from "../../../../graph/builder.js";
import type { Value } from "../../../../graph/value.js";
import { float64, strings } from "../../../../tensor.js";
import type { Input } from "../../../input.js";
import { anyRows } from "../../composition/answers.js";
import { type Bound, defineMeta } from "../../define.js";
import { arrayOf, withDefault } from "../../fields.js";
import { forEachRow } from "../../rows.js";

const fields = {
  params: { strategy: "string", constant: "raw" },
  fitted: { classes_: "labelsList", class_prior_: "labelsList", output_2d_: withDefault("bool?", undefined) },
} as const;
type M = Bound<typeof fields.params, typeof fields.fitted>;

/** Answers that ignore the rows (sklearn/dummy.py), by the strategies that draw no random numbers. */
export const dummyClassifier = defineMeta("DummyClassifier", {
  ...fields,
  predict: (x, m) => {
    const labels = m.classes_.map((classes, k) => answered(classes, k, m));
    const [first, ...others] = labels.map((label) => label.reshape([1, 1]));
    const row = (first as Value).concat(others, 1);
    return forEachRow(single(m) ? row.reshape([1]) : row, anyRows(x));
  },
  predict_proba: (x, m) => perOutput(x, m, (share) => share),
  predict_log_proba: (x, m) => perOutput(x, m, (share) => share.log()),
});

/** One output answers arrays; before 0.22 a target of one column did not. */
function single(m: M): boolean {
  return m.classes_.length === 1 && !(m.output_2d_ ?? false);
}

function perOutput(x: Input, m: M, then: (share: Value) => Value): Structure {
  const shares = m.classes_.map((classes, k) => then(forEachRow(shareOf(classes, k, m), anyRows(x))));
  return single(m) ? (shares[0] as Value) : { list: shares, tuple: false };
}

/** The label that is always answered: the most frequent one, or the one that was given. */
function answered(classes: Value, k: number, m: M): Value {
  if (m.strategy === "most_frequent" || m.strategy === "prior") return classes.gather([mostFrequent(k, m)]);
  if (m.strategy === "constant") return given(m).reshape([m.classes_.length]).gather([k]);
  return m.unsupported(`strategy "${m.strategy}" draws random numbers; "prior", "most_frequent" and "constant" are answered`);
}

function given(m: M): Value {
  const text = realize(m.constant);
  if (typeof text === "string") return m.self.constant(strings([1], [text]));
  return m.self.constant(arrayOf(m.constant, m.self.object.at("constant")));
}

const mostFrequent = (k: number, m: M): number => Number((m.class_prior_[k] as Value).argMax(0).tensor.at(0));

function shareOf(classes: Value, k: number, m: M): Value {
  const count = classes.dim(0);
  if (m.strategy === "prior") return (m.class_prior_[k] as Value).cast("float64").unsqueeze(0);
  const row = new Float64Array(count);
  if (m.strategy === "uniform") row.fill(1 / count);
  else if (m.strategy === "most_frequent") row[mostFrequent(k, m)] = 1;
  else if (m.strategy === "constant") {
    const wanted = answered(classes, k, m).tensor.at(0);
    for (let i = 0; i < count; i++) if (classes.tensor.at(i) === wanted) row[i] = 1;
  } else m.unsupported(`strategy "${m.strategy}" draws random numbers; "prior", "most_frequent", "uniform" and "constant" are answered`);
  return m.self.constant(float64([1, count], row));
}

/** The mean, median, quantile or constant of the training targets. `return_std` adds zeros. */
export const dummyRegressor = defineMeta("DummyRegressor", {
  fitted: { constant_: "tensor", n_outputs_: withDefault("int", 1), output_2d_: withDefault("bool?", undefined) },
  predict: (x, m, { return_std: withDeviation }) => {
    const flat = m.n_outputs_ === 1 && !(m.output_2d_ ?? false);
    const row = m.constant_.reshape(flat ? [1] : [1, m.n_outputs_]);
    const means = forEachRow(row, anyRows(x));
    if (withDeviation !== true) return means;
    const zeros = m.self.constant(float64(row.shape as number[], new Float64Array(m.n_outputs_)));
    return { list: [means, forEachRow(zeros, anyRows(x))], tuple: true };
  },
});
