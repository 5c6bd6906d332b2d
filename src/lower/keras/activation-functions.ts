import type { Value } from "../../graph/value.js";

/** An elementwise function, or one along the last axis. */
export type ActivationFunction = (x: Value) => Value;

const relu6: ActivationFunction = (x) => x.clip(0, 6);
const hardSigmoid: ActivationFunction = (x) => relu6(x.add(3)).div(6);
const hardSilu: ActivationFunction = (x) => x.mul(hardSigmoid(x));
const silu: ActivationFunction = (x) => x.mul(x.sigmoid());
const tanh: ActivationFunction = (x) => x.tanh();

/** The negative side's slope is the smaller number only below a slope of 1. */
export const leakyRelu = (x: Value, slope: number): Value =>
  slope === 0 ? x.relu() : slope <= 1 ? x.max(x.mul(slope)) : negative(x, x.mul(slope));

/** x above 0, `below` else. */
const negative = (x: Value, below: Value): Value => x.greater(0).where(x, below);

/** exp(x) - 1 below 0; the exponential of what is above would overflow, and is not looked at. */
export const elu = (x: Value, alpha = 1): Value => negative(x, x.min(0).exp().sub(1).mul(alpha));

/** Klambauer et al. 2017, the fixed point of mean 0 and variance 1 (tensorflow/core/kernels/relu_op_functor.h: Selu). */
const SELU_SCALE = 1.0507009873554805;
const SELU_ALPHA = 1.6732632423543772;

/** Keras's `relu` with all of its settings (keras/src/activations/activations.py: ReLU.static_call). */
export function relu(x: Value, slope = 0, limit?: number, threshold = 0): Value {
  if (slope !== 0 && limit === undefined && threshold === 0) return leakyRelu(x, slope);
  const positive = threshold === 0 ? x.relu() : x.greater(threshold).where(x, 0);
  const limited = limit === undefined ? positive : positive.min(limit);
  return slope === 0 ? limited : limited.sub(x.neg().add(threshold).relu().mul(slope));
}

/** x Φ(x); approximately 0.5 x (1 + tanh(√(2/π) (x + 0.044715 x³))). */
export function gelu(x: Value, approximate: boolean): Value {
  const half = x.mul(0.5);
  if (!approximate) return half.mul(x.mul(Math.SQRT1_2).erf().add(1));
  return half.mul(
    x
      .add(x.mul(x).mul(x).mul(0.044715))
      .mul(Math.sqrt(2 / Math.PI))
      .tanh()
      .add(1),
  );
}

/** The projection onto the simplex (Martins and Astudillo 2016; keras/src/backend/tensorflow/nn.py: sparsemax). */
export function sparsemax(x: Value, axis = -1): Value {
  const at = axis < 0 ? axis + x.rank : axis;
  const [sorted] = x.topK(x.dim(at), at);
  const sums = sorted.cumSum(at);
  const counts = sorted.mul(0).add(1).cumSum(at);
  const support = sorted.sub(sums.sub(1).div(counts)).greater(0);
  const chosen = support.cast(x.dtype);
  const threshold = sums.mul(chosen).sum(at, true);
  // The sum of the cumulated sums, as Keras takes it, not the last of them.
  return x.sub(threshold.sub(1).div(chosen.sum(at, true))).relu();
}

export function celu(x: Value, alpha = 1): Value {
  return x.relu().add(x.min(0).div(alpha).exp().sub(1).mul(alpha));
}

/** The first half times the sigmoid of the second. */
export function glu(x: Value, axis = -1): Value {
  const half = x.dim(axis) / 2;
  const at = axis < 0 ? axis + x.rank : axis;
  return x.slice(at, 0, half).mul(x.slice(at, half, Number.POSITIVE_INFINITY).sigmoid());
}

export const softShrink = (x: Value, threshold = 0.5): Value =>
  x.greater(threshold).where(x.sub(threshold), x.less(-threshold).where(x.add(threshold), 0));
export const hardShrink = (x: Value, threshold = 0.5): Value => x.abs().greater(threshold).where(x, 0);
export const thresholded = (x: Value, threshold: number, otherwise: number): Value => x.greater(threshold).where(x, otherwise);
export const squareplus = (x: Value, b = 4): Value => x.add(x.mul(x).add(b).sqrt()).div(2);

/** The activations by the names that configurations use (keras/src/activations/activations.py, keras/src/backend/tensorflow/nn.py). */
export const activationFunctions: ReadonlyMap<string, ActivationFunction> = new Map<string, ActivationFunction>([
  ["linear", (x) => x],
  ["relu", (x) => x.relu()],
  ["relu6", relu6],
  ["leaky_relu", (x) => leakyRelu(x, 0.2)],
  ["elu", (x) => elu(x)],
  ["selu", (x) => elu(x, SELU_ALPHA).mul(SELU_SCALE)],
  ["celu", (x) => celu(x)],
  ["gelu", (x) => gelu(x, false)],
  ["glu", (x) => glu(x)],
  ["sigmoid", (x) => x.sigmoid()],
  ["hard_sigmoid", hardSigmoid],
  ["sparse_sigmoid", (x) => x.add(1).mul(0.5).clip(0, 1)],
  ["log_sigmoid", (x) => x.neg().softplus().neg()],
  ["silu", silu],
  ["swish", silu],
  ["hard_silu", hardSilu],
  ["hard_swish", hardSilu],
  ["tanh", tanh],
  ["hard_tanh", (x) => x.clip(-1, 1)],
  ["tanh_shrink", (x) => x.sub(x.tanh())],
  ["softplus", (x) => x.softplus()],
  ["squareplus", (x) => squareplus(x)],
  ["sparse_plus", (x) => x.lessOrEqual(-1).where(0, x.less(1).where(x.add(1).mul(x.add(1)).mul(0.25), x))],
  ["softsign", (x) => x.div(x.abs().add(1))],
  ["soft_shrink", (x) => softShrink(x)],
  ["hard_shrink", (x) => hardShrink(x)],
  ["mish", (x) => x.mul(x.softplus().tanh())],
  ["exponential", (x) => x.exp()],
  ["softmax", (x) => x.softmax(-1)],
  ["log_softmax", (x) => x.logSoftmax(-1)],
  ["sparsemax", (x) => sparsemax(x)],
]);

/** What names meant before Keras 3 (keras/src/backend.py: hard_sigmoid), and the names under which tf.nn's functions were saved. */
export const formerActivations: ReadonlyMap<string, ActivationFunction> = new Map<string, ActivationFunction>([
  ["hard_sigmoid", (x) => x.mul(0.2).add(0.5).clip(0, 1)],
  ["softmax_v2", (x) => x.softmax(-1)],
]);
