import { allocate, type Data, type DType, Tensor } from "../../../tensor.js";
import { type ConvAttributes, conv, convTranspose } from "../../ops/convolution.js";
import { averagePool, maxPool, type PoolAttributes } from "../../ops/pooling.js";
import { pad, resize } from "../../ops/spatial.js";
import type { Value } from "../../value.js";
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
  // All axes are told of, since onnxruntime 1.30 forgets sizes of some when it moves a transpose through (its TransposeOptimizer).
  rule(resize, ({ lengths, mode }, emitter, node) => {
    const x = node.inputs[0] as Value;
    const shapeOf = (value: Value) => emitter.node("Shape", [emitter.name(value)], { start: { int: 0 }, end: { int: 2 } });
    const factors = lengths.map((length, i) => length / Number(x.shape[i + 2]));
    const inputs = factors.every(Number.isInteger)
      ? ["", emitter.initializer(new Tensor("float32", [lengths.length + 2], Float32Array.of(1, 1, ...factors)), "scales")]
      : ["", "", emitter.node("Concat", [shapeOf(x), emitter.integers(lengths, "sizes")], { axis: { int: 0 } })];
    return { inputs, attributes: { mode: { string: mode }, ...resizing[mode] } };
  }),
];
