import { ModelError } from "../../errors.js";
import type { Trees } from "../../graph/ops/treeEnsemble.js";
import { DistinctValues, type NodeValues } from "./distinct-values.js";
import type { TreeFacts, Walk } from "./trees.js";

/**
 * Trees for float32 rows in 8 bytes a node, each tree in depth-first order, so that the left child stands behind its parent:
 *
 *     word 2i      the threshold as float32, rounded down: x <= t holds for the same float32 x
 *     word 2i + 1  how many nodes to skip to get to the right child, shifted left by `bits`, and the column in the low bits
 *
 * A leaf skips -1, and its threshold is a NaN, which nothing is at most: it leads to itself. The NaN's payload says where the leaf's
 * values are in a table that holds equal ones once: most leaves of classifiers are pure, and so the table stays in the cache. So several walks can go on together, without
 * a branch that a processor could mispredict, until all words are negative: memory is waited for once for all of them.
 */
export interface PackedTrees {
  readonly words: Int32Array;
  readonly bits: number;
  readonly roots: Int32Array;
  /** Positions in the original node arrays, where the order is another. */
  readonly order: Int32Array | undefined;
  /** Values of leaves, each combination once; absent where they differ too much: then walks answer positions in the node arrays. */
  readonly table: Float64Array | undefined;
}

const QUIET_NAN = 0x7fc00000;
const PAYLOAD = 0x003fffff;

/** Bits of a skip, sign included, at the least. */
const LEAST_SKIP_BITS = 8;

/** Undefined where columns and skips do not fit into a word together. */
export function packTrees(trees: Trees, { lastColumn, isDepthFirst }: TreeFacts, held?: NodeValues): PackedTrees | undefined {
  const { roots, feature, threshold, right } = trees;
  const bits = 32 - Math.clz32(Math.max(lastColumn, 0));
  if (bits > 32 - LEAST_SKIP_BITS) return undefined;
  const order = isDepthFirst ? undefined : depthFirst(trees);
  const words = new Int32Array(2 * feature.length);
  const floats = new Float32Array(words.buffer);
  const limit = 2 ** (31 - bits);
  const position = order && inverse(order);
  const distinct = held && new DistinctValues(held);
  for (let i = 0; i < feature.length; i++) {
    const node = order ? (order[i] as number) : i;
    const column = feature[node] as number;
    if (column < 0) {
      words[2 * i] = QUIET_NAN | (distinct?.indexOf(node) ?? 0);
      words[2 * i + 1] = -1 << bits;
      continue;
    }
    const to = right[node] as number;
    const skip = (position ? (position[to] as number) : to) - i - 1;
    if (skip >= limit) return undefined;
    const exact = threshold[node] as number;
    const single = Math.fround(exact);
    floats[2 * i] = single > exact ? below(single) : single;
    words[2 * i + 1] = (skip << bits) | column;
  }
  return { words, bits, roots, order, table: distinct?.table() };
}

/** The next smaller float32. */
function below(x: number): number {
  if (x === 0) return -(2 ** -149);
  scratch[0] = x;
  scratchBits[0] = (scratchBits[0] as number) + (x > 0 ? -1 : 1);
  return scratch[0] as number;
}
const scratch = new Float32Array(1);
const scratchBits = new Int32Array(scratch.buffer);

/** The nodes as they come from the roots down, left ones first. */
function depthFirst({ roots, feature, left, right }: Trees): Int32Array {
  const order = new Int32Array(feature.length);
  const stack: number[] = [];
  for (let tree = 0; tree < roots.length; tree++) {
    const end = roots[tree + 1] ?? feature.length;
    let next = roots[tree] as number;
    stack.push(next);
    for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
      if (next === end) throw new ModelError("graph/spec", `brine.TreeEnsemble: a node of tree ${tree} has two parents.`);
      order[next++] = node;
      if ((feature[node] as number) >= 0) stack.push(right[node] as number, left[node] as number);
    }
  }
  return order;
}

function inverse(order: Int32Array): Int32Array {
  const position = new Int32Array(order.length);
  for (let i = 0; i < order.length; i++) position[order[i] as number] = i;
  return position;
}

/** Four rows at a time in one tree. Rows with NaN only where no node sends them left. */
export function packedWalk({ words, bits, order, table }: PackedTrees): Walk {
  const floats = new Float32Array(words.buffer, words.byteOffset, words.length);
  const mask = (1 << bits) - 1;
  return (root, { data, at }, width, count, leaves) => {
    const first = words[2 * root + 1] as number;
    const row = width;
    let base = at * width;
    let i = 0;
    for (; i + 4 <= count; i += 4, base += 4 * row) {
      let a = root;
      let b = root;
      let c = root;
      let d = root;
      let u = first;
      let v = first;
      let w = first;
      let z = first;
      while ((u & v & w & z) >= 0) {
        a += 1 + ((u >> bits) & (+((data[base + (u & mask)] as number) <= (floats[2 * a] as number)) - 1));
        b += 1 + ((v >> bits) & (+((data[base + row + (v & mask)] as number) <= (floats[2 * b] as number)) - 1));
        c += 1 + ((w >> bits) & (+((data[base + 2 * row + (w & mask)] as number) <= (floats[2 * c] as number)) - 1));
        d += 1 + ((z >> bits) & (+((data[base + 3 * row + (z & mask)] as number) <= (floats[2 * d] as number)) - 1));
        u = words[2 * a + 1] as number;
        v = words[2 * b + 1] as number;
        w = words[2 * c + 1] as number;
        z = words[2 * d + 1] as number;
      }
      leaves[i] = a;
      leaves[i + 1] = b;
      leaves[i + 2] = c;
      leaves[i + 3] = d;
    }
    for (; i < count; i++, base += row) {
      let node = root;
      for (let word = first; word >= 0; word = words[2 * node + 1] as number)
        node += (data[base + (word & mask)] as number) <= (floats[2 * node] as number) ? 1 : 1 + (word >> bits);
      leaves[i] = node;
    }
    if (table) for (let k = 0; k < count; k++) leaves[k] = (words[2 * (leaves[k] as number)] as number) & PAYLOAD;
    else if (order) for (let k = 0; k < count; k++) leaves[k] = order[leaves[k] as number] as number;
  };
}

/** One row in all trees, eight at a time: the leaf of each tree. */
export function packedRow({
  words,
  bits,
  roots,
  order,
  table,
}: PackedTrees): (data: Float32Array | Float64Array, base: number, leaves: Int32Array) => void {
  const floats = new Float32Array(words.buffer, words.byteOffset, words.length);
  const mask = (1 << bits) - 1;
  const count = roots.length;
  return (data, base, leaves) => {
    let tree = 0;
    for (; tree + 8 <= count; tree += 8) {
      let a = roots[tree] as number;
      let b = roots[tree + 1] as number;
      let c = roots[tree + 2] as number;
      let d = roots[tree + 3] as number;
      let e = roots[tree + 4] as number;
      let f = roots[tree + 5] as number;
      let g = roots[tree + 6] as number;
      let h = roots[tree + 7] as number;
      for (;;) {
        const o = words[2 * a + 1] as number;
        const p = words[2 * b + 1] as number;
        const q = words[2 * c + 1] as number;
        const r = words[2 * d + 1] as number;
        const s = words[2 * e + 1] as number;
        const t = words[2 * f + 1] as number;
        const u = words[2 * g + 1] as number;
        const v = words[2 * h + 1] as number;
        if ((o & p & q & r & s & t & u & v) < 0) break;
        a += 1 + ((o >> bits) & (+((data[base + (o & mask)] as number) <= (floats[2 * a] as number)) - 1));
        b += 1 + ((p >> bits) & (+((data[base + (p & mask)] as number) <= (floats[2 * b] as number)) - 1));
        c += 1 + ((q >> bits) & (+((data[base + (q & mask)] as number) <= (floats[2 * c] as number)) - 1));
        d += 1 + ((r >> bits) & (+((data[base + (r & mask)] as number) <= (floats[2 * d] as number)) - 1));
        e += 1 + ((s >> bits) & (+((data[base + (s & mask)] as number) <= (floats[2 * e] as number)) - 1));
        f += 1 + ((t >> bits) & (+((data[base + (t & mask)] as number) <= (floats[2 * f] as number)) - 1));
        g += 1 + ((u >> bits) & (+((data[base + (u & mask)] as number) <= (floats[2 * g] as number)) - 1));
        h += 1 + ((v >> bits) & (+((data[base + (v & mask)] as number) <= (floats[2 * h] as number)) - 1));
      }
      leaves[tree] = a;
      leaves[tree + 1] = b;
      leaves[tree + 2] = c;
      leaves[tree + 3] = d;
      leaves[tree + 4] = e;
      leaves[tree + 5] = f;
      leaves[tree + 6] = g;
      leaves[tree + 7] = h;
    }
    for (; tree < count; tree++) {
      let node = roots[tree] as number;
      for (let word = words[2 * node + 1] as number; word >= 0; word = words[2 * node + 1] as number)
        node += (data[base + (word & mask)] as number) <= (floats[2 * node] as number) ? 1 : 1 + (word >> bits);
      leaves[tree] = node;
    }
    if (table) for (let t = 0; t < count; t++) leaves[t] = (words[2 * (leaves[t] as number)] as number) & PAYLOAD;
    else if (order) for (let t = 0; t < count; t++) leaves[t] = order[leaves[t] as number] as number;
  };
}
