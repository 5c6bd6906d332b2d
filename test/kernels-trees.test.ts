import { describe, expect, it } from "vitest";
import { type CategorySplits, type Trees, treeEnsemble } from "../src/graph/ops/treeEnsemble.js";
import { treePaths } from "../src/graph/ops/treePaths.js";
import { CsrMatrix } from "../src/sparse.js";
import { float32, float64, Tensor } from "../src/tensor.js";
import { run } from "./kernels-run.js";

/** A tree as a child would draw it. */
type Drawn =
  | { readonly leaf: readonly number[] }
  | {
      readonly column: number;
      readonly threshold: number;
      readonly missingLeft: boolean;
      readonly categories?: ReadonlySet<number>;
      readonly left: Drawn;
      readonly right: Drawn;
    };

let seed = 1;
function random(): number {
  seed = (Math.imul(seed, 1103515245) + 12345) & 0x7fffffff;
  return seed / 0x80000000;
}

interface Kind {
  readonly width: number;
  readonly columns: number;
  readonly missing?: boolean;
  readonly categories?: boolean;
  /** Leaves hold one of a few values. */
  readonly pure?: boolean;
}

function draw(depth: number, kind: Kind): Drawn {
  if (depth === 0 || random() < 0.15)
    return { leaf: Array.from({ length: kind.width }, () => (kind.pure ? Math.floor(random() * 2) : random() - 0.5)) };
  const categories = kind.categories && random() < 0.5 ? new Set(Array.from({ length: 4 }, () => Math.floor(random() * 10))) : undefined;
  return {
    column: Math.floor(random() * kind.columns),
    // Near thirds: seldom a float32.
    threshold: Math.round(random() * 9 - 4) / 3,
    missingLeft: kind.missing === true && random() < 0.5,
    ...(categories ? { categories } : {}),
    left: draw(depth - 1, kind),
    right: draw(depth - 1, kind),
  };
}

function descend(tree: Drawn, row: readonly number[]): { readonly leaf: readonly number[] } {
  if ("leaf" in tree) return tree;
  const value = row[tree.column] as number;
  const left = Number.isNaN(value)
    ? tree.missingLeft
    : tree.categories
      ? value < 0
        ? tree.missingLeft
        : tree.categories.has(Math.trunc(value))
      : value <= tree.threshold;
  return descend(left ? tree.left : tree.right, row);
}

/** Node arrays, depth first as most trees of a file, or level by level as those grown best first. */
function arrays(drawn: readonly Drawn[], breadthFirst: boolean): { trees: Trees; values: Float64Array; nodes: Drawn[] } {
  const nodes: Drawn[] = [];
  const roots: number[] = [];
  for (const tree of drawn) {
    roots.push(nodes.length);
    const waiting = [tree];
    for (let node = waiting.shift(); node; node = waiting.shift()) {
      nodes.push(node);
      if ("leaf" in node) continue;
      if (breadthFirst) waiting.push(node.left, node.right);
      else waiting.unshift(node.left, node.right);
    }
  }
  const at = new Map(nodes.map((node, i) => [node, i]));
  const split = nodes.map((node) => ("leaf" in node ? undefined : node));
  const set = Int32Array.from(split, (node, i) => (node?.categories ? i : -1));
  const bits = new Uint32Array(nodes.length * 8);
  split.forEach((node, i) => {
    for (const c of node?.categories ?? []) bits[i * 8 + (c >> 5)] = (bits[i * 8 + (c >> 5)] as number) | (1 << (c & 31));
  });
  const categories: { categories?: CategorySplits } = split.some((node) => node?.categories) ? { categories: { set, bits } } : {};
  const trees: Trees = {
    roots: Int32Array.from(roots),
    feature: Int32Array.from(split, (node) => node?.column ?? -1),
    threshold: Float64Array.from(split, (node) => node?.threshold ?? 0),
    left: Int32Array.from(split, (node) => (node ? (at.get(node.left) as number) : 0)),
    right: Int32Array.from(split, (node) => (node ? (at.get(node.right) as number) : 0)),
    missingLeft: Uint8Array.from(split, (node) => Number(node?.missingLeft ?? false)),
    ...categories,
  };
  return {
    trees,
    values: Float64Array.from(nodes.flatMap((node) => ("leaf" in node ? node.leaf : new Array(widthOf(drawn)).fill(0)))),
    nodes,
  };
}

function widthOf([first]: readonly Drawn[]): number {
  let node = first as Drawn;
  while (!("leaf" in node)) node = node.left;
  return node.leaf.length;
}

/** Rows with many ties: thirds as float32, whole numbers, NaN where the trees know it. */
function rowsFor(count: number, { columns, missing }: Kind): number[][] {
  const cell = () => {
    if (missing && random() < 0.1) return Number.NaN;
    const third = Math.round(random() * 12 - 6) / 3;
    return random() < 0.5 ? Math.fround(third) : Math.round(random() * 12) - 2;
  };
  return Array.from({ length: count }, () => Array.from({ length: columns }, cell));
}

const kinds: readonly [string, Kind][] = [
  ["regression", { width: 1, columns: 5 }],
  ["pure classes", { width: 3, columns: 3, pure: true }],
  ["missing values", { width: 2, columns: 4, missing: true }],
  ["categories", { width: 1, columns: 4, missing: true, categories: true }],
  ["one column", { width: 1, columns: 1 }],
];

describe.each(kinds)("brine.TreeEnsemble: %s", (_, kind) => {
  const drawn = Array.from({ length: 11 }, (_, i) => draw(i % 8, kind));
  const cases = [1, 2, 3, 4, 7, 600].flatMap((count) => [true, false].map((breadth): [number, boolean] => [count, breadth]));
  it.each(cases)("%i rows, breadth first: %s", (count, breadth) => {
    const { trees, values, nodes } = arrays(drawn, breadth);
    const rows = rowsFor(count, kind);
    const { width } = kind;
    const expected = rows.flatMap((row) => {
      const sums = new Array<number>(width).fill(0);
      for (const tree of drawn) for (const [k, value] of descend(tree, row).leaf.entries()) sums[k] = (sums[k] as number) + value;
      return sums;
    });
    const shape = [count, kind.columns];
    for (const x of [float32(shape, rows.flat()), float64(shape, rows.flat())]) {
      const [sums] = run(treeEnsemble, [x], { ...trees, answer: "sum", values, width, outputs: width });
      expect(Array.from((sums as Tensor<"float64">).data)).toEqual(expected);
      const [leaves] = run(treeEnsemble, [x], { ...trees, answer: "leaf", values, width, outputs: drawn.length });
      const numbers = (leaves as Tensor<"int64">).data;
      rows.forEach((row, i) => {
        drawn.forEach((tree, t) => {
          const node = nodes[(trees.roots[t] as number) + Number(numbers[i * drawn.length + t])];
          expect(node).toBe(descend(tree, row));
        });
      });
    }
  });
});

describe("brine.TreeEnsemble", () => {
  const kind: Kind = { width: 1, columns: 3 };
  const drawn = Array.from({ length: 6 }, () => draw(4, kind));
  const { trees, values } = arrays(drawn, false);
  const rows = rowsFor(9, kind).map((row) => row.map((value) => (random() < 0.5 ? 0 : value)));
  const leafOf = (t: number, row: readonly number[]) => descend(drawn[t] as Drawn, row).leaf[0] as number;

  it("adds each tree to its own column, from a start for all rows or for each", () => {
    const attributes = { ...trees, answer: "sum", values, width: 1, outputs: 2, offsets: Int32Array.of(0, 1, 0, 1, 0, 1) } as const;
    for (const start of [
      float64([1, 2], [10, 20]),
      float64(
        [9, 2],
        rows.flatMap(() => [10, 20]),
      ),
    ]) {
      const [sums] = run(treeEnsemble, [float32([9, 3], rows.flat()), start], attributes);
      const expected = rows.flatMap((row) => [
        10 + leafOf(0, row) + leafOf(2, row) + leafOf(4, row),
        20 + leafOf(1, row) + leafOf(3, row) + leafOf(5, row),
      ]);
      (sums as Tensor<"float64">).data.forEach((sum, i) => {
        expect(sum).toBeCloseTo(expected[i] as number, 12);
      });
    }
  });

  it("takes sparse rows as dense ones", () => {
    const attributes = { ...trees, answer: "sum", values, width: 1, outputs: 1 } as const;
    const cells = rows.flatMap((row) => row.flatMap((value, column) => (value === 0 ? [] : [{ value, column }])));
    const pointers = [0];
    for (const row of rows) pointers.push((pointers.at(-1) as number) + row.filter((value) => value !== 0).length);
    const data = float32(
      [cells.length],
      cells.map(({ value }) => value),
    );
    const sparse = new CsrMatrix(
      [9, 3],
      data,
      Int32Array.from(cells, ({ column }) => column),
      Int32Array.from(pointers),
    );
    const [dense] = run(treeEnsemble, [float32([9, 3], rows.flat())], attributes);
    expect(run(treeEnsemble, [sparse], attributes)[0]).toEqual(dense);
  });

  it("refuses node arrays that are no trees", () => {
    const leaf = { answer: "leaf", values, width: 1, outputs: 1 } as const;
    const x = float32([1, 3], [0, 0, 0]);
    const loop = { ...trees, feature: trees.feature.slice(), right: trees.right.map((node, i) => (trees.feature[i] === -1 ? node : i)) };
    expect(() => run(treeEnsemble, [x], { ...loop, ...leaf })).toThrow(/leads to/);
    const far = { ...trees, feature: trees.feature.slice(), left: trees.left.map(() => 1e6) };
    expect(() => run(treeEnsemble, [x], { ...far, ...leaf })).toThrow(/leads to/);
    const wide = { ...trees, feature: trees.feature.map((column) => (column < 0 ? column : column + 7)) };
    expect(() => run(treeEnsemble, [x], { ...wide, ...leaf })).toThrow(/column 9 of rows of 3/);
  });
});

it("brine.TreePaths names every node from the root to the leaf", () => {
  const kind: Kind = { width: 1, columns: 3, missing: true };
  const drawn = [draw(4, kind), draw(3, kind)];
  const { trees, nodes } = arrays(drawn, false);
  const rows = rowsFor(20, kind);
  const [paths] = run(treePaths, [float64([20, 3], rows.flat())], { ...trees, nodes: nodes.length });
  const passed = (tree: Drawn, row: readonly number[]): Drawn[] => {
    if ("leaf" in tree) return [tree];
    const value = row[tree.column] as number;
    const left = Number.isNaN(value) ? tree.missingLeft : value <= tree.threshold;
    return [tree, ...passed(left ? tree.left : tree.right, row)];
  };
  const csr = paths as CsrMatrix<"int64">;
  rows.forEach((row, i) => {
    const found = Array.from(csr.indices.subarray(csr.indptr[i], csr.indptr[i + 1]), (node) => nodes[node]);
    expect(found).toEqual(drawn.flatMap((tree) => passed(tree, row)));
  });
  expect(csr.data).toEqual(new Tensor("int64", [csr.indices.length], new BigInt64Array(csr.indices.length).fill(1n)));
});

it("brine.TreePaths refuses node arrays that go round in circles", () => {
  const { trees, nodes } = arrays([draw(4, { width: 1, columns: 2 })], false);
  const loop = { ...trees, left: trees.left.map(() => 0), right: trees.right.map(() => 0), nodes: nodes.length };
  expect(() => run(treePaths, [float64([1, 2], [0, 0])], loop)).toThrow(/leads to/);
});
