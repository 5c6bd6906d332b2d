import { isConcrete } from "../../../graph/info.js";
import type { Value } from "../../../graph/value.js";
import { zeros } from "../../../tensor.js";
import { defineNode } from "../define.js";
import { ArrayList } from "../item.js";
import type { NodeCall } from "../node.js";

// tensorflow/core/ops/list_ops.cc. Lengths and places are known while loops are written out.

/** Longer lists come of no sequence that anyone writes out. */
const MAX_LENGTH = 100_000;

const dtypeOf = (n: NodeCall) => n.attributes.dtype("element_dtype");

export const reserve = defineNode("TensorListReserve", (n) => {
  const length = n.whole(1);
  if (!(length >= 0 && length <= MAX_LENGTH)) n.unsupported(`a list of ${length} arrays`);
  return new ArrayList(dtypeOf(n), new Array<undefined>(length).fill(undefined));
});
export const empty = defineNode("EmptyTensorList", (n) => new ArrayList(dtypeOf(n), []));

export const fromTensor = defineNode("TensorListFromTensor", (n) => {
  const x = n.x(0);
  const length = x.shape[0];
  if (typeof length !== "number" || length > MAX_LENGTH) return n.unsupported(`a list of ${length} arrays`);
  return new ArrayList(
    dtypeOf(n),
    Array.from({ length }, (_, i) => x.slice(0, i, i + 1).squeeze(0)),
  );
});

export const stack = defineNode("TensorListStack", (n) => {
  const list = n.list(0);
  const all = list.items.map((_, i) => element(n, list, i, 1).unsqueeze(0));
  const [first, ...rest] = all;
  if (first) return rest.length > 0 ? first.concat(rest, 0) : first;
  const shape = n.dims(1).map((dim) => (dim === -1 ? 0 : dim));
  return isConcrete(shape) ? n.constant(zeros(list.dtype, [0, ...shape])) : n.unsupported("an empty list of arrays of unknown shape");
});

export const getItem = defineNode("TensorListGetItem", (n) => element(n, n.list(0), n.whole(1), 2));
export const setItem = defineNode("TensorListSetItem", (n) => {
  const { dtype, items } = n.list(0);
  const at = n.whole(1);
  const grown = n.attributes.flag("resize_if_index_out_of_bounds") && at < MAX_LENGTH ? Math.max(items.length, at + 1) : items.length;
  if (!(at >= 0 && at < grown)) n.wrong(`place ${at} of a list of ${items.length}`);
  const x = n.x(2);
  return new ArrayList(
    dtype,
    Array.from({ length: grown }, (_, i) => (i === at ? x : items[i])),
  );
});
export const length = defineNode("TensorListLength", (n) => n.sizes("int32", [], [n.list(0).items.length]));
export const pushBack = defineNode("TensorListPushBack", (n) => {
  const { dtype, items } = n.list(0);
  if (items.length >= MAX_LENGTH) n.unsupported(`a list of more than ${MAX_LENGTH} arrays`);
  return new ArrayList(dtype, [...items, n.x(1)]);
});
export const popBack = defineNode(
  "TensorListPopBack",
  (n) => {
    const list = n.list(0);
    return [new ArrayList(list.dtype, list.items.slice(0, -1)), element(n, list, list.items.length - 1, 1)];
  },
  { outputs: ["output_handle", "tensor"] },
);

/** Places that nobody filled hold zeros, of the shape of the others or of the one that the node names. */
function element(n: NodeCall, { dtype, items }: ArrayList, at: number, shape: number): Value {
  if (!(at >= 0 && at < items.length)) n.wrong(`place ${at} of a list of ${items.length}`);
  const found = items[at];
  if (found) return found;
  const known = items.find((item) => item !== undefined)?.shape ?? n.dims(shape);
  const zero = n.constant(zeros(dtype, []));
  return known.includes(-1) ? n.unsupported(`place ${at} of a list was never filled`) : n.expanded(zero, known);
}
