import { BinaryReader, WireType } from "@bufbuild/protobuf/wire";
import { bitcast } from "../../../graph/ops/bitcast.js";
import { integers, type Value } from "../../../graph/value.js";
import { defineNode } from "../define.js";
import type { NodeCall } from "../node.js";

// What JAX's conversion writes (jax/experimental/jax2tf/jax2tf.py); the ops are XLA's (xla/service/hlo_evaluator.cc).

/** The numbers of a message of repeated whole numbers, by field (xla/xla_data.proto). */
function fields(n: NodeCall, name: string): Map<number, number[]> {
  const bytes = n.attributes.bytes(name);
  const found = new Map<number, number[]>();
  try {
    const reader = new BinaryReader(bytes);
    while (reader.pos < reader.len) {
      const [field, wire] = reader.tag();
      const numbers = found.get(field) ?? [];
      found.set(field, numbers);
      if (wire === WireType.Varint) numbers.push(Number(reader.int64()));
      else if (wire === WireType.LengthDelimited) {
        const inner = new BinaryReader(reader.bytes());
        while (inner.pos < inner.len) numbers.push(Number(inner.int64()));
      } else reader.skip(wire, field);
    }
  } catch {
    n.wrong(`its ${name} are no sound message`);
  }
  return found;
}

/** DotDimensionNumbers: axes that are summed, and axes that are batches, of either side. */
export const xlaDot = defineNode(["XlaDot", "XlaDotV2"], (n) => {
  const [x, y] = [n.x(0), n.x(1)];
  const numbers = fields(n, "dimension_numbers");
  const side = (value: Value, summed: readonly number[], batch: readonly number[]) => {
    const free = [...value.shape.keys()].filter((axis) => !summed.includes(axis) && !batch.includes(axis));
    const dims = (axes: readonly number[]) => axes.map((axis) => value.dim(axis));
    const size = (axes: readonly number[]) => dims(axes).reduce((product, dim) => product * dim, 1);
    if ([...summed, ...batch].some((axis) => !(axis >= 0 && axis < value.rank)))
      n.wrong(`axes [${summed}] and [${batch}] of ${value.rank}`);
    return {
      free,
      dims,
      size,
      turned: (order: readonly (readonly number[])[]) =>
        value.transpose(order.flat()).reshape([...dims(batch), ...order.slice(1).map(size)]),
    };
  };
  const [xs, ys] = [numbers.get(1) ?? [], numbers.get(2) ?? []];
  const [xb, yb] = [numbers.get(3) ?? [], numbers.get(4) ?? []];
  const [left, right] = [side(x, xs, xb), side(y, ys, yb)];
  const product = left.turned([xb, left.free, xs]).matMul(right.turned([yb, ys, right.free]));
  return product.reshape([...left.dims(xb), ...left.dims(left.free), ...right.dims(right.free)]);
});

/** Single elements, or rows, along the first axis; places beyond the ends are the ends (GatherDimensionNumbers). */
export const xlaGather = defineNode("XlaGather", (n) => {
  const [x, places] = [n.x(0), n.x(1)];
  const numbers = fields(n, "dimension_numbers");
  const [offsets, collapsed, map] = [1, 2, 3].map((field) => numbers.get(field) ?? []) as [number[], number[], number[]];
  const at = numbers.get(4)?.[0] ?? 0;
  if (x.rank !== 1 || offsets.length > 0 || collapsed.join() !== "0" || map.join() !== "0" || n.wholes(2).join() !== "1")
    n.unsupported("it takes more than single elements of a vector");
  const index = at < places.rank ? places.squeeze(at) : places;
  return x.gather(index.clip(0, x.dim(0) - 1), 0);
});

/** Slices from places that the input may decide, moved inwards where they would reach beyond the ends. */
export const dynamicSlice = defineNode("XlaDynamicSlice", (n) => {
  const starts = n.x(1).cast("int64");
  return n.wholes(2).reduce((x, size, axis) => {
    const start = starts.slice(0, axis, axis + 1).clip(0, x.dim(axis) - size);
    return x.gather(start.add(n.constant(integers([...new Array<number>(size).keys()]))), axis);
  }, n.x(0));
});

/** Sums of all before and with each, as JAX writes cumsum: a window as long as the axis, padded in front. */
export const reduceWindow = defineNode("XlaReduceWindow", (n) => {
  const x = n.x(0);
  const [windows, strides, dilations, spans, pads] = [2, 3, 4, 5, 6].map((i) => n.wholes(i)) as [
    number[],
    number[],
    number[],
    number[],
    number[],
  ];
  const body = n.context.function(n.attributes.function("computation"), n.name);
  const adds =
    body.nodeDef.every(({ op }) => /^(AddV2|Add|Identity|NoOp)$/.test(op)) && body.nodeDef.some(({ op }) => op.startsWith("Add"));
  const axes = [...windows.keys()].filter((axis) => windows[axis] !== 1);
  const [axis = 0] = axes;
  const cumulative = axes.length === 1 && windows[axis] === x.dim(axis) && pads[2 * axis] === x.dim(axis) - 1 && pads[2 * axis + 1] === 0;
  const plain = [strides, dilations, spans].every((all) => all.every((value) => value === 1)) && Number(n.known(1).at(0)) === 0;
  const others = pads.every((pad, i) => Math.floor(i / 2) === axis || pad === 0);
  if (!adds || !cumulative || !plain || !others) return n.unsupported("it is no sum of all before");
  return x.cumSum(axis);
});

/** The same bits under another type of the same width. */
export const bitcastNode = defineNode("Bitcast", (n) => bitcast([n.x()], { dtype: n.attributes.dtype("type") }));
