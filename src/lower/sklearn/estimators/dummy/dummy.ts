import type { Value } from "../../../../graph/value.js";
import { float64, type Tensor } from "../../../../tensor.js";
import { type Bound, defineEstimator } from "../../define.js";
import { arrayOf, withDefault } from "../../fields.js";
import { forEachRow } from "../../rows.js";
import type { InputRule } from "../../validate.js";

/** Rows are counted, not looked at. */
const anything: InputRule = { dtype: "any", finite: "any", sparse: "native", dimensions: "any", features: null };

const fields = {
  params: { strategy: "string", constant: "raw" },
  fitted: { classes_: "labels", class_prior_: "tensor", n_outputs_: withDefault("int", 1) },
} as const;

/** Answers that ignore the rows (sklearn/dummy.py): one output, and the strategies that draw no random numbers. */
export const dummyClassifier = defineEstimator("DummyClassifier", {
  ...fields,
  input: anything,
  predict: (x, m) => forEachRow(m.classes_.gather([chosen(m)]), x),
  predict_proba: (x, m) => forEachRow(shares(m), x),
  predict_log_proba: (x, m) => m.call("predict_proba", x).log(),
});

type Classifier = Bound<typeof fields.params, typeof fields.fitted>;

/** The class that is always answered: the most frequent one, or the one that was given. */
function chosen(m: Classifier): number {
  if (m.n_outputs_ !== 1) m.unsupported("a DummyClassifier of several outputs");
  if (m.strategy !== "constant") return Number(m.class_prior_.argMax(0).tensor.at(0));
  const wanted = arrayOf(m.constant, m.self.object.at("constant")).at(0);
  const labels = m.classes_.tensor;
  for (let i = 0; i < labels.size; i++) if (labels.at(i) === wanted) return i;
  return m.unsupported(`the constant ${String(wanted)} is not among the classes`);
}

function shares(m: Classifier): Value {
  if (m.strategy === "prior") return m.class_prior_.cast("float64").unsqueeze(0);
  if (m.strategy !== "most_frequent" && m.strategy !== "constant")
    return m.unsupported(`strategy "${m.strategy}" draws random numbers; "prior", "most_frequent" and "constant" are answered`);
  const row = new Float64Array(m.classes_.dim(0));
  row[chosen(m)] = 1;
  return m.self.constant(float64([1, row.length], row));
}

/** The mean, median, quantile or constant of the training targets. `return_std` adds zeros. */
export const dummyRegressor = defineEstimator("DummyRegressor", {
  fitted: { constant_: "tensor", n_outputs_: withDefault("int", 1) },
  input: anything,
  predict: (x, m, { return_std: withDeviation }) => {
    const row = m.constant_.reshape(m.n_outputs_ === 1 ? [1] : [1, m.n_outputs_]);
    const means = forEachRow(row, x);
    return withDeviation === true ? { list: [means, forEachRow(m.self.constant(zerosLike(row)), x)], tuple: true } : means;
  },
});

const zerosLike = (row: Value): Tensor => float64(row.shape as number[], new Float64Array(row.tensor.size));
