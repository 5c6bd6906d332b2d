import type { RuntimeValue } from "../../../graph/info.js";
import { type TreeEnsembleAttributes, treeEnsemble } from "../../../graph/ops/treeEnsemble.js";
import { Tensor } from "../../../tensor.js";
import { kernel } from "../kernel.js";
import { type Block, type RowBlocks, rowBlocks } from "../row-blocks.js";
import { compact, type Forest, walk, walkCategories } from "../trees.js";

/** Rows taken at a time, so that one tree's nodes stay in the cache while all of them pass through. */
const BLOCK = 256;

export const treeEnsembleKernel = kernel(treeEnsemble, (attributes) => {
  const forest = compact(attributes);
  const find = attributes.categories ? walkCategories(attributes.categories) : walk;
  return ([x, base]) => {
    const rows = rowBlocks(treeEnsemble.op, x, BLOCK);
    const leaves = new Int32Array(Math.min(BLOCK, Math.max(1, rows.count)));
    if (attributes.answer === "leaf") return [leafNumbers(attributes, forest, find, rows, leaves)];
    return [sums(attributes, forest, find, rows, leaves, base)];
  };
});

type Find = (forest: Forest, tree: number, block: Block, width: number, count: number, leaves: Int32Array) => void;

function sums(
  attributes: TreeEnsembleAttributes,
  forest: Forest,
  find: Find,
  rows: RowBlocks,
  leaves: Int32Array,
  base: RuntimeValue | undefined,
): Tensor {
  const { width, outputs, offsets, roots } = attributes;
  const out = startingSums(base, rows.count, outputs);
  const { values } = forest;
  for (let start = 0; start < rows.count; start += BLOCK) {
    const count = Math.min(BLOCK, rows.count - start);
    const block = rows.block(start, count);
    for (let tree = 0; tree < roots.length; tree++) {
      find(forest, tree, block, rows.width, count, leaves);
      const offset = offsets?.[tree] ?? 0;
      let to = start * outputs + offset;
      if (width === 1)
        for (let i = 0; i < count; i++, to += outputs) out[to] = (out[to] as number) + (values[leaves[i] as number] as number);
      else
        for (let i = 0; i < count; i++, to += outputs) {
          const from = (leaves[i] as number) * width;
          for (let k = 0; k < width; k++) out[to + k] = (out[to + k] as number) + (values[from + k] as number);
        }
    }
  }
  return new Tensor("float64", [rows.count, outputs], out);
}

function leafNumbers({ roots }: TreeEnsembleAttributes, forest: Forest, find: Find, rows: RowBlocks, leaves: Int32Array): Tensor {
  const out = new BigInt64Array(rows.count * roots.length);
  const words = new Int32Array(out.buffer);
  for (let start = 0; start < rows.count; start += BLOCK) {
    const count = Math.min(BLOCK, rows.count - start);
    const block = rows.block(start, count);
    for (let tree = 0; tree < roots.length; tree++) {
      find(forest, tree, block, rows.width, count, leaves);
      // Leaf numbers are small and not negative: the low word of a little-endian int64 holds them.
      for (let i = 0; i < count; i++) words[2 * ((start + i) * roots.length + tree)] = forest.original[leaves[i] as number] as number;
    }
  }
  return new Tensor("int64", [rows.count, roots.length], out);
}

function startingSums(base: RuntimeValue | undefined, rows: number, outputs: number): Float64Array {
  const out = new Float64Array(rows * outputs);
  if (!(base instanceof Tensor)) return out;
  const start = base.as("float64").data;
  if (start.length === out.length) out.set(start);
  else if (outputs === 1) out.fill(start[0] as number);
  else for (let i = 0; i < out.length; i += outputs) out.set(start, i);
  return out;
}
