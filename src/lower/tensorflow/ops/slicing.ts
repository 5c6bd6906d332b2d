import { integers, type Value } from "../../../graph/value.js";
import { defineNode } from "../define.js";
import type { Item } from "../item.js";
import type { NodeCall } from "../node.js";

/** Bits of the masks of a slice: axis i has bit i. */
const has = (mask: number, i: number): boolean => (mask & (1 << i)) !== 0;

/** Python's `x[a:b:c, i, ..., None]` (tensorflow/core/util/strided_slice_op.cc: ValidateStridedSliceOp). */
export const stridedSlice = defineNode(
  "StridedSlice",
  (n) => {
    const masks = (name: string) => n.attributes.whole(`${name}_mask`, 0);
    const [begins, ends, all] = [masks("begin"), masks("end"), masks("ellipsis")];
    const [added, shrunk] = [masks("new_axis"), masks("shrink_axis")];
    const strides = n.wholes(3);
    // An end that is the number of rows is the end of the axis: its mask says as much.
    const [begin, end] = [bounds(n, 1, begins), bounds(n, 2, ends)];
    let x = n.x(0);
    const skipped = x.rank - strides.filter((_, i) => !has(added, i) && !has(all, i)).length;
    const gone: number[] = [];
    let axis = 0;
    for (const [i, step] of strides.entries()) {
      if (has(all, i)) axis += skipped;
      else if (has(added, i)) {
        x = x.unsqueeze(axis);
        axis++;
      } else {
        x = sliced(n, x, axis, { begin: begin[i], end: end[i], step }, has(shrunk, i));
        if (has(shrunk, i)) gone.push(axis);
        axis++;
      }
    }
    return gone.reverse().reduce((value, at) => value.squeeze(at), x);
  },
  { moves: [0] },
);

interface Range {
  readonly begin: number | undefined;
  readonly end: number | undefined;
  readonly step: number;
}

function sliced(n: NodeCall, x: Value, axis: number, { begin, end, step }: Range, one: boolean): Value {
  if (one) {
    const at = begin ?? 0;
    const length = x.shape[axis];
    if (typeof length === "number" && (at >= length || at < -length)) n.wrong(`index ${at} of an axis of ${length}`);
    // Of an axis of unknown length a place is picked: how long a slice of it is, nothing tells.
    if (typeof length !== "number") return x.gather([at], axis);
    return x.slice(axis, at, at === -1 ? Number.POSITIVE_INFINITY : at + 1);
  }
  if (step === 0) n.wrong("it steps by 0");
  const back = step < 0;
  if (begin === undefined && end === undefined && step === 1) return x;
  return x.slice(axis, begin ?? (back ? -1 : 0), end ?? (back ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY), step);
}

/** Undefined where the mask says that the bound does not count, or it is the axis' own length. */
function bounds(n: NodeCall, i: number, mask: number): (number | undefined)[] {
  return n.dims(i).map((bound, k) => {
    if (has(mask, k)) return undefined;
    if (typeof bound === "number") return bound;
    return i === 2 && bound === n.x(0).shape[k] ? undefined : n.unsupported(`a bound of ${bound}`);
  });
}

export const slice = defineNode(
  "Slice",
  (n) => {
    const [starts, sizes] = [n.wholes(1), n.dims(2)];
    return sizes.reduce<Value>((x, length, axis) => {
      const start = starts[axis] ?? 0;
      if (start === 0 && (length === -1 || length === x.shape[axis])) return x;
      if (typeof length !== "number") return n.unsupported(`a length of ${length}`);
      return x.slice(axis, start, length === -1 ? Number.POSITIVE_INFINITY : start + length);
    }, n.x(0));
  },
  { moves: [0] },
);

/** Parts of these lengths along an axis. */
function parts(x: Value, axis: number, lengths: readonly number[]): Value[] {
  let start = 0;
  return lengths.map((length) => {
    start += length;
    return x.slice(axis, start - length, start);
  });
}

export const split = defineNode(
  "Split",
  (n) => {
    const x = n.x(1);
    const axis = n.axis(n.whole(0), x.rank);
    const count = n.attributes.whole("num_split");
    if (!(count > 0) || x.dim(axis) % count !== 0) n.wrong(`an axis of ${x.dim(axis)} in ${count} parts`);
    return parts(x, axis, new Array<number>(count).fill(x.dim(axis) / count));
  },
  { moves: [1] },
);
export const splitV = defineNode(
  "SplitV",
  (n) => {
    const x = n.x(0);
    const axis = n.axis(n.whole(2), x.rank);
    const lengths = n.wholes(1);
    const rest = x.dim(axis) - lengths.filter((length) => length >= 0).reduce((sum, length) => sum + length, 0);
    return parts(
      x,
      axis,
      lengths.map((length) => (length < 0 ? rest : length)),
    );
  },
  { moves: [0] },
);
export const unpack = defineNode(
  "Unpack",
  (n) => {
    const x = n.x();
    const axis = n.axis(n.attributes.whole("axis", 0), x.rank);
    return parts(x, axis, new Array<number>(n.attributes.whole("num")).fill(1)).map((part) => part.squeeze(axis));
  },
  { moves: [0] },
);
export const pack = defineNode(
  "Pack",
  (n) => {
    const axis = n.axis(n.attributes.whole("axis", 0), n.x(0).rank + 1);
    return joined(
      n.all().map((x) => x.unsqueeze(axis)),
      axis,
    );
  },
  { moves: "all" },
);

const joined = ([first, ...rest]: readonly Value[], axis: number): Value => (rest.length > 0 ? first?.concat(rest, axis) : first) as Value;

/** The axis is the last input, or of old the first. */
function concatenated(n: NodeCall, at: number, from: number): Item {
  const values = n.all(from, from + n.inputs.length - 1);
  const axis = n.axis(n.whole(at), values[0]?.rank ?? 0);
  const filled = values.filter((value) => value.shape[axis] !== 0);
  return joined(filled.length > 0 ? filled : values.slice(0, 1), axis);
}
export const concatV2 = defineNode("ConcatV2", (n) => concatenated(n, n.inputs.length - 1, 0), { moves: "all but the last" });
export const concat = defineNode("Concat", (n) => concatenated(n, 0, 1));

export const gatherV2 = defineNode(
  "GatherV2",
  (n) => {
    const x = n.x(0);
    const axis = n.axis(n.whole(2), x.rank);
    const batch = n.attributes.whole("batch_dims", 0);
    if (batch !== 0) n.unsupported(`${batch} axes of batches`);
    return x.gather(index(n.x(1)), axis);
  },
  { moves: [0] },
);
export const gather = defineNode("Gather", (n) => n.x(0).gather(index(n.x(1)), 0), { moves: [0] });
/** Rows of a variable: embeddings. */
export const resourceGather = defineNode("ResourceGather", (n) => {
  if (n.attributes.whole("batch_dims", 0) !== 0) n.unsupported("axes of batches");
  const { node, value } = n.variable(0);
  if (value === undefined) return n.unsupported(`the variable ${node} has no value`);
  return n.constant(value).gather(index(n.x(1)), 0);
});
/** Places are int32 or int64, as those that pick by them take them. */
const index = (x: Value): Value => (x.dtype === "int32" ? x : x.cast("int64"));

export const reverse = defineNode(
  "ReverseV2",
  (n) => n.wholes(1).reduce((x, axis) => x.slice(n.axis(axis, x.rank), -1, Number.NEGATIVE_INFINITY, -1), n.x(0)),
  { moves: [0] },
);

/** Elements, or whole rows, by places that are known. */
export const gatherNd = defineNode("GatherNd", (n) => {
  const [x, places] = [n.x(0), n.x(1)];
  const depth = places.dim(-1);
  if (depth === 1) return x.gather(index(places.squeeze(places.rank - 1)), 0);
  const lengths = x.shape.slice(0, depth);
  if (!lengths.every((dim) => typeof dim === "number")) return n.unsupported("places in axes of unknown length");
  const steps = lengths.map((_, i) => lengths.slice(i + 1).reduce<number>((product, dim) => product * Number(dim), 1));
  const flat = index(places)
    .mul(n.constant(integers(steps)))
    .sum(-1);
  return x.reshape([lengths.reduce<number>((product, dim) => product * Number(dim), 1), ...x.shape.slice(depth)]).gather(flat, 0);
});
