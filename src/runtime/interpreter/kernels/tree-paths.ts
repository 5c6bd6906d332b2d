import { ModelError } from "../../../errors.js";
import { type TreePathsAttributes, treePaths } from "../../../graph/ops/treePaths.js";
import { CsrMatrix } from "../../../sparse.js";
import { Tensor } from "../../../tensor.js";
import { kernel } from "../kernel.js";
import { type RowBlocks, rowBlocks } from "../row-blocks.js";
import { checkTrees } from "../trees.js";

export const treePathsKernel = kernel(treePaths, (trees) => {
  const { lastColumn } = checkTrees(trees);
  return ([x]) => {
    const rows = rowBlocks(treePaths.op, x, 1);
    if (lastColumn >= rows.width)
      throw new ModelError("graph/spec", `brine.TreePaths looks at column ${lastColumn} of rows of ${rows.width}.`);
    return [pathsOf(trees, rows)];
  };
});

function pathsOf({ roots, feature, threshold, left, right, missingLeft, nodes }: TreePathsAttributes, rows: RowBlocks): CsrMatrix {
  const indptr = new Int32Array(rows.count + 1);
  const passed: number[] = [];
  for (let row = 0; row < rows.count; row++) {
    const { data, at } = rows.block(row, 1);
    const base = at * rows.width;
    for (const root of roots) {
      let node = root;
      let column = feature[node] as number;
      passed.push(node);
      while (column >= 0) {
        const value = data[base + column] as number;
        const goesLeft = Number.isNaN(value) ? missingLeft?.[node] === 1 : value <= (threshold[node] as number);
        node = (goesLeft ? left[node] : right[node]) as number;
        column = feature[node] as number;
        passed.push(node);
      }
    }
    indptr[row + 1] = passed.length;
  }
  const ones = new Tensor("int64", [passed.length], new BigInt64Array(passed.length).fill(1n));
  return new CsrMatrix([rows.count, nodes], ones, Int32Array.from(passed), indptr);
}
