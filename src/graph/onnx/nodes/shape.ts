import { type DType, int64, Tensor } from "../../../tensor.js";
import type { Dim } from "../../info.js";
import type { Node } from "../../op.js";
import * as ops from "../../ops/shape.js";
import type { Value } from "../../value.js";
import type { Emitter } from "../emitter.js";
import { type NodeRule, rule } from "./rule.js";

/** What ONNX takes for "to the end" (onnx/docs/Operators.md: Slice): the largest and smallest int64. */
const LAST = 2n ** 63n - 1n;
const FIRST = -(2n ** 63n);

const endpoint = (emitter: Emitter, index: number, hint: string): string =>
  Number.isFinite(index)
    ? emitter.integers([index], hint)
    : emitter.initializer(new Tensor("int64", [1], BigInt64Array.of(index > 0 ? LAST : FIRST)), hint);

/** A shape of which some lengths are only known at run time, as an int64 tensor put together from those of `sources`. */
function runtimeShape(shape: readonly Dim[], emitter: Emitter, length: (dim: string, axis: number) => string): string {
  const parts: string[] = [];
  let known: number[] = [];
  const flush = () => {
    if (known.length > 0) parts.push(emitter.integers(known, "shape"));
    known = [];
  };
  for (const [axis, dim] of shape.entries()) {
    if (typeof dim === "number") known.push(dim);
    else {
      flush();
      parts.push(length(dim, axis));
    }
  }
  flush();
  return parts.length === 1 && parts[0] !== undefined ? parts[0] : emitter.node("Concat", parts, { axis: { int: 0 } });
}

/** 0 copies the length at the same place, one -1 takes what is left; where neither will do, the shape is computed. */
const reshape = rule(ops.reshape, ({ shape }, emitter, node) => {
  const input = node.inputs[0] as Value;
  const copied = shape.map((dim, i) => (typeof dim === "string" && input.shape[i] === dim ? 0 : dim));
  const open = copied.filter((dim) => typeof dim === "string" || dim === -1).length;
  if (open <= 1 && !shape.includes(0))
    return {
      inputs: [
        emitter.integers(
          copied.map((dim) => (typeof dim === "string" ? -1 : dim)),
          "shape",
        ),
      ],
    };
  const found = runtimeShape(shape, emitter, (dim) => {
    const at = input.shape.indexOf(dim);
    return at < 0 ? emitter.integers([-1], "shape") : emitter.length(input, at);
  });
  return { inputs: [found], attributes: { allowzero: { int: 1 } } };
});

const expand: NodeRule = {
  op: ops.expand.op,
  encode: (node, emitter) => {
    const { shape } = node.attributes as { shape: readonly Dim[] };
    const [input, like] = node.inputs as [Value, Value | undefined];
    const target = runtimeShape(shape, emitter, (dim, axis) => {
      const at = like === undefined ? -1 : like.shape.includes(dim) ? like.shape.indexOf(dim) : axis - shape.length + like.rank;
      // A length of 1 leaves the input's own.
      return like === undefined || at < 0 ? emitter.integers([1], "shape") : emitter.length(like, at);
    });
    emitter.node("Expand", [emitter.name(input), target], {}, emitter.outputs(node)[0]);
  },
};

/** onnxruntime has OneHot in few combinations of dtypes; int64 throughout is one, and a Cast gives the rest. */
const oneHot: NodeRule = {
  op: ops.oneHot.op,
  encode: (node: Node, emitter: Emitter) => {
    const { depth, dtype } = node.attributes as { depth: number; dtype: DType };
    const index = node.inputs[0] as Value;
    const indices = index.dtype === "int64" ? emitter.name(index) : emitter.cast(emitter.name(index), "int64");
    const inputs = [indices, emitter.integers([depth], "depth"), emitter.initializer(int64([2], [0, 1]), "values")];
    const [output] = emitter.outputs(node);
    if (dtype === "int64") emitter.node("OneHot", inputs, { axis: { int: -1 } }, output);
    else emitter.cast(emitter.node("OneHot", inputs, { axis: { int: -1 } }), dtype, output);
  },
};

export const shapeRules: readonly NodeRule[] = [
  reshape,
  expand,
  oneHot,
  rule(ops.transpose, ({ permutation }) => ({ attributes: { perm: { ints: permutation } } })),
  rule(ops.squeeze, ({ axis }, emitter) => ({ inputs: [emitter.integers([axis], "axes")] })),
  rule(ops.unsqueeze, ({ axis }, emitter) => ({ inputs: [emitter.integers([axis], "axes")] })),
  rule(ops.concat, ({ axis }) => ({ attributes: { axis: { int: axis } } })),
  rule(ops.slice, ({ axis, start, end, step }, emitter) => ({
    inputs: [
      endpoint(emitter, start, "starts"),
      endpoint(emitter, end, "ends"),
      emitter.integers([axis], "axes"),
      emitter.integers([step], "steps"),
    ],
  })),
  rule(ops.gather, ({ axis }) => ({ attributes: { axis: { int: axis } } })),
  rule(ops.gatherElements, ({ axis }) => ({ attributes: { axis: { int: axis } } })),
];
