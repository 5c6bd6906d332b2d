import type { Structure } from "../../../../graph/builder.js";
import type { Input } from "../../../input.js";
import { matrixOf, stackColumns } from "../../composition/answers.js";
import { type Bound, defineMeta } from "../../define.js";
import { describeInputs } from "../../validate.js";

const fields = { fitted: { estimators_: "estimators" } } as const;
type M = Bound<Record<never, never>, typeof fields.fitted>;

/** One estimator per column of the target (sklearn/multioutput.py: MultiOutputClassifier, MultiOutputRegressor). */
export const multiOutputClassifier = define("MultiOutputClassifier");
export const multiOutputRegressor = define("MultiOutputRegressor");

function define(name: string) {
  return defineMeta(name, {
    ...fields,
    predict: (x, m) => stackColumns(m.estimators_.map((estimator) => estimator.lowerOne("predict", checked(x, m)))),
    predict_proba: (x, m): Structure => ({
      list: m.estimators_.map((estimator) => estimator.lower("predict_proba", x)),
      tuple: false,
    }),
    available: {
      predict_proba: (m) => name === "MultiOutputClassifier" && m.estimators_.every((e) => e.methods().includes("predict_proba")),
    },
    takes: (m) => (m.estimators_[0] ? m.estimators_[0].definition.inputs(m.estimators_[0]) : describeInputs(m.self, "matrix")),
  });
}

/** Until 0.24 predict checked the rows itself, which made arrays of tables. */
function checked(x: Input, m: M): Input {
  return m.atLeast(1, 0) ? x : matrixOf(x);
}
