import type { Value } from "../../../../graph/value.js";
import type { Input } from "../../../input.js";
import { column, matrixOf, stackColumns } from "../../composition/answers.js";
import { denseStack, sparseStack } from "../../composition/stack.js";
import { type Bound, defineMeta } from "../../define.js";
import { withDefault, wrong } from "../../fields.js";
import type { Fitted } from "../../fitted.js";
import { numbersOf } from "../../sparse-attribute.js";
import { validated } from "../../validate.js";

const fields = {
  fitted: { estimators_: "estimators", order_: "tensor", chain_method_: withDefault("string", "predict") },
} as const;
type M = Bound<Record<never, never>, typeof fields.fitted>;

/**
 * Each model of a chain sees the rows and what those before it said (sklearn/multioutput.py: _BaseChain._get_predictions). Since 1.5
 * `chain_method` may hand on probabilities or scores instead of labels.
 */
export const classifierChain = defineMeta("ClassifierChain", {
  ...fields,
  predict: (x, m) => chain(x, m, "predict"),
  predict_proba: (x, m) => chain(x, m, "predict_proba"),
  predict_log_proba: (x, m) => chain(x, m, "predict_proba").log(),
  decision_function: (x, m) => chain(x, m, "decision_function"),
  available: {
    predict_log_proba: (m) => m.atLeast(1, 2) && last(m)?.methods().includes("predict_proba") === true,
    predict_proba: (m) => last(m)?.methods().includes("predict_proba") === true,
    decision_function: (m) => last(m)?.methods().includes("decision_function") === true,
  },
});

export const regressorChain = defineMeta("RegressorChain", {
  ...fields,
  predict: (x, m) => chain(x, m, "predict"),
});

const last = (m: M): Fitted | undefined => m.estimators_.at(-1);

function chain(input: Input, m: M, method: string): Value {
  const x = m.atLeast(1, 0) ? validated(input, { dtype: "numeric", sparse: "native" }, m.self) : matrixOf(input);
  const handed: Value[] = [];
  const answers: Value[] = [];
  for (const estimator of m.estimators_) {
    const rows = handed.length === 0 ? x : augment(x, handed);
    handed.push(answer(estimator, m.chain_method_, rows));
    answers.push(answer(estimator, method, rows));
  }
  const order = numbersOf(m.order_.tensor);
  if (order.length !== answers.length || new Set(order).size !== order.length || order.some((at) => !(at >= 0 && at < order.length)))
    wrong(m.self.attribute("order_"), m.self.object.at("order_"), `an order of ${answers.length} models`);
  const inverse: Value[] = [];
  order.forEach((output, i) => {
    inverse[output] = answers[i] as Value;
  });
  return stackColumns(inverse);
}

function augment(x: Value, handed: readonly Value[]): Value {
  const before = stackColumns(handed);
  return x.layout === "csr" ? sparseStack([x, before]) : denseStack([x, before]);
}

/** One number per row, float64: a label, a score, or the probability of the second class. */
function answer(estimator: Fitted, method: string, rows: Value): Value {
  const said = estimator.lowerOne(method, rows);
  return (said.rank === 2 ? column(said, said.dim(1) - 1) : said).cast("float64");
}
