import { describe, expect, it } from "vitest";
import { type Index, type Metric, neighbors, radiusNeighbors, type SearchTree } from "../src/graph/ops/neighbors.js";
import { simultaneousSort } from "../src/runtime/interpreter/neighbors/nearest.js";
import { partitionedNearest } from "../src/runtime/interpreter/neighbors/partition.js";
import { float64, Tensor } from "../src/tensor.js";
import { run } from "./kernels-run.js";

const ROW_COUNT = 70;
const FEATURES = 5;
let state = 7;
/** Numbers in [0, 1) that are the same on every run. */
const random = () => {
  state = (state * 1103515245 + 12345) % 2147483648;
  return state / 2147483648;
};
const points = Float64Array.from({ length: ROW_COUNT * FEATURES }, () => random() * 10);
const asked = float64(
  [9, FEATURES],
  Float64Array.from({ length: 9 * FEATURES }, () => random() * 10),
);

const metrics: Readonly<Record<string, { readonly metric: Metric; readonly apart: (a: number[], b: number[]) => number }>> = {
  euclidean: { metric: { name: "euclidean", p: 2 }, apart: (a, b) => Math.hypot(...a.map((v, f) => v - (b[f] as number))) },
  manhattan: { metric: { name: "manhattan", p: 1 }, apart: (a, b) => a.reduce((s, v, f) => s + Math.abs(v - (b[f] as number)), 0) },
  chebyshev: {
    metric: { name: "chebyshev", p: Number.POSITIVE_INFINITY },
    apart: (a, b) => Math.max(...a.map((v, f) => Math.abs(v - (b[f] as number)))),
  },
  minkowski: {
    metric: { name: "minkowski", p: 3 },
    apart: (a, b) => Math.cbrt(a.reduce((s, v, f) => s + Math.abs(v - (b[f] as number)) ** 3, 0)),
  },
};

const row = (data: Float64Array, i: number) => Array.from(data.subarray(i * FEATURES, (i + 1) * FEATURES));

const tensors = (...asking: Parameters<typeof run>) => run(...asking) as readonly Tensor[];

/** Every distance, sorted. */
function all(apart: (a: number[], b: number[]) => number, i: number): { readonly far: number; readonly row: number }[] {
  const from = row(asked.data, i);
  return Array.from({ length: ROW_COUNT }, (_, r) => ({ far: apart(from, row(points, r)), row: r })).sort((a, b) => a.far - b.far);
}

/** A root with two leaves: the rows below and above the middle of the first feature. */
function treeOf(kind: "kd" | "ball", apart: (a: number[], b: number[]) => number): { tree: SearchTree; points: Float64Array } {
  const order = Int32Array.from(
    Array.from({ length: ROW_COUNT }, (_, i) => i).sort((a, b) => (points[a * FEATURES] as number) - (points[b * FEATURES] as number)),
  );
  const sorted = Float64Array.from(Array.from(order).flatMap((r) => row(points, r)));
  const half = ROW_COUNT / 2;
  const spans = [
    [0, ROW_COUNT],
    [0, half],
    [half, ROW_COUNT],
  ] as const;
  const bounds = new Float64Array((kind === "kd" ? 2 : 1) * 3 * FEATURES);
  const radius = new Float64Array(3);
  spans.forEach(([from, to], node) => {
    const rows = Array.from({ length: to - from }, (_, i) => row(sorted, from + i));
    for (let f = 0; f < FEATURES; f++) {
      const column = rows.map((r) => r[f] as number);
      if (kind === "ball") bounds[node * FEATURES + f] = column.reduce((a, b) => a + b) / column.length;
      else {
        bounds[node * FEATURES + f] = Math.min(...column);
        bounds[(3 + node) * FEATURES + f] = Math.max(...column);
      }
    }
    radius[node] = Math.max(...rows.map((r) => apart(r, row(bounds, node))));
  });
  const tree: SearchTree = {
    kind,
    order,
    start: Int32Array.from(spans, ([from]) => from),
    end: Int32Array.from(spans, ([, to]) => to),
    leaf: Uint8Array.of(0, 1, 1),
    radius,
    bounds,
  };
  return { tree, points: sorted };
}

describe.each(Object.entries(metrics))("neighbors by the %s metric", (_, { metric, apart }) => {
  const indexes: readonly (readonly [string, Index])[] = [
    ["brute force", { metric, rows: ROW_COUNT, features: FEATURES, points }],
    ["a k-d tree", { metric, rows: ROW_COUNT, features: FEATURES, ...treeOf("kd", apart) }],
    ["a ball tree", { metric, rows: ROW_COUNT, features: FEATURES, ...treeOf("ball", apart) }],
  ];
  it.each(indexes)("finds the k nearest with %s", (_name, index) => {
    const [distances, rows] = tensors(neighbors, [asked], {
      index,
      k: 6,
      selection: index.tree ? "heap" : "partition",
      order: "introsort",
      self: false,
      single: "no",
    });
    for (let i = 0; i < 9; i++) {
      const expected = all(apart, i).slice(0, 6);
      for (const [n, { far, row: r }] of expected.entries()) {
        expect(distances?.at(i * 6 + n)).toBeCloseTo(far, 10);
        expect(rows?.at(i * 6 + n)).toBe(r);
      }
    }
  });
  it.each(indexes)("finds all within a radius with %s", (_name, index) => {
    const [distances, rows] = tensors(radiusNeighbors, [asked], {
      index,
      radius: 6,
      self: false,
      sort: true,
      order: "quicksort",
      single: "no",
    });
    for (let i = 0; i < 9; i++) {
      const expected = all(apart, i).filter(({ far }) => far <= 6);
      expect(rows?.at(i)).toEqual(expected.map(({ row: r }) => BigInt(r)));
      const far = distances?.at(i) as readonly number[];
      for (const [n, neighbor] of expected.entries()) expect(far[n]).toBeCloseTo(neighbor.far, 10);
    }
  });
});

describe("what comes first of equals", () => {
  it.each(["quicksort", "introsort"] as const)("%s sorts values with their rows", (order) => {
    for (const size of [1, 2, 3, 4, 15, 16, 17, 40, 100]) {
      const values = Float64Array.from({ length: size }, () => Math.floor(random() * 12));
      const rows = Int32Array.from(values.keys());
      const before = values.slice();
      simultaneousSort(values, rows, order);
      expect(Array.from(values)).toEqual(Array.from(before).sort((a, b) => a - b));
      expect(Array.from(rows, (r) => before[r])).toEqual(Array.from(values));
      expect(new Set(rows).size).toBe(size);
    }
  });
  it("partitions as numpy.argpartition without AVX: [1, 0, 0, 2, 0, 1], three smallest by selection", () => {
    expect(Array.from(partitionedNearest(Float64Array.of(1, 0, 0, 2, 0, 1), 3))).toEqual([1, 2, 4]);
  });
  it("keeps the k smallest", () => {
    const values = Float64Array.from({ length: 200 }, () => Math.floor(random() * 30));
    for (const k of [1, 3, 4, 20, 199, 200]) {
      const kept = partitionedNearest(values, k);
      expect(Array.from(kept, (r) => values[r])).toEqual(
        Array.from(values)
          .sort((a, b) => a - b)
          .slice(0, k),
      );
    }
  });
  it("finds the same rows with pivots as without, equals included", () => {
    const count = 2500;
    const many = Float64Array.from({ length: count * 2 }, (_, i) => (i % 40 < 4 ? Math.floor(random() * 6) : random() * 20));
    const index: Index = { metric: { name: "euclidean", p: 2 }, rows: count, features: 2, points: many };
    const attributes = { index, k: 5, selection: "heap", order: "introsort", self: false, single: "no" } as const;
    const questions = Float64Array.from({ length: 800 }, (_, i) => (i % 10 === 0 ? Math.floor(random() * 6) : random() * 20));
    const [, together] = run(neighbors, [float64([400, 2], questions)], attributes) as readonly Tensor[];
    // One at a time, each by a kernel that was never asked before: every row is compared.
    for (let i = 0; i < 400; i++) {
      const [, alone] = run(neighbors, [float64([1, 2], questions.subarray(2 * i, 2 * i + 2))], attributes) as readonly Tensor[];
      expect(together?.data.slice(5 * i, 5 * i + 5)).toEqual(alone?.data);
    }
  });
  it("gives a training row its neighbors but itself", () => {
    const index: Index = { metric: { name: "manhattan", p: 1 }, rows: 4, features: 1, points: Float64Array.of(0, 1, 3, 7) };
    const [, rows] = run(neighbors, [float64([4, 1], [0, 1, 3, 7])], {
      index,
      k: 2,
      selection: "heap",
      order: "quicksort",
      self: true,
      single: "no",
    });
    expect(rows).toEqual(new Tensor("int64", [4, 2], BigInt64Array.of(1n, 2n, 0n, 2n, 1n, 0n, 2n, 1n)));
  });
});
