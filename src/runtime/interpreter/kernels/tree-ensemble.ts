import { ModelError } from "../../../errors.js";
import type { RuntimeValue } from "../../../graph/info.js";
import { type TreeEnsembleAttributes, type Trees, treeEnsemble } from "../../../graph/ops/treeEnsemble.js";
import { Tensor } from "../../../tensor.js";
import type { NodeValues } from "../distinct-values.js";
import { kernel } from "../kernel.js";
import { packedRow, packedWalk, packTrees } from "../packed-trees.js";
import { type Block, type RowBlocks, rowBlocks } from "../row-blocks.js";
import { checkTrees, plainWalk, treatsMissing, type Walk } from "../trees.js";

/** Rows taken at a time: a tree's nodes stay in the cache while all of them pass through. Sparse rows are written out this many at a time. */
const BLOCK = 2048;
const SPARSE_BLOCK = 512;
/** Up to here, rows are taken one by one through all trees, several of these at once. */
const SINGLE_ROWS = 3;

export const treeEnsembleKernel = kernel(treeEnsemble, (attributes) => {
  const walkers = walkersOf(attributes);
  return ([x, base]) => {
    const rows = rowBlocks(treeEnsemble.op, x, x instanceof Tensor ? BLOCK : SPARSE_BLOCK);
    if (walkers.last >= rows.width)
      throw new ModelError("graph/spec", `brine.TreeEnsemble looks at column ${walkers.last} of rows of ${rows.width}.`);
    return [attributes.answer === "leaf" ? leafNumbers(attributes, walkers, rows) : sums(attributes, walkers, rows, base)];
  };
});

/** Ways down the trees, made once for all graphs that share them. */
interface Walkers {
  /** The largest column that is looked at. */
  readonly last: number;
  /** For any rows. */
  readonly plain: Walk;
  /** Whether rows with NaN must go the plain way. */
  readonly missing: boolean;
  /** For float32 rows, made when these come: by the values that leaves give, as what they answer are places of these. */
  packed(held: NodeValues | undefined): Packed | undefined;
}

interface Packed {
  readonly walk: Walk;
  readonly row: ReturnType<typeof packedRow>;
  /** What walks answer places in; absent: in the node arrays. */
  readonly table: Float64Array | undefined;
  /** Room for one row's leaves. */
  readonly leaves: Int32Array;
}

const prepared = new WeakMap<Int32Array, { readonly trees: Trees; readonly walkers: Walkers }>();
const parts = ["roots", "feature", "threshold", "left", "right", "missingLeft", "categories"] as const;

function walkersOf(trees: Trees): Walkers {
  const known = prepared.get(trees.feature);
  if (known && parts.every((part) => known.trees[part] === trees[part])) return known.walkers;
  const facts = checkTrees(trees);
  const byValues = new Map<Float64Array | undefined, Packed | undefined>();
  const pack = (held: NodeValues | undefined): Packed | undefined => {
    const made = trees.categories ? undefined : packTrees(trees, facts, held);
    return made && { walk: packedWalk(made), row: packedRow(made), table: made.table, leaves: new Int32Array(trees.roots.length) };
  };
  const packed = (held: NodeValues | undefined) => {
    const key = held?.values;
    if (!byValues.has(key)) byValues.set(key, pack(held));
    return byValues.get(key);
  };
  const walkers: Walkers = { last: facts.lastColumn, plain: plainWalk(trees), missing: treatsMissing(trees), packed };
  prepared.set(trees.feature, { trees, walkers });
  return walkers;
}

/** Takes what rows found: `count` of them from `start` on in a tree, or one row in all trees; `leaves` are places in `table`, or in the node arrays. */
interface Visitor {
  tree(tree: number, start: number, count: number, leaves: Int32Array, table: Float64Array | undefined): void;
  row(row: number, leaves: Int32Array, table: Float64Array | undefined): void;
}

function visit({ roots }: Trees, held: NodeValues | undefined, walkers: Walkers, rows: RowBlocks, visitor: Visitor): void {
  const step = Math.max(1, Math.min(rows.longest, rows.count));
  const few = rows.count <= SINGLE_ROWS;
  let leaves: Int32Array | undefined;
  for (let start = 0; start < rows.count; start += step) {
    const count = Math.min(step, rows.count - start);
    const block = rows.block(start, count);
    const plain = !(block.data instanceof Float32Array) || (walkers.missing && hasNaN(block, rows.width, count));
    const packed = plain ? undefined : walkers.packed(held);
    if (packed && few)
      for (let i = 0; i < count; i++) {
        packed.row(block.data, (block.at + i) * rows.width, packed.leaves);
        visitor.row(start + i, packed.leaves, packed.table);
      }
    else {
      const walk = packed?.walk ?? walkers.plain;
      leaves ??= new Int32Array(step);
      for (let tree = 0; tree < roots.length; tree++) {
        walk(roots[tree] as number, block, rows.width, count, leaves);
        visitor.tree(tree, start, count, leaves, packed?.table);
      }
    }
  }
}

function hasNaN({ data, at }: Block, width: number, count: number): boolean {
  // Infinity counts, too: times 0 it is NaN. It is rare, and the plain way is right for it.
  let sum = 0;
  for (let i = at * width; i < (at + count) * width; i++) sum += (data[i] as number) * 0;
  return sum !== 0;
}

function sums(attributes: TreeEnsembleAttributes, walkers: Walkers, rows: RowBlocks, base: RuntimeValue | undefined): Tensor {
  const { width, outputs, offsets, values } = attributes;
  const out = startingSums(base, rows.count, outputs);
  visit(attributes, attributes, walkers, rows, {
    tree: (tree, start, count, leaves, table = values) => {
      let to = start * outputs + (offsets?.[tree] ?? 0);
      if (width === 1)
        for (let i = 0; i < count; i++, to += outputs) out[to] = (out[to] as number) + (table[leaves[i] as number] as number);
      else if (width === 2)
        for (let i = 0; i < count; i++, to += outputs) {
          const from = 2 * (leaves[i] as number);
          out[to] = (out[to] as number) + (table[from] as number);
          out[to + 1] = (out[to + 1] as number) + (table[from + 1] as number);
        }
      else
        for (let i = 0; i < count; i++, to += outputs) {
          const from = (leaves[i] as number) * width;
          for (let k = 0; k < width; k++) out[to + k] = (out[to + k] as number) + (table[from + k] as number);
        }
    },
    row: (row, leaves, table = values) => {
      const first = row * outputs;
      for (let tree = 0; tree < leaves.length; tree++) {
        const to = first + (offsets ? (offsets[tree] as number) : 0);
        const from = (leaves[tree] as number) * width;
        for (let k = 0; k < width; k++) out[to + k] = (out[to + k] as number) + (table[from + k] as number);
      }
    },
  });
  return new Tensor("float64", [rows.count, outputs], out);
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

/** Leaf numbers count from each tree's root, in the order of the node arrays. */
function leafNumbers(attributes: TreeEnsembleAttributes, walkers: Walkers, rows: RowBlocks): Tensor {
  const { roots } = attributes;
  const out = new BigInt64Array(rows.count * roots.length);
  // They are small and not negative: the low word of a little-endian int64 holds them.
  const words = new Int32Array(out.buffer);
  const put = (row: number, tree: number, leaf: number) => {
    words[2 * (row * roots.length + tree)] = leaf - (roots[tree] as number);
  };
  visit(attributes, undefined, walkers, rows, {
    tree: (tree, start, count, leaves) => {
      for (let i = 0; i < count; i++) put(start + i, tree, leaves[i] as number);
    },
    row: (row, leaves) => {
      for (let tree = 0; tree < roots.length; tree++) put(row, tree, leaves[tree] as number);
    },
  });
  return new Tensor("int64", [rows.count, roots.length], out);
}
