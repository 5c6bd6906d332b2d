import { scalar, type Value } from "../../../graph/value.js";
import { defineNode } from "../define.js";
import type { Item } from "../item.js";

/**
 * scale (x - mean) / √(variance + ε) + offset along the channels; the mean and variance of the input itself where the node says that it is
 * trained (tensorflow/core/kernels/fused_batch_norm_op.cc: FusedBatchNorm). Keras's LayerNormalization does so on a reshaped input.
 */
export const fusedBatchNorm = defineNode(
  ["FusedBatchNorm", "FusedBatchNormV2", "FusedBatchNormV3"],
  (n): Item[] => {
    const [x, scale, offset] = [n.x(0), n.x(1), n.x(2)];
    const axis = n.attributes.text("data_format", "NHWC").endsWith("C") ? x.rank - 1 : 1;
    const along = (value: Value) => value.reshape(x.shape.map((_, i) => (i === axis ? -1 : 1)));
    const epsilon = n.attributes.number("epsilon", 1e-4);
    const training = n.attributes.flag("is_training", true);
    const others = [...x.shape.keys()].filter((i) => i !== axis).reverse();
    const average = (value: Value) => others.reduce((sum, i) => sum.mean(i), value);
    const mean = training ? average(x) : n.x(3);
    const centered = x.sub(along(mean));
    const variance = training ? average(centered.mul(centered)) : n.x(4);
    // As Eigen does: one factor for each channel, which the differences are multiplied by.
    const factor = n.constant(scalar(x.dtype, 1)).div(variance.add(epsilon).sqrt()).mul(scale);
    const y = centered.mul(along(factor)).add(along(offset));
    return [y, mean, variance, mean, variance, variance];
  },
  { outputs: ["y", "batch_mean", "batch_variance", "reserve_space_1", "reserve_space_2", "reserve_space_3"] },
);

/** Each channel by those about it: x / (bias + alpha Σ x²)^beta (tensorflow/core/kernels/lrn_op.cc: SingleThreadedLRN). */
export const localResponse = defineNode("LRN", (n) => {
  const x = n.x();
  const radius = n.attributes.whole("depth_radius", 5);
  const channels = x.dim(-1);
  const squares = x.mul(x);
  const near = Array.from({ length: channels }, (_, i) => squares.slice(x.rank - 1, Math.max(0, i - radius), i + radius + 1).sum(-1, true));
  const [first, ...rest] = near;
  const sums = (first as Value).concat(rest, x.rank - 1);
  const scale = sums.mul(n.attributes.number("alpha", 1)).add(n.attributes.number("bias", 1));
  return x.div(scale.pow(n.attributes.number("beta", 0.5)));
});
