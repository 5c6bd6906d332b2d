import { ROWS } from "../../graph/info.js";
import { treeEnsembleRegressor } from "../../graph/onnx/ops.js";
import { expand } from "../../graph/ops/shape.js";
import { treeEnsemble as spec, type TreeEnsembleAttributes } from "../../graph/ops/treeEnsemble.js";
import type { Value } from "../../graph/value.js";
import { float64, int64 } from "../../tensor.js";
import { expansion, noStandardOp } from "../expansion.js";
import { nodeLists } from "../trees/nodes.js";

/**
 * `ai.onnx.ml.TreeEnsembleRegressor` finds the leaf of each tree; it could add up their values too, but in float32. Thresholds of
 * float32 rows are rounded down to float32: x <= t holds for the same float32 x as before. Float64 rows keep float64 thresholds.
 */
export const treeEnsemble = expansion(spec, ([x, start], trees) => {
  const rows = x.dtype === "float32" || x.dtype === "float64" ? x : x.cast("float64");
  const precision = rows.dtype === "float32" ? "float32" : "float64";
  if (trees.answer === "leaf") {
    const { attributes } = nodeLists(trees, precision, (node, _, root) => node - root);
    return treeEnsembleRegressor([rows], attributes).map((leaf) => leaf.cast("int64"));
  }
  const { attributes, leaves } = nodeLists(trees, precision, (_, ordinal) => ordinal);
  const { table, firsts } = leafTable(leaves, trees);
  let index: Value | undefined;
  const sums = place(x, trees, (chosen) => {
    index ??= (treeEnsembleRegressor([rows], attributes)[0] as Value).cast("int64").add(firsts);
    return x
      .constantLike(table)
      .gather(chosen === undefined ? index : index.gather(chosen, 1), 0)
      .sum(1);
  });
  return [start === undefined ? sums : start.add(sums)];
});

/** The values of all leaves, tree after tree, and where each tree's begin. */
function leafTable(leaves: readonly (readonly number[])[], { width, values }: TreeEnsembleAttributes) {
  const firsts: number[] = [];
  let count = 0;
  for (const found of leaves) {
    firsts.push(count);
    count += found.length;
  }
  const table = float64([count, width], new Float64Array(count * width));
  let at = 0;
  for (const found of leaves)
    for (const node of found) {
      table.data.set(values.subarray(node * width, (node + 1) * width), at);
      at += width;
    }
  return { table, firsts: int64([firsts.length], firsts) };
}

/** Puts the sums of the trees that share an offset side by side. */
function place(x: Value, { roots, width, offsets, outputs }: TreeEnsembleAttributes, sum: (trees: number[] | undefined) => Value): Value {
  const groups = new Map<number, number[]>();
  for (const tree of roots.keys()) {
    const offset = offsets?.[tree] ?? 0;
    const group = groups.get(offset);
    if (group) group.push(tree);
    else groups.set(offset, [tree]);
  }
  const parts: Value[] = [];
  let column = 0;
  const zeros = (count: number) => {
    if (count > 0)
      parts.push(
        ...x.builder.emit(expand, [x.constantLike(float64([1, count], new Float64Array(count))), x], {
          shape: [x.shape[0] ?? ROWS, count],
        }),
      );
  };
  for (const [offset, trees] of [...groups].sort(([a], [b]) => a - b)) {
    if (offset < column) noStandardOp(spec, `trees add to columns ${offset} and ${column - width}, whose ${width} numbers overlap`);
    zeros(offset - column);
    parts.push(sum(groups.size === 1 ? undefined : trees));
    column = offset + width;
  }
  zeros(outputs - column);
  const [first, ...rest] = parts;
  if (first === undefined) return noStandardOp(spec, "it has no trees and no outputs");
  return rest.length === 0 ? first : first.concat(rest, 1);
}
