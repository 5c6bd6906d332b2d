import type { PyValue } from "../../container/pickle/values.js";
import { NdArray } from "../../container/python/array.js";
import { realize } from "../../container/python/realize.js";
import { attributesOf, describe, requireObject } from "../../decode/sklearn/object.js";
import { ModelError } from "../../errors.js";
import type { Trees } from "../../graph/ops/treeEnsemble.js";
import { arrayOf } from "./fields.js";
import { numbersOf } from "./sparse-attribute.js";

/** One `sklearn.tree._tree.Tree` of a file. Node 0 is the root. */
export interface TreeRecord {
  readonly count: number;
  /** Records of children (-1 in leaves), feature (-2 in leaves), threshold, counts and, since 1.3, missing_go_to_left. */
  readonly nodes: NdArray & { readonly bytes: Uint8Array };
  /** [count, n_outputs, max_n_classes] */
  readonly values: NdArray;
  readonly where: string;
}

/** Reads a Tree record: `Tree(n_features, n_classes, n_outputs)` with its `__setstate__` dict (sklearn/tree/_tree.pyx). */
export function readTree(value: PyValue | undefined, where: string): TreeRecord {
  const record = requireObject(value === undefined ? undefined : (realize(value) as PyValue), where);
  const state = attributesOf(record);
  const nodes = state.has("nodes") ? realize(state.get("nodes") ?? null) : undefined;
  const values = state.has("values") ? realize(state.get("values") ?? null) : undefined;
  if (!isRecords(nodes))
    throw new ModelError("sklearn/attribute", `${where} should hold a tree, but its nodes are ${describe(nodes)}.`, { where });
  if (!(values instanceof NdArray) || values.shape.length !== 3 || values.shape[0] !== nodes.size)
    throw new ModelError("sklearn/attribute", `${where} has ${nodes.size} nodes, but its values are ${describe(values)}.`, { where });
  return { count: nodes.size, nodes, values, where };
}

function isRecords(nodes: unknown): nodes is NdArray & { readonly bytes: Uint8Array } {
  return nodes instanceof NdArray && nodes.bytes !== undefined && nodes.bytes.length >= nodes.size * nodes.dtype.itemSize;
}

/** Trees behind one another, with children as positions in the whole. Leaves have feature -1. */
export function joinTrees(trees: readonly TreeRecord[]): Trees {
  const total = countOf(trees);
  const joined = {
    roots: new Int32Array(trees.length),
    feature: new Int32Array(total),
    threshold: new Float64Array(total),
    left: new Int32Array(total),
    right: new Int32Array(total),
  };
  const missing = trees.some(({ nodes }) => hasField(nodes, MISSING)) ? new Uint8Array(total) : undefined;
  let at = 0;
  trees.forEach((tree, t) => {
    joined.roots[t] = at;
    addNodes(tree, joined, missing, at);
    at += tree.count;
  });
  return { ...joined, ...(missing ? { missingLeft: missing } : {}) };
}

const MISSING = "missing_go_to_left";

const countOf = (trees: readonly TreeRecord[]): number => trees.reduce((sum, { count }) => sum + count, 0);

const hasField = ({ dtype }: NdArray, name: string): boolean => dtype.fields?.some((field) => field.name === name) ?? false;

/** Node numbers fit into 31 bits, so that the low words of their (little-endian) int64 are enough, as they are in int32. */
function addNodes(tree: TreeRecord, to: Omit<Trees, "roots">, flags: Uint8Array | undefined, at: number): void {
  const { feature, threshold, left, right } = to;
  const view = new DataView(tree.nodes.bytes.buffer, tree.nodes.bytes.byteOffset, tree.nodes.bytes.byteLength);
  const size = tree.nodes.dtype.itemSize;
  const leftAt = offsetOf(tree, "left_child");
  const rightAt = offsetOf(tree, "right_child");
  const featureAt = offsetOf(tree, "feature");
  const thresholdAt = offsetOf(tree, "threshold");
  const flagAt = flags && hasField(tree.nodes, MISSING) ? offsetOf(tree, MISSING) : -1;
  for (let i = 0, from = 0; i < tree.count; i++, from += size) {
    const down = view.getInt32(from + leftAt, true);
    const node = at + i;
    if (down < 0) {
      feature[node] = -1;
      continue;
    }
    feature[node] = view.getInt32(from + featureAt, true);
    threshold[node] = view.getFloat64(from + thresholdAt, true);
    left[node] = at + down;
    right[node] = at + view.getInt32(from + rightAt, true);
    if (flags && flagAt >= 0) flags[node] = view.getUint8(from + flagAt);
  }
}

/** The trees' values behind one another: per node the `n_outputs * max_n_classes` numbers that the file holds. */
export function joinValues(trees: readonly TreeRecord[]): {
  readonly values: Float64Array;
  readonly outputs: number;
  readonly classes: number;
} {
  const [, outputs = 1, classes = 1] = trees[0]?.values.shape ?? [];
  const width = outputs * classes;
  const values = new Float64Array(countOf(trees) * width);
  const raw = new Uint8Array(values.buffer);
  let at = 0;
  for (const { values: held, count, where } of trees) {
    if (held.shape[1] !== outputs || held.shape[2] !== classes)
      throw new ModelError(
        "sklearn/attribute",
        `${where} has values of shape [${held.shape}], other trees have [n, ${outputs}, ${classes}].`,
        { where },
      );
    const { dtype, bytes, fortran } = held;
    const plain = dtype.kind === "f" && dtype.itemSize === 8 && dtype.byteOrder !== ">" && !fortran;
    if (plain && bytes && bytes.length === count * width * 8) raw.set(bytes, at * 8);
    else values.set(numbersOf(arrayOf(held as never, where)), at);
    at += count * width;
  }
  return { values, outputs, classes };
}

/** Training rows per node. */
export function joinSamples(trees: readonly TreeRecord[]): Int32Array {
  const samples = new Int32Array(countOf(trees));
  let at = 0;
  for (const tree of trees) {
    const { bytes } = tree.nodes;
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    let from = offsetOf(tree, "n_node_samples");
    for (let node = at; node < at + tree.count; node++, from += tree.nodes.dtype.itemSize) samples[node] = view.getInt32(from, true);
    at += tree.count;
  }
  return samples;
}

/** Where a field stands in each record. Thresholds are float64; numbers are read as 4 bytes, flags as one. */
function offsetOf({ nodes, where }: TreeRecord, name: string): number {
  const found = nodes.dtype.fields?.find((candidate) => candidate.name === name);
  const least = name === "threshold" ? 8 : name === MISSING ? 1 : 4;
  if (
    found === undefined ||
    found.dtype.byteOrder === ">" ||
    found.dtype.itemSize < least ||
    found.offset + found.dtype.itemSize > nodes.dtype.itemSize
  )
    throw new ModelError("sklearn/attribute", `${where}: the nodes have no readable field "${name}".`, { where });
  return found.offset;
}
