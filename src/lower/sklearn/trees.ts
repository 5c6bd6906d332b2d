import type { PyValue } from "../../container/pickle/values.js";
import { NdArray } from "../../container/python/array.js";
import { realize } from "../../container/python/realize.js";
import { attributesOf, describe, requireObject } from "../../decode/sklearn/object.js";
import { ModelError } from "../../errors.js";
import type { Trees } from "../../graph/ops/treeEnsemble.js";
import type { Tensor } from "../../tensor.js";
import { arrayOf } from "./fields.js";
import { numbersOf } from "./sparse-attribute.js";

/** One `sklearn.tree._tree.Tree` of a file. Node 0 is the root. */
export interface TreeNodes {
  readonly count: number;
  /** Children; -1 in leaves. */
  readonly left: Int32Array;
  readonly right: Int32Array;
  /** -2 in leaves. */
  readonly feature: Int32Array;
  readonly threshold: Float64Array;
  /** Absent before scikit-learn 1.3, which had no such field. */
  readonly missingLeft: Uint8Array | undefined;
  /** [count, n_outputs, max_n_classes] */
  readonly values: Tensor;
  /** Training rows per node. */
  readonly samples: Int32Array;
  readonly weightedSamples: Float64Array;
}

/** Reads a Tree record: `Tree(n_features, n_classes, n_outputs)` with its `__setstate__` dict (sklearn/tree/_tree.pyx). */
export function readTree(value: PyValue | undefined, where: string): TreeNodes {
  const record = requireObject(value === undefined ? undefined : (realize(value) as PyValue), where);
  const state = attributesOf(record);
  const nodes = state.has("nodes") ? realize(state.get("nodes") ?? null) : undefined;
  if (!(nodes instanceof NdArray) || nodes.bytes === undefined)
    throw new ModelError("sklearn/attribute", `${where} should hold a tree, but its nodes are ${describe(nodes)}.`, { where });
  const tree: TreeNodes = {
    count: nodes.size,
    left: wholeNumbers(nodes, "left_child", where),
    right: wholeNumbers(nodes, "right_child", where),
    feature: wholeNumbers(nodes, "feature", where),
    threshold: floats(nodes, "threshold", where),
    missingLeft: nodes.dtype.fields?.some((f) => f.name === "missing_go_to_left") ? flags(nodes, "missing_go_to_left", where) : undefined,
    values: arrayOf(state.get("values") ?? null, `${where}.values`),
    samples: wholeNumbers(nodes, "n_node_samples", where),
    weightedSamples: floats(nodes, "weighted_n_node_samples", where),
  };
  if (tree.values.shape[0] !== tree.count || tree.values.shape.length !== 3)
    throw new ModelError("sklearn/attribute", `${where} has ${tree.count} nodes, but values of shape [${tree.values.shape}].`, { where });
  return tree;
}

/** Trees behind one another, with children as positions in the whole. Leaves have feature -1. */
export function joinTrees(trees: readonly TreeNodes[]): Trees {
  const total = trees.reduce((sum, tree) => sum + tree.count, 0);
  const roots = new Int32Array(trees.length);
  const feature = new Int32Array(total);
  const threshold = new Float64Array(total);
  const left = new Int32Array(total);
  const right = new Int32Array(total);
  const missing = trees.some((tree) => tree.missingLeft) ? new Uint8Array(total) : undefined;
  let at = 0;
  trees.forEach((tree, t) => {
    roots[t] = at;
    threshold.set(tree.threshold, at);
    if (tree.missingLeft) missing?.set(tree.missingLeft, at);
    for (let i = 0; i < tree.count; i++) {
      const down = tree.left[i] as number;
      feature[at + i] = down < 0 ? -1 : (tree.feature[i] as number);
      left[at + i] = at + down;
      right[at + i] = at + (tree.right[i] as number);
    }
    at += tree.count;
  });
  return { roots, feature, threshold, left, right, ...(missing ? { missingLeft: missing } : {}) };
}

/** The trees' values behind one another: per node the `n_outputs * max_n_classes` numbers that the file holds. */
export function joinValues(trees: readonly TreeNodes[]): {
  readonly values: Float64Array;
  readonly outputs: number;
  readonly classes: number;
} {
  const [, outputs = 1, classes = 1] = trees[0]?.values.shape ?? [];
  const width = outputs * classes;
  const values = new Float64Array(trees.reduce((sum, tree) => sum + tree.count, 0) * width);
  let at = 0;
  for (const tree of trees) {
    values.set(numbersOf(tree.values), at);
    at += tree.count * width;
  }
  return { values, outputs, classes };
}

export function joinSamples(trees: readonly TreeNodes[]): Int32Array {
  const samples = new Int32Array(trees.reduce((sum, tree) => sum + tree.count, 0));
  let at = 0;
  for (const tree of trees) {
    samples.set(tree.samples, at);
    at += tree.count;
  }
  return samples;
}

function fieldAt(nodes: NdArray, name: string, where: string): { readonly offset: number; readonly size: number } {
  const found = nodes.dtype.fields?.find((candidate) => candidate.name === name);
  if (found === undefined || found.dtype.byteOrder === ">")
    throw new ModelError("sklearn/attribute", `${where}: the nodes have no readable field "${name}".`, { where });
  return { offset: found.offset, size: found.dtype.itemSize };
}

/** The nodes' bytes at an address that typed arrays can look at. */
const aligned = new WeakMap<NdArray, Uint8Array>();
function bytesOf(nodes: NdArray): Uint8Array {
  let bytes = aligned.get(nodes);
  if (bytes === undefined) {
    const held = nodes.bytes ?? new Uint8Array(0);
    bytes = held.byteOffset % 8 === 0 ? held : held.slice();
    aligned.set(nodes, bytes);
  }
  return bytes;
}

/** Field of int64 (or int32, from 32-bit machines): node numbers and counts fit into 31 bits. */
function wholeNumbers(nodes: NdArray, name: string, where: string): Int32Array {
  const { offset } = fieldAt(nodes, name, where);
  const bytes = bytesOf(nodes);
  const words = new Int32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength >> 2);
  const stride = nodes.dtype.itemSize >> 2;
  const out = new Int32Array(nodes.size);
  for (let i = 0, at = offset >> 2; i < out.length; i++, at += stride) out[i] = words[at] as number;
  return out;
}

function floats(nodes: NdArray, name: string, where: string): Float64Array {
  const { offset } = fieldAt(nodes, name, where);
  const bytes = bytesOf(nodes);
  const out = new Float64Array(nodes.size);
  const { itemSize } = nodes.dtype;
  if (itemSize % 8 === 0 && offset % 8 === 0) {
    const numbers = new Float64Array(bytes.buffer, bytes.byteOffset, bytes.byteLength >> 3);
    for (let i = 0, at = offset >> 3; i < out.length; i++, at += itemSize >> 3) out[i] = numbers[at] as number;
    return out;
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let i = 0; i < out.length; i++) out[i] = view.getFloat64(i * itemSize + offset, true);
  return out;
}

function flags(nodes: NdArray, name: string, where: string): Uint8Array {
  const { offset } = fieldAt(nodes, name, where);
  const bytes = bytesOf(nodes);
  return Uint8Array.from({ length: nodes.size }, (_, i) => bytes[i * nodes.dtype.itemSize + offset] ?? 0);
}
