import type { Dim } from "../../../graph/info.js";
import { broadcast, dimOf, productOf } from "../../../graph/shapes.js";
import { scalar, type Value } from "../../../graph/value.js";
import type { DType } from "../../../tensor.js";
import { defineNode } from "../define.js";
import { type Item, Sizes } from "../item.js";
import type { NodeCall } from "../node.js";

const typeOf = (n: NodeCall): DType => n.attributes.dtype("out_type", "int32");
const dimsOf = (n: NodeCall, i = 0): readonly Dim[] => {
  const item = n.item(i);
  return item instanceof Sizes ? item.shape : n.x(i).shape;
};

export const shape = defineNode("Shape", (n) => n.sizes(typeOf(n), [dimsOf(n).length], dimsOf(n)));
export const shapeN = defineNode("ShapeN", (n) => n.inputs.map((_, i) => n.sizes(typeOf(n), [dimsOf(n, i).length], dimsOf(n, i))));
export const rank = defineNode("Rank", (n) => n.sizes("int32", [], [dimsOf(n).length]));
export const size = defineNode("Size", (n) => n.sizes(typeOf(n), [], [dimOf(productOf(dimsOf(n)))]));

/** One -1 is what is left. Lengths may be multiples of the number of rows, as where axes were merged. */
export const reshape = defineNode("Reshape", (n) => n.reshaped(n.x(0), n.dims(1)), { moves: [0] });
export const ensureShape = defineNode("EnsureShape", (n) => n.item(0));

export const squeeze = defineNode(
  "Squeeze",
  (n) => {
    const x = n.x();
    const named = n.attributes.wholes("squeeze_dims", n.attributes.wholes("axis", [])).map((axis) => n.axis(axis, x.rank));
    const axes = named.length > 0 ? named : [...x.shape.keys()].filter((axis) => x.shape[axis] === 1);
    return [...new Set(axes)].sort((a, b) => b - a).reduce((value, axis) => value.squeeze(axis), x);
  },
  { moves: [0] },
);
export const expandDims = defineNode("ExpandDims", (n) => n.x().unsqueeze(n.axis(n.whole(1), n.x().rank + 1)), { moves: [0] });
export const transpose = defineNode("Transpose", (n) => n.x().transpose(n.wholes(1).map((axis) => n.axis(axis, n.x().rank))), {
  moves: [0],
});

export const fill = defineNode("Fill", (n) => n.expanded(n.x(1), n.dims(0)), { moves: [1] });
const filled = (n: NodeCall, value: number): Item => {
  const item = n.item(0);
  if (item instanceof Sizes) return n.unsupported("it is given lengths");
  const x = n.x();
  return n.expanded(n.constant(scalar(x.dtype, value)), x.shape);
};
export const zerosLike = defineNode("ZerosLike", (n) => filled(n, 0));
export const onesLike = defineNode("OnesLike", (n) => filled(n, 1));
export const broadcastTo = defineNode("BroadcastTo", (n) => n.expanded(n.x(0), n.dims(1)), { moves: [0] });

/** Repeats; of an axis of length 1 as often as there are rows. */
export const tile = defineNode(
  "Tile",
  (n) => {
    const x = n.x();
    return n.dims(1).reduce<Value>((value, times, axis) => repeated(n, value, times, axis), x);
  },
  { moves: [0] },
);

function repeated(n: NodeCall, x: Value, times: Dim, axis: number): Value {
  if (times === 1) return x;
  const length = x.shape[axis];
  if (length === 1)
    return n.expanded(
      x,
      x.shape.map((dim, i) => (i === axis ? times : dim)),
    );
  if (typeof times !== "number") return n.unsupported(`an axis of ${length} is repeated ${times} times`);
  if (times === 0) return x.slice(axis, 0, 0);
  return x.concat(new Array<Value>(times - 1).fill(x), axis);
}

/** The shape that two shapes broadcast to. */
export const broadcastArgs = defineNode("BroadcastArgs", (n) => {
  const dims = broadcast(n.node.op, n.dims(0), n.dims(1));
  return n.sizes(n.attributes.dtype("T", "int32"), [dims.length], dims);
});
