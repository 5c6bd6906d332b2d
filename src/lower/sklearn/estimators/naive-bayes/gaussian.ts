import { scaledSquares } from "../../../../graph/ops/scaledSquares.js";
import type { Value } from "../../../../graph/value.js";
import { type Bound, defineEstimator } from "../../define.js";
import { fromJointLogLikelihood, jointAvailable } from "../../naive-bayes.js";

/** Variances are called `sigma_` in files of versions before 1.0. */
const fields = { classes_: "labels", class_prior_: "tensor", theta_: "tensor", var_: "tensor?", sigma_: "tensor?" } as const;
type M = Bound<Record<never, never>, typeof fields>;

/** log prior + (-0.5 sum log 2 pi var - 0.5 sum (x - theta)^2 / var) (sklearn/naive_bayes.py: GaussianNB._joint_log_likelihood). */
function joint(x: Value, m: M): Value {
  const variances = m.var_ ?? m.sigma_ ?? m.unsupported("a GaussianNB without var_ and sigma_");
  const constant = variances
    .mul(2 * Math.PI)
    .log()
    .sum(1)
    .mul(-0.5);
  const [squares] = scaledSquares([x.floating(), m.theta_, variances], {});
  return constant.sub((squares as Value).mul(0.5)).add(m.class_prior_.log());
}

export const gaussianNB = defineEstimator("GaussianNB", {
  fitted: fields,
  input: (m) => ({
    dtype: "numeric",
    features: m.theta_.dim(1),
    mismatch: (expected, found) => `operands could not be broadcast together with shapes ({rows},${found}) (${expected},) `,
    mismatchBefore: [1, 0],
    texts: {
      message: "ufunc 'subtract' did not contain a loop with signature matching types (dtype('<U{width}'), dtype('float64')) -> None",
      python: "UFuncTypeError",
    },
  }),
  ...fromJointLogLikelihood<M>(joint),
  available: jointAvailable,
});
