import { ModelError } from "../../errors.js";
import type { CategorySplits, Trees } from "../../graph/ops/treeEnsemble.js";
import type { Block } from "./row-blocks.js";

/** Writes the leaf (as a position in the node arrays) that each of `count` rows of a block ends in, in one tree. */
export type Walk = (root: number, block: Block, width: number, count: number, leaves: Int32Array) => void;

/** What one look at all nodes tells. */
export interface TreeFacts {
  /** The largest column that a node looks at; -1 where all are leaves. */
  readonly lastColumn: number;
  /** Whether each left child stands right behind its parent, as in all trees that were not grown best first. */
  readonly isDepthFirst: boolean;
}

/** Throws `graph/spec` unless children come after their parents, within their own tree and each of one parent, so that every walk ends. */
export function checkTrees({ roots, feature, left, right, categories }: Trees): TreeFacts {
  const total = feature.length;
  let lastColumn = -1;
  let isDepthFirst = true;
  for (let tree = 0; tree < roots.length; tree++) {
    const root = roots[tree] as number;
    const end = roots[tree + 1] ?? total;
    if (root < 0 || root >= end || end > total) throw broken(`Tree ${tree} begins at node ${root} of ${total}`);
    let splits = 0;
    for (let node = root; node < end; node++) {
      const column = feature[node] as number;
      if (column < 0) continue;
      if (column > lastColumn) lastColumn = column;
      splits++;
      const down = left[node] as number;
      const other = right[node] as number;
      if (down !== node + 1) isDepthFirst = false;
      if (down <= node || down >= end || other <= node || other >= end)
        throw broken(`Node ${node} of tree ${tree} leads to ${down} and ${other}; its nodes are ${root} to ${end - 1}`);
    }
    if (2 * splits + 1 !== end - root) throw broken(`Tree ${tree} has ${splits} splits among ${end - root} nodes`);
  }
  for (const set of categories?.set ?? [])
    if ((set + 1) * 8 > (categories?.bits.length ?? 0)) throw broken(`A node names category set ${set}`);
  return { lastColumn, isDepthFirst };
}

const broken = (what: string) => new ModelError("graph/spec", `brine.TreeEnsemble: ${what}.`, { where: "brine.TreeEnsemble" });

/** Whether a row with NaN may go another way than a comparison with NaN would send it: right. */
export function treatsMissing({ missingLeft, categories }: Trees): boolean {
  return categories !== undefined || (missingLeft?.includes(1) ?? false);
}

/** Walks the node arrays as they are: any numbers, missing values, categories. */
export function plainWalk(trees: Trees): Walk {
  const { feature, threshold, left, right, missingLeft, categories } = trees;
  return (root, { data, at }, width, count, leaves) => {
    for (let i = 0; i < count; i++) {
      const base = (at + i) * width;
      let node = root;
      let column = feature[node] as number;
      while (column >= 0) {
        const value = data[base + column] as number;
        const goesLeft = Number.isNaN(value)
          ? missingLeft !== undefined && missingLeft[node] === 1
          : categories !== undefined && (categories.set[node] as number) >= 0
            ? inCategories(categories, node, value, missingLeft?.[node] === 1)
            : value <= (threshold[node] as number);
        node = (goesLeft ? left[node] : right[node]) as number;
        column = feature[node] as number;
      }
      leaves[i] = node;
    }
  };
}

/**
 * sklearn/ensemble/_hist_gradient_boosting/_predictor.pyx: _predict_one_from_raw_data. A category is a number cut to a byte, as C
 * casts it; negative ones count as missing.
 */
function inCategories({ set, bits }: CategorySplits, node: number, value: number, missingLeft: boolean): boolean {
  if (value < 0) return missingLeft;
  const category = (value | 0) & 255;
  return (((bits[(set[node] as number) * 8 + (category >> 5)] as number) >>> (category & 31)) & 1) === 1;
}
