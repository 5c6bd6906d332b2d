import { allocate, type Data, type DType, Tensor } from "../../../tensor.js";
import { type ConvAttributes, conv, convTranspose } from "../../ops/convolution.js";
import { averagePool, maxPool, type PoolAttributes } from "../../ops/pooling.js";
import { pad, resize } from "../../ops/spatial.js";
import type { OnnxAttributes } from "../attribute.js";
import { type NodeRule, rule } from "./rule.js";

const convolution = ({ strides, pads, dilations, group }: ConvAttributes): OnnxAttributes => ({
  strides: { ints: strides },
  pads: { ints: pads },
  dilations: { ints: dilations },
  group: { int: group },
});

const pooling = ({ kernel, strides, pads }: PoolAttributes): OnnxAttributes => ({
  kernel_shape: { ints: kernel },
  strides: { ints: strides },
  pads: { ints: pads },
});

function single(dtype: DType, value: number): Tensor {
  const data: Data = allocate(dtype, 1);
  data[0] = (data instanceof BigInt64Array || data instanceof BigUint64Array ? BigInt(value) : value) as never;
  return new Tensor<DType>(dtype, [], data);
}

/** Numbers between two of the old are found by their middles, or by their beginnings where the nearest is taken. */
const resizing = {
  nearest: { coordinate_transformation_mode: { string: "asymmetric" }, nearest_mode: { string: "floor" } },
  linear: { coordinate_transformation_mode: { string: "half_pixel" } },
} as const;

export const convolutionRules: readonly NodeRule[] = [
  rule(conv, (attributes) => ({ attributes: convolution(attributes) })),
  rule(convTranspose, (attributes) => ({ attributes: { ...convolution(attributes), output_padding: { ints: attributes.outputPadding } } })),
  rule(maxPool, (attributes) => ({ attributes: pooling(attributes) })),
  rule(averagePool, (attributes) => ({ attributes: pooling(attributes) })),
  rule(pad, ({ pads, mode, value }, emitter, node) => ({
    inputs: [
      emitter.integers(pads, "pads"),
      // Without the fourth input, onnxruntime 1.30 takes zeros in front of a MaxPool for places that do not count (its PadFusion).
      ...(mode === "constant" && value !== 0 ? [emitter.initializer(single(node.inputs[0]?.dtype ?? "float32", value), "value")] : [""]),
      emitter.integers(
        Array.from({ length: pads.length / 2 }, (_, axis) => axis),
        "axes",
      ),
    ],
    attributes: { mode: { string: mode } },
  })),
  rule(resize, ({ lengths, mode }, emitter) => ({
    // Neither a region of interest nor scales.
    inputs: ["", "", emitter.integers(lengths, "sizes")],
    attributes: { mode: { string: mode }, axes: { ints: lengths.map((_, i) => i + 2) }, ...resizing[mode] },
  })),
];
