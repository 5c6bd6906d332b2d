import { treeEnsembleRegressor } from "../../graph/onnx/ops.js";
import { treePaths as spec, type TreePathsAttributes } from "../../graph/ops/treePaths.js";
import type { Value } from "../../graph/value.js";
import { zeros } from "../../tensor.js";
import { expansion, noStandardOp } from "../expansion.js";
import { nodeLists } from "../trees/nodes.js";

/** Bytes that the tables of paths may take in the file: one for each pair of a leaf and a node of its tree. */
const MAX_TABLE_BYTES = 2 ** 24;

/** The leaf that each tree ends in picks the row of the nodes above it. */
export const treePaths = expansion(spec, ([x], trees) => {
  const rows = x.dtype === "float32" || x.dtype === "float64" ? x : x.cast("float64");
  const { attributes, leaves } = nodeLists(trees, rows.dtype === "float32" ? "float32" : "float64", (_, ordinal) => ordinal);
  const width = (tree: number) => (trees.roots[tree + 1] ?? trees.nodes) - (trees.roots[tree] ?? 0);
  const bytes = leaves.reduce((total, found, tree) => total + found.length * width(tree), 0);
  if (bytes > MAX_TABLE_BYTES)
    noStandardOp(spec, `the table of ${leaves.length} trees' paths would take ${bytes} bytes, more than ${MAX_TABLE_BYTES}`);
  const ended = (treeEnsembleRegressor([rows], attributes)[0] as Value).cast("int64");
  const [first, ...rest] = leaves.map((found, tree) =>
    x.constantLike(pathTable(trees, tree, found, width(tree))).gather(ended.gather([tree], 1).squeeze(1), 0),
  );
  if (first === undefined) return noStandardOp(spec, "it has no trees");
  return [first.concat(rest, 1).cast("int64")];
});

/** For each leaf of a tree the nodes from the root to it, as ones. */
function pathTable({ roots, left, right, feature }: TreePathsAttributes, tree: number, leaves: readonly number[], width: number) {
  const root = roots[tree] ?? 0;
  const parents = new Int32Array(width).fill(-1);
  for (let node = root; node < root + width; node++)
    if ((feature[node] ?? -1) >= 0)
      for (const child of [left[node], right[node]]) if (child !== undefined) parents[child - root] = node - root;
  const table = zeros("uint8", [leaves.length, width]);
  for (const [row, leaf] of leaves.entries())
    for (let node = leaf - root; node >= 0; node = parents[node] ?? -1) table.data[row * width + node] = 1;
  return table;
}
