import { checkCategories } from "../../../../graph/ops/checkCategories.js";
import type { Value } from "../../../../graph/value.js";
import { type Bound, defineEstimator } from "../../define.js";
import { fromJointLogLikelihood, jointAvailable } from "../../naive-bayes.js";

/** `feature_log_prob_` holds one table [K, categories] per column. */
const fields = { classes_: "labels", feature_log_prob_: "tensors", class_log_prior_: "tensor" } as const;
type M = Bound<Record<never, never>, typeof fields>;

/** Each column's logarithms, picked by the category and added in turn (sklearn/naive_bayes.py: CategoricalNB._joint_log_likelihood). */
function joint(x: Value, m: M): Value {
  const tables = m.feature_log_prob_;
  const words = "Negative values in data passed to CategoricalNB (input X)";
  const negative = m.atLeast(1, 6) ? `${words}.` : m.atLeast(0, 24) ? words : "X must not contain negative values.";
  const [codes] = checkCategories([x.cast("int64")], { sizes: tables.map((table) => table.dim(1)), negative });
  const picked = tables.map((table, i) => table.transpose().gather((codes as Value).gather([i], 1).squeeze(1)));
  return picked.reduce((sum, next) => sum.add(next)).add(m.class_log_prior_);
}

export const categoricalNB = defineEstimator("CategoricalNB", {
  fitted: fields,
  input: (m) => ({
    dtype: "numeric",
    features: m.feature_log_prob_.length,
    // 0.22 forgot to fill in its message.
    mismatch: (expected, found) =>
      m.atLeast(0, 24)
        ? `Expected input with ${expected} features, got ${found} instead`
        : "Expected input with %d features, got %d instead",
    mismatchBefore: [1, 0],
  }),
  ...fromJointLogLikelihood<M>(joint),
  available: jointAvailable,
});
