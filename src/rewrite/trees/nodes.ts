import type { OnnxAttributes } from "../../graph/onnx/attribute.js";
import { type Trees, treeEnsemble } from "../../graph/ops/treeEnsemble.js";
import { float32, float64 } from "../../tensor.js";
import { noStandardOp } from "../expansion.js";
import { floor32 } from "./floor32.js";

/** float32 counts whole numbers exactly up to here; leaves are answered as float32. */
const MAX_LEAVES = 2 ** 24;
const NO_CHILD = 0;

/** Trees as the parallel lists of `TreeEnsembleRegressor`, with what tells the leaves apart again. */
export interface NodeLists {
  readonly attributes: OnnxAttributes;
  /** For each tree, its leaves (as indices of the node arrays) in the order of the numbers that they answer. */
  readonly leaves: readonly (readonly number[])[];
}

/**
 * An ensemble with one target per tree, whose leaves answer `number(leaf, ordinal)`: which leaf a row ends in is all that is
 * asked of it, so that the sums of the leaves' values can be those of float64.
 */
export function nodeLists(
  trees: Trees,
  precision: "float32" | "float64",
  number: (node: number, ordinal: number, root: number) => number,
): NodeLists {
  const lists = new Lists(trees);
  const leaves: number[][] = [];
  for (let tree = 0; tree < trees.roots.length; tree++) {
    const found = lists.addTree(tree);
    if (found.length > MAX_LEAVES)
      noStandardOp(treeEnsemble, `tree ${tree} has ${found.length} leaves, more than the ${MAX_LEAVES} that float32 can count`);
    leaves.push(found);
  }
  const targets = leaves.flatMap((found, tree) =>
    found.map((node, ordinal) => ({ tree, node, weight: number(node, ordinal, trees.roots[tree] ?? 0) })),
  );
  const weights = targets.map(({ weight }) => weight);
  const single = precision === "float32";
  return {
    leaves,
    attributes: {
      n_targets: { int: trees.roots.length },
      nodes_treeids: { ints: lists.treeIds },
      nodes_nodeids: { ints: lists.nodeIds },
      nodes_featureids: { ints: lists.features },
      nodes_modes: { strings: lists.modes },
      nodes_truenodeids: { ints: lists.left },
      nodes_falsenodeids: { ints: lists.right },
      nodes_missing_value_tracks_true: { ints: lists.missingLeft },
      target_treeids: { ints: targets.map(({ tree }) => tree) },
      target_nodeids: { ints: targets.map(({ node }) => lists.ids[node] ?? 0) },
      target_ids: { ints: targets.map(({ tree }) => tree) },
      ...(single
        ? { nodes_values: { floats: lists.values.map(floor32) }, target_weights: { floats: float32([weights.length], weights).data } }
        : {
            nodes_values_as_tensor: { tensor: float64([lists.values.length], lists.values) },
            target_weights_as_tensor: { tensor: float64([weights.length], weights) },
          }),
    },
  };
}

class Lists {
  readonly treeIds: number[] = [];
  readonly nodeIds: number[] = [];
  readonly features: number[] = [];
  readonly modes: string[] = [];
  readonly values: number[] = [];
  readonly left: number[] = [];
  readonly right: number[] = [];
  readonly missingLeft: number[] = [];

  /** Each node's number within its tree; onnxruntime wants them without gaps. */
  readonly ids: Int32Array;
  #next = 0;

  constructor(readonly trees: Trees) {
    this.ids = new Int32Array(trees.feature.length);
  }

  /** Adds a tree's nodes, depth first (onnxruntime takes the first for the root), and answers its leaves. */
  addTree(tree: number): number[] {
    const { trees, ids } = this;
    const root = trees.roots[tree] ?? 0;
    const leaves: number[] = [];
    const stack = [root];
    ids[root] = 0;
    this.#next = 1;
    for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
      const feature = trees.feature[node] ?? -1;
      const id = ids[node] ?? 0;
      if (feature < 0) {
        leaves.push(node);
        this.#add(tree, id, 0, "LEAF", 0, NO_CHILD, NO_CHILD, 0);
        continue;
      }
      const [left, right] = [trees.left[node] ?? root, trees.right[node] ?? root];
      ids[left] = this.#next++;
      ids[right] = this.#next++;
      stack.push(right, left);
      const missing = trees.missingLeft?.[node] ?? 0;
      const threshold = trees.threshold[node] ?? 0;
      if ((trees.categories?.set[node] ?? -1) >= 0) this.#addCategories(tree, node, ids[left] ?? 0, ids[right] ?? 0, missing);
      else this.#add(tree, id, feature, "BRANCH_LEQ", threshold, ids[left] ?? 0, ids[right] ?? 0, missing);
    }
    return leaves;
  }

  /** A set of categories as a chain of comparisons that share their left child; what is in none goes right. */
  #addCategories(tree: number, node: number, left: number, right: number, missing: number): void {
    const feature = this.trees.feature[node] ?? 0;
    const set = members(this.trees, node);
    let id = this.ids[node] ?? 0;
    // No number is at most -Infinity but itself, which the estimators refuse.
    if (set.length === 0) this.#add(tree, id, feature, "BRANCH_LEQ", Number.NEGATIVE_INFINITY, left, right, missing);
    for (const [i, category] of set.entries()) {
      const next = i === set.length - 1 ? right : this.#next++;
      this.#add(tree, id, feature, "BRANCH_EQ", category, left, next, missing);
      id = next;
    }
  }

  #add(tree: number, id: number, feature: number, mode: string, value: number, left: number, right: number, missingLeft: number): void {
    this.treeIds.push(tree);
    this.nodeIds.push(id);
    this.features.push(feature);
    this.modes.push(mode);
    this.values.push(value);
    this.left.push(left);
    this.right.push(right);
    this.missingLeft.push(missingLeft);
  }
}

function members({ categories }: Trees, node: number): number[] {
  const words = (categories?.set[node] ?? 0) * 8;
  const found: number[] = [];
  for (let category = 0; category < 256; category++)
    if (((categories?.bits[words + (category >> 5)] ?? 0) >>> (category & 31)) & 1) found.push(category);
  return found;
}
