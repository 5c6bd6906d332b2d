import type { Dim } from "../../../graph/info.js";
import { integers, type Value } from "../../../graph/value.js";
import { isActivation, type Nested } from "../activation.js";
import type { Arguments } from "./arguments.js";
import { defineOperations, operation } from "./define.js";
import { item, stridedSlice } from "./slices.js";

const counted = (axis: number, rank: number): number => (axis < 0 ? axis + rank : axis);

/** -1 and the unknown number of rows say the same, where nothing else is open. */
function reshaped(x: Value, shape: readonly (number | string)[]): Value {
  const open = shape.filter((dim) => typeof dim === "string" || dim === -1).length;
  const dims: Dim[] = shape.map((dim, i) => (dim === -1 && i === 0 && open === 1 && x.shape[0] === "N" ? firstOf(x, shape) : dim));
  return x.reshape(dims);
}

/** The rows stay rows where what is behind them keeps its size. */
function firstOf(x: Value, shape: readonly (number | string)[]): Dim {
  const size = (dims: readonly (number | string)[]) => dims.reduce<number>((product, dim) => product * Number(dim), 1);
  return size(x.shape.slice(1)) === size(shape.slice(1)) ? "N" : -1;
}

function squeezed(x: Value, axes: readonly number[] | undefined): Value {
  const all = axes?.map((axis) => counted(axis, x.rank)) ?? x.shape.flatMap((dim, i) => (dim === 1 ? [i] : []));
  return all.toSorted((a, b) => b - a).reduce((rest, axis) => rest.squeeze(axis), x);
}

/** The whole axis in parts: a number of equal ones, or where to cut (Keras) or how long each is (TensorFlow). */
function parts(x: Value, axis: number, ends: readonly number[]): Value[] {
  return ends.map((end, i) => x.slice(axis, i === 0 ? 0 : (ends[i - 1] as number), end));
}
const equalParts = (length: number, count: number): number[] => Array.from({ length: count }, (_, i) => ((i + 1) * length) / count);

function stacked(a: Arguments, name: string): Value {
  const values = a.values(name);
  const [first] = values as [Value];
  const axis = counted(a.number("axis", 0), first.rank + 1);
  const [head, ...rest] = values.map((value) => value.unsqueeze(axis)) as [Value, ...Value[]];
  return head.concat(rest, axis);
}

/** A length that only the run tells can stand in a list of constants: tf.stack([tf.shape(x)[0], 3]). */
function isShape(nested: Nested | undefined): nested is { readonly list: readonly Nested[] } {
  return nested !== undefined && "list" in nested && nested.list.every((each) => !isActivation(each));
}

function tiled(x: Value, repeats: readonly number[]): Value {
  const all = [...Array.from({ length: Math.max(0, x.rank - repeats.length) }, () => 1), ...repeats];
  let value = x;
  while (value.rank < all.length) value = value.unsqueeze(0);
  return all.reduce(
    (rest, count, axis) =>
      count === 1
        ? rest
        : rest.concat(
            Array.from({ length: count - 1 }, () => rest),
            axis,
          ),
    value,
  );
}

function padded(a: Arguments): Value {
  const x = a.value("x");
  const mode = a.text("mode", "constant").toLowerCase();
  const given = a.json("pad_width");
  const widths = (typeof given === "number" ? x.shape.map(() => [given, given]) : given) as readonly (readonly number[] | number)[];
  const pairs = widths.map((width) => (typeof width === "number" ? [width, width] : width)) as (readonly [number, number])[];
  const each = pairs.length === 1 && x.rank > 1 ? x.shape.map(() => pairs[0] as readonly [number, number]) : pairs;
  return each.reduce(
    (rest, [before, after], axis) => (before === 0 && after === 0 ? rest : padAxis(a, rest, axis, before, after, mode)),
    x,
  );
}

/** One axis longer, by indices into it; constants by a slice of zeros plus the number. */
function padAxis(a: Arguments, x: Value, axis: number, before: number, after: number, mode: string): Value {
  const length = x.dim(axis);
  const from = (i: number): number => {
    if (mode === "edge") return Math.min(Math.max(i, 0), length - 1);
    const mirror = mode === "reflect" ? 2 * (length - 1) : 2 * length;
    const at = ((i % mirror) + mirror) % mirror;
    return at < length ? at : mode === "reflect" ? mirror - at : mirror - 1 - at;
  };
  if (mode !== "constant") {
    if (!["edge", "reflect", "symmetric"].includes(mode)) a.at.unsupported(`padding by "${mode}" is not computed.`);
    return x.gather(
      Array.from({ length: before + length + after }, (_, i) => from(i - before)),
      axis,
    );
  }
  const one = x.slice(axis, 0, 1);
  const fill = one.equal(one).and(one.notEqual(one)).cast(x.dtype).add(a.number("constant_values", 0)).cast(x.dtype);
  const filled = (count: number): Value[] => Array.from({ length: count }, () => fill);
  const [first, ...rest] = [...filled(before), x, ...filled(after)] as [Value, ...Value[]];
  return first.concat(rest, axis);
}

export const shapes = defineOperations([
  operation(["numpy.Reshape(x, newshape)", "tf.reshape(tensor, shape)", "op.Reshape(tensor, shape)"], (a) =>
    reshaped(a.value("x"), a.dims("newshape")),
  ),
  operation(["numpy.Transpose(x, axes)", "tf.transpose(a, perm)", "tf.compat.v1.transpose(a, perm)", "op.Transpose(x, perm)"], (a) => {
    const x = a.value("x");
    return x.transpose(a.ints("axes")?.map((axis) => counted(axis, x.rank)));
  }),
  operation(
    ["numpy.ExpandDims(x, axis)", "tf.expand_dims(input, axis)", "tf.compat.v1.expand_dims(input, axis)", "op.ExpandDims(input, axis)"],
    (a) => {
      const x = a.value("x");
      const axes = a.ints("axis") ?? [0];
      const rank = x.rank + axes.length;
      return axes
        .map((axis) => counted(axis, rank))
        .toSorted((p, q) => p - q)
        .reduce((rest, axis) => rest.unsqueeze(axis), x);
    },
  ),
  operation(["numpy.Squeeze(x, axis)", "tf.squeeze(input, axis)", "tf.compat.v1.squeeze(input, axis)"], (a) =>
    squeezed(a.value("x"), a.ints("axis")),
  ),
  operation("op.Squeeze(input, squeeze_dims)", (a) => {
    const axes = a.ints("squeeze_dims");
    return squeezed(a.value("input"), axes && axes.length > 0 ? axes : undefined);
  }),
  operation(["numpy.Concatenate(xs, axis)", "tf.concat(values, axis)", "op.ConcatV2(values, axis)", "numpy.Append(xs, axis)"], (a) => {
    const [first, ...rest] = a.values("xs") as [Value, ...Value[]];
    return first.concat(rest, counted(a.number("axis", 0), first.rank));
  }),
  operation("numpy.Hstack(xs)", (a) => {
    const [first, ...rest] = a.values("xs") as [Value, ...Value[]];
    return first.concat(rest, first.rank === 1 ? 0 : 1);
  }),
  operation(["numpy.Stack(x, axis)", "tf.stack(values, axis)", "op.Pack(values, axis)"], (a) => {
    const nested = a.need("x");
    if (isShape(nested)) return { constant: a.dims("x") };
    return stacked(a, "x");
  }),
  operation(["core.Unstack(x, num, axis)", "tf.unstack(value, num, axis)", "op.Unpack(value, num, axis)"], (a) => {
    const x = a.value("x");
    const axis = counted(a.number("axis", 0), x.rank);
    return Array.from({ length: x.dim(axis) }, (_, i) => x.slice(axis, i, i + 1).squeeze(axis));
  }),
  operation("numpy.Split(x, indices_or_sections, axis)", (a) => {
    const x = a.value("x");
    const axis = counted(a.number("axis", 0), x.rank);
    const cuts = a.json("indices_or_sections");
    return parts(
      x,
      axis,
      typeof cuts === "number" ? equalParts(x.dim(axis), cuts) : [...(a.ints("indices_or_sections") ?? []), x.dim(axis)],
    );
  }),
  operation(["tf.split(value, num_or_size_splits, axis)"], (a) => {
    const x = a.value("value");
    const axis = counted(a.number("axis", 0), x.rank);
    const given = a.json("num_or_size_splits");
    if (typeof given === "number") return parts(x, axis, equalParts(x.dim(axis), given));
    const lengths = a.ints("num_or_size_splits") ?? [];
    const known = lengths.reduce((sum, length) => sum + Math.max(0, length), 0);
    let end = 0;
    return parts(
      x,
      axis,
      lengths.map((length) => {
        end += length < 0 ? x.dim(axis) - known : length;
        return end;
      }),
    );
  }),
  operation(["numpy.Tile(x, repeats)", "tf.tile(input, multiples)", "op.Tile(input, multiples)"], (a) =>
    tiled(a.value("x"), a.ints("repeats") ?? []),
  ),
  operation(["numpy.Repeat(x, repeats, axis)", "tf.repeat(input, repeats, axis)"], (a) => {
    const given = a.value("x");
    const x = a.find("axis") === undefined ? given.reshape([-1]) : given;
    const axis = counted(a.number("axis", 0), x.rank);
    const repeats = a.ints("repeats") ?? [];
    const times = (i: number) => repeats[repeats.length === 1 ? 0 : i] ?? 1;
    return x.gather(
      Array.from({ length: x.dim(axis) }, (_, i) => i).flatMap((i) => Array.from({ length: times(i) }, () => i)),
      axis,
    );
  }),
  operation(["numpy.BroadcastTo(x, shape)", "tf.broadcast_to(input, shape)", "op.BroadcastTo(input, shape)"], (a) => {
    const x = a.value("x");
    const shape = a.dims("shape");
    return x.expand(shape.map((dim, i) => (dim === -1 ? (x.shape[i - shape.length + x.rank] ?? 1) : dim)));
  }),
  operation(["numpy.Flip(x, axis)", "tf.reverse(tensor, axis)", "op.ReverseV2(tensor, axis)"], (a) => {
    const x = a.value("x");
    return a.axes("axis", x.rank).reduce((rest, axis) => rest.slice(axis, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -1), x);
  }),
  operation(["numpy.Roll(x, shift, axis)", "tf.roll(input, shift, axis)"], (a) => {
    const x = a.value("x");
    const [shifts, axes] = [a.ints("shift") ?? [], a.ints("axis") ?? a.at.unsupported("a roll without an axis is not computed.")];
    return axes.reduce((rest, given, i) => {
      const axis = counted(given, x.rank);
      const length = rest.dim(axis);
      const by = (((shifts[i] ?? 0) % length) + length) % length;
      return by === 0 ? rest : rest.slice(axis, length - by, length).concat([rest.slice(axis, 0, length - by)], axis);
    }, x);
  }),
  operation("numpy.Moveaxis(x, source, destination)", (a) => {
    const x = a.value("x");
    const source = (a.ints("source") ?? []).map((axis) => counted(axis, x.rank));
    const target = (a.ints("destination") ?? []).map((axis) => counted(axis, x.rank));
    const others = Array.from({ length: x.rank }, (_, i) => i).filter((axis) => !source.includes(axis));
    return x.transpose(
      Array.from({ length: x.rank }, (_, i) => (target.includes(i) ? (source[target.indexOf(i)] as number) : (others.shift() as number))),
    );
  }),
  operation("numpy.Swapaxes(x, axis1, axis2)", (a) => {
    const x = a.value("x");
    const [p, q] = [counted(a.number("axis1"), x.rank), counted(a.number("axis2"), x.rank)];
    return x.transpose(Array.from({ length: x.rank }, (_, i) => (i === p ? q : i === q ? p : i)));
  }),
  operation("numpy.Ravel(x)", (a) => a.value("x").reshape([-1])),
  operation(
    [
      "numpy.Pad(x, pad_width, mode, constant_values)",
      "tf.pad(tensor, paddings, mode, constant_values)",
      "tf.compat.v1.pad(tensor, paddings, mode, constant_values)",
      "op.Pad(tensor, paddings)",
      "op.PadV2(tensor, paddings, _mode, constant_values)",
    ],
    padded,
  ),
  operation(["tf.shape(input)", "tf.compat.v1.shape(input)", "op.Shape(input)"], (a) => ({ constant: [...a.value("input").shape] })),
  operation(["tf.rank(input)", "numpy.Ndim(x)"], (a) => ({ constant: a.value("input").rank })),
  operation(["numpy.GetItem(x, key)", "tf.__operators__.getitem(tensor, slice_spec)", "tf.getitem(tensor, slice_spec)"], (a) =>
    item(a, a.need("x"), a.need("key")),
  ),
  operation(
    [
      "tf.strided_slice(input_, begin, end, strides, begin_mask, end_mask, ellipsis_mask, new_axis_mask, shrink_axis_mask)",
      "op.StridedSlice(input, begin, end, strides, begin_mask, end_mask, ellipsis_mask, new_axis_mask, shrink_axis_mask)",
    ],
    stridedSlice,
  ),
  operation(["tf.slice(input_, begin, size)", "op.Slice(input, begin, size)", "core.Slice(inputs, start_indices, shape)"], (a) => {
    const [starts, sizes] = [a.ints("begin") ?? [], a.ints("size") ?? []];
    return starts.reduce((rest, start, axis) => {
      const size = sizes[axis] ?? -1;
      return start === 0 && size === -1 ? rest : rest.slice(axis, start, size === -1 ? Number.POSITIVE_INFINITY : start + size);
    }, a.value("input_"));
  }),
  operation(
    [
      "numpy.Take(x, indices, axis)",
      "tf.gather(params, indices, axis)",
      "tf.compat.v1.gather(params, indices, axis)",
      "op.GatherV2(params, indices, axis)",
    ],
    (a) => {
      const given = a.value("x");
      if (a.number("batch_dims", 0) !== 0) a.at.unsupported("gathering with batch_dims is not computed.");
      const flat = a.find("axis") === undefined && a.operation === "numpy.Take";
      const x = flat ? given.reshape([-1]) : given;
      const indices = a.find("indices");
      const at = indices && isActivation(indices) ? indices.value.cast("int64") : a.constantIndices("indices");
      return x.gather(at, flat ? 0 : counted(a.number("axis", 0), x.rank));
    },
  ),
  operation("numpy.TakeAlongAxis(x, indices, axis)", (a) =>
    a.value("x").gatherElements(a.value("indices").cast("int64"), a.number("axis", -1)),
  ),
  operation(["numpy.Tril(x, k)", "numpy.Triu(x, k)"], (a) => triangle(a, a.operation === "numpy.Tril")),
]);

/** The lower (or upper) triangle of the last two axes, the rest 0. */
function triangle(a: Arguments, lower: boolean): Value {
  const x = a.value("x");
  const k = a.number("k", 0);
  const [rows, columns] = [x.dim(-2), x.dim(-1)];
  const kept = integers(
    Array.from({ length: rows * columns }, (_, i) =>
      Number(lower ? (i % columns) - Math.floor(i / columns) <= k : (i % columns) - Math.floor(i / columns) >= k),
    ),
  );
  return a.at.constant(kept).reshape([rows, columns]).cast("bool").where(x, 0);
}
