import type { Value } from "../../../../graph/value.js";
import { type Bound, defineEstimator } from "../../define.js";
import { withDefault } from "../../fields.js";
import { covariance, covariances, inverseTransposed } from "../../kernels/covariance.js";

const fields = {
  kernel_: covariance,
  X_train_: "tensor",
  alpha_: "tensor",
  L_: "tensor",
  _y_train_mean: "tensor",
  _y_train_std: withDefault("tensor", undefined),
} as const;
type M = Bound<Record<never, never>, typeof fields>;

/** K(x, training) @ alpha_, scaled back to the targets' own scale (since 0.23; before, only their mean was taken off). */
function mean(cross: Value, m: M): Value {
  const flat = m.alpha_.rank === 1;
  // As a column, taken off behind the product, which onnxruntime would else join with the scale as a float32.
  const product = cross.matMul(flat ? m.alpha_.unsqueeze(1) : m.alpha_);
  const raw = flat ? product.squeeze(1) : product;
  const answer = (m._y_train_std ? raw.mul(m._y_train_std) : raw).add(m._y_train_mean);
  return m.atLeast(1, 1) && answer.rank === 2 && answer.shape[1] === 1 ? answer.squeeze(1) : answer;
}

/** The root of what training leaves unsure: K(x, x) - |L^-1 K(training, x)|^2, and 0 where rounding makes it negative. */
function deviation(x: Value, cross: Value, m: M): Value {
  const solved = cross.matMul(inverseTransposed(m.L_));
  const variance = solved.mul(solved).sum(1).neg().add(m.kernel_.itself(x));
  const positive = variance.less(0).where(0, variance);
  const scale = m._y_train_std;
  if (scale === undefined) return positive.sqrt();
  const squared = scale.mul(scale);
  return (scale.rank === 0 || scale.tensor.size === 1 ? positive.mul(squared) : positive.unsqueeze(1).mul(squared)).sqrt();
}

/** sklearn/gaussian_process/_gpr.py: GaussianProcessRegressor.predict (Rasmussen and Williams, algorithm 2.1). */
export const gaussianProcessRegressor = defineEstimator("GaussianProcessRegressor", {
  fitted: fields,
  input: (m) => ({
    dtype: "numeric",
    features: m.X_train_.dim(1),
    mismatch: () => "XA and XB must have the same number of columns (i.e. feature dimension.)",
    mismatchBefore: [1, 0],
  }),
  predict: (x, m, { return_std, return_cov }) => {
    if (return_cov) m.unsupported("return_cov, which compares the rows of an input with each other");
    const cross = covariances(m.kernel_, x, m.X_train_);
    return return_std ? { list: [mean(cross, m), deviation(x, cross, m)], tuple: true } : mean(cross, m);
  },
});
