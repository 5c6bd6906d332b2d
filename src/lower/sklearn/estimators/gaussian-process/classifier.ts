import type { Value } from "../../../../graph/value.js";
import { Tensor } from "../../../../tensor.js";
import { type Bound, defineEstimator } from "../../define.js";
import { covariance, covariances, inverseTransposed } from "../../kernels/covariance.js";
import { twoColumns } from "../../linear-model.js";

/** Williams and Barber, Bayesian Classification with Gaussian Processes, appendix A: the logistic function as five error functions. */
const LAMBDAS = [0.41, 0.4, 0.37, 0.44, 0.39];
const COEFFICIENTS = [-1854.8214151, 3516.89893646, 221.29346712, 128.12323805, -2010.49422654];

const fields = {
  kernel_: covariance,
  X_train_: "tensor",
  y_train_: "tensor",
  pi_: "tensor",
  W_sr_: "tensor",
  L_: "tensor",
  classes_: "labels",
} as const;
type M = Bound<Record<never, never>, typeof fields>;

const vector = (like: Value, values: readonly number[]): Value =>
  like.constantLike(new Tensor("float64", [values.length], Float64Array.from(values)));

function latent(x: Value, m: M): { readonly cross: Value; readonly mean: Value } {
  const cross = covariances(m.kernel_, x, m.X_train_);
  return { cross, mean: cross.matMul(m.y_train_.sub(m.pi_)) };
}

/** The logistic function's mean over a normal distribution: a sum of error functions (Rasmussen and Williams, algorithm 3.2). */
function probability(x: Value, m: M): Value {
  const { cross, mean } = latent(x, m);
  const solved = cross.mul(m.W_sr_).matMul(inverseTransposed(m.L_));
  const variance = solved.mul(solved).sum(1).neg().add(m.kernel_.itself(x)).unsqueeze(1);
  const alpha = variance.mul(2).pow(-1);
  const lambdas = vector(x, LAMBDAS);
  const argument = mean
    .unsqueeze(1)
    .mul(lambdas)
    .mul(alpha.div(alpha.add(lambdas.mul(lambdas))).sqrt());
  const height = alpha
    .pow(-1)
    .mul(Math.PI)
    .sqrt()
    .div(
      variance
        .mul(2 * Math.PI)
        .sqrt()
        .mul(2),
    );
  const half = COEFFICIENTS.reduce((sum, coefficient) => sum + coefficient) / 2;
  return argument.erf().mul(height).mul(vector(x, COEFFICIENTS)).sum(1).add(half);
}

/** sklearn/gaussian_process/_gpc.py: _BinaryGaussianProcessClassifierLaplace, which checks nothing of its input. */
export const binaryGaussianProcessClassifierLaplace = defineEstimator("_BinaryGaussianProcessClassifierLaplace", {
  fitted: fields,
  input: (m) => ({ dtype: "numeric", features: m.X_train_.dim(1) }),
  predict: (x, m) => m.classes_.gather(latent(x, m).mean.greater(0).cast("int64")),
  predict_proba: (x, m) => twoColumns(probability(x, m)),
});

/** Two classes go to one binary classifier, more to one versus the rest or one versus one of them. */
export const gaussianProcessClassifier = defineEstimator("GaussianProcessClassifier", {
  params: { multi_class: "string" },
  fitted: { base_estimator_: "estimator", n_classes_: "int" },
  input: {
    dtype: "numeric",
    mismatch: () => "XA and XB must have the same number of columns (i.e. feature dimension.)",
    mismatchBefore: [1, 0],
  },
  predict: (x, m) => m.base_estimator_.lowerOne("predict", x),
  predict_proba: (x, m) => {
    if (m.n_classes_ > 2 && m.multi_class === "one_vs_one")
      m.refuse("one_vs_one multi-class mode does not support predicting probability estimates. Use one_vs_rest mode instead.");
    return m.base_estimator_.lowerOne("predict_proba", x);
  },
});
