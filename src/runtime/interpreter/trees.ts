import { ModelError } from "../../errors.js";
import type { CategorySplits, Trees } from "../../graph/ops/treeEnsemble.js";
import type { Block } from "./row-blocks.js";

/**
 * Trees laid out for walking: the nodes of a tree in breadth-first order, siblings side by side, so that one number leads to both
 * children and a tree's upper levels share cache lines. Leaves lead to themselves, so a walk needs no test for its end: it takes as
 * many steps as the tree is deep.
 */
export interface Forest {
  readonly roots: Int32Array;
  readonly depth: Int32Array;
  /** Column of a node, shifted left by one; the low bit is set where missing values go left. 0 in leaves. */
  readonly feature: Int32Array;
  /** -Infinity... a leaf's is +Infinity, so that everything but NaN goes "left", to itself. */
  readonly threshold: Float64Array;
  /** The left child; the right one stands behind it. A leaf's own number. */
  readonly child: Int32Array;
  readonly leaf: Uint8Array;
  /** The node's number within its own tree, in the file's order. */
  readonly original: Int32Array;
  readonly values: Float64Array;
  readonly hasMissing: boolean;
  /** A node's number in the file's arrays. */
  readonly source: Int32Array;
}

export function compact(trees: Trees & { readonly values: Float64Array; readonly width: number }): Forest {
  const total = trees.feature.length;
  const feature = new Int32Array(total);
  const threshold = new Float64Array(total);
  const child = new Int32Array(total);
  const leaf = new Uint8Array(total);
  const original = new Int32Array(total);
  const source = new Int32Array(total);
  const values = new Float64Array(total * trees.width);
  const roots = new Int32Array(trees.roots.length);
  const depth = new Int32Array(trees.roots.length);
  const { width } = trees;
  let next = 0;
  for (let tree = 0; tree < roots.length; tree++) {
    const root = trees.roots[tree] as number;
    let head = next;
    let level = next;
    let levels = 0;
    roots[tree] = next;
    source[next++] = root;
    while (head < next) {
      if (head === level) {
        levels++;
        level = next;
      }
      const from = source[head] as number;
      if (from < 0 || from >= total)
        throw new ModelError("graph/spec", `Tree ${tree} leads to node ${from} of ${total}.`, { where: "brine.TreeEnsemble" });
      original[head] = from - root;
      const column = trees.feature[from] as number;
      if (column < 0) {
        leaf[head] = 1;
        child[head] = head;
        threshold[head] = Number.POSITIVE_INFINITY;
        for (let k = 0; k < width; k++) values[head * width + k] = trees.values[from * width + k] as number;
      } else {
        if (next + 2 > total)
          throw new ModelError("graph/spec", `Tree ${tree} is no tree: a node is reached twice.`, { where: "brine.TreeEnsemble" });
        feature[head] = (column << 1) | (trees.missingLeft?.[from] ?? 0);
        threshold[head] = trees.threshold[from] as number;
        child[head] = next;
        source[next++] = trees.left[from] as number;
        source[next++] = trees.right[from] as number;
      }
      head++;
    }
    depth[tree] = levels - 1;
  }
  return { roots, depth, feature, threshold, child, leaf, original, values, hasMissing: trees.missingLeft !== undefined, source };
}

/** The leaf of each of `count` rows in one tree. */
export function walk(forest: Forest, tree: number, block: Block, width: number, count: number, leaves: Int32Array): void {
  const { feature, threshold, child, leaf, hasMissing } = forest;
  const { data, at } = block;
  const root = forest.roots[tree] as number;
  if (leaf[root]) {
    leaves.fill(root, 0, count);
    return;
  }
  let base = at * width;
  for (let i = 0; i < count; i++, base += width) {
    let node = root;
    do {
      const packed = feature[node] as number;
      const value = data[base + (packed >> 1)] as number;
      const next = child[node] as number;
      if (value <= (threshold[node] as number)) node = next;
      else node = hasMissing && Number.isNaN(value) && packed & 1 ? next : next + 1;
    } while (!leaf[node]);
    leaves[i] = node;
  }
}

/**
 * The same for trees of which some nodes split on categories (sklearn/ensemble/_hist_gradient_boosting/_predictor.pyx:
 * _predict_one_from_raw_data): a category is a number cut to a byte, as C casts it; negative ones count as missing.
 */
export function walkCategories(categories: CategorySplits): typeof walk {
  return (forest, tree, block, width, count, leaves) => {
    const { feature, threshold, child, leaf, source } = forest;
    const { data, at } = block;
    for (let i = 0; i < count; i++) {
      const base = (at + i) * width;
      let node = forest.roots[tree] as number;
      while (!leaf[node]) {
        const packed = feature[node] as number;
        const value = data[base + (packed >> 1)] as number;
        const set = categories.set[source[node] as number] as number;
        let left: boolean;
        if (Number.isNaN(value)) left = (packed & 1) === 1;
        else if (set >= 0) {
          const category = (value | 0) & 255;
          left = value < 0 ? (packed & 1) === 1 : (((categories.bits[set * 8 + (category >> 5)] as number) >>> (category & 31)) & 1) === 1;
        } else left = value <= (threshold[node] as number);
        node = (child[node] as number) + (left ? 0 : 1);
      }
      leaves[i] = node;
    }
  };
}
