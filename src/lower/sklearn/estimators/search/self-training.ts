import type { Structure } from "../../../../graph/builder.js";
import type { Value } from "../../../../graph/value.js";
import { type Bound, defineEstimator } from "../../define.js";
import { withDefault } from "../../fields.js";
import type { Fitted } from "../../fitted.js";

const fields = {
  fitted: { base_estimator_: withDefault("estimator?", undefined), estimator_: withDefault("estimator?", undefined) },
} as const;
type M = Bound<Record<never, never>, typeof fields.fitted>;

/** `base_estimator_` became `estimator_` in 1.6. */
const inner = (m: M): Fitted => m.estimator_ ?? m.base_estimator_ ?? m.unsupported("no estimator_ in the file");
const pass =
  (method: string) =>
  (x: Value, m: M): Structure =>
    inner(m).lower(method, x);
const offered = (method: string) => (m: M) => inner(m).methods().includes(method);

/** sklearn/semi_supervised/_self_training.py: SelfTrainingClassifier. */
export const selfTrainingClassifier = defineEstimator("SelfTrainingClassifier", {
  ...fields,
  input: (m) => ({
    dtype: m.atLeast(1, 0) ? "numeric" : "any",
    finite: "any",
    sparse: "native",
    ...(m.atLeast(1, 0) ? {} : { features: null }),
  }),
  predict: pass("predict"),
  predict_proba: pass("predict_proba"),
  predict_log_proba: pass("predict_log_proba"),
  decision_function: pass("decision_function"),
  classes: (m) => inner(m).definition.classes(inner(m)),
  available: {
    predict: offered("predict"),
    predict_proba: offered("predict_proba"),
    predict_log_proba: offered("predict_log_proba"),
    decision_function: offered("decision_function"),
  },
});
