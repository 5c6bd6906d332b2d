import * as ort from "onnxruntime-node";
import { describe, expect, test } from "vitest";
import { type Graph, GraphBuilder } from "../src/graph/builder.js";
import { csr, dense, type RuntimeValue } from "../src/graph/info.js";
import { encodeOnnx } from "../src/graph/onnx/encode.js";
import { encodeCodes } from "../src/graph/ops/encode.js";
import * as ops from "../src/graph/ops/index.js";
import { type TreeEnsembleAttributes, treeEnsemble } from "../src/graph/ops/treeEnsemble.js";
import type { Value } from "../src/graph/value.js";
import { expansion } from "../src/rewrite/expansion.js";
import { toOnnxGraph } from "../src/rewrite/to-onnx.js";
import { floor32 } from "../src/rewrite/trees/floor32.js";
import { interpreterKernels } from "../src/runtime/interpreter/builtins.js";
import { foldWith, plan } from "../src/runtime/interpreter/plan.js";
import { CsrMatrix } from "../src/sparse.js";
import { float32, float64, type HostValue, Tensor } from "../src/tensor.js";

const builder = () => new GraphBuilder(foldWith(interpreterKernels));
const tensorsOf = (value: RuntimeValue): Tensor => {
  if (value instanceof Tensor) return value;
  throw new Error("a csr answer");
};

/** What the interpreter and what onnxruntime, after expansion, say. */
async function both(inputs: readonly RuntimeValue[], feeds: readonly Tensor[], make: (values: Value[]) => Value[]) {
  const graph = builder();
  const values = inputs.map((input, i) =>
    graph.input(
      `x${i}`,
      input instanceof CsrMatrix ? csr(input.dtype, ["N", input.shape[1]]) : dense(input.dtype, ["N", ...input.shape.slice(1)]),
    ),
  );
  const finished = graph.finish(make(values));
  const ours = plan(finished, interpreterKernels).run(inputs).map(tensorsOf);
  const expanded = toOnnxGraph(finished);
  expect(expanded.nodes.filter(({ op }) => op.startsWith("brine."))).toEqual([]);
  const session = await ort.InferenceSession.create(encodeOnnx(expanded));
  const answer = await session.run(
    Object.fromEntries(
      feeds.map((feed, i) => [
        `x${i}`,
        new ort.Tensor(feed.dtype === "object" ? "string" : (feed.dtype as "float64"), feed.data as Float64Array, feed.shape),
      ]),
    ),
  );
  const theirs = session.outputNames.map((name) => answer[name] as ort.Tensor);
  return { ours, theirs };
}

function expectClose(ours: Tensor, theirs: ort.Tensor | undefined, tolerance: number): void {
  expect(theirs?.dims).toEqual(ours.shape);
  const [a, b] = [Array.from(ours.data as ArrayLike<number>, Number), Array.from(theirs?.data as ArrayLike<number>, Number)];
  for (const [i, value] of a.entries()) {
    const other = b[i] as number;
    if (Number.isNaN(value) || !Number.isFinite(value)) expect(other).toBe(value);
    else
      expect(Math.abs(other - value), `element ${i}: ${value} and ${other}`).toBeLessThanOrEqual(
        tolerance * Math.max(Math.abs(value), 1e-300),
      );
  }
}

describe("float64 functions that onnxruntime lacks", () => {
  const everywhere = [
    0,
    -0,
    1e-300,
    1e-20,
    -1e-9,
    1e-4,
    0.3,
    -0.5,
    0.999999,
    1,
    -1,
    1.5,
    -2,
    20,
    -40,
    700,
    1e5,
    1e17,
    Infinity,
    -Infinity,
    Number.NaN,
  ];
  const x = float64([everywhere.length], everywhere);
  test.each<[string, (x: Value) => Value]>([
    ["log1p", (v) => v.log1p()],
    ["expm1", (v) => v.expm1()],
    ["sigmoid", (v) => v.sigmoid()],
    ["atan", (v) => v.atan()],
    ["asin", (v) => v.asin()],
    ["acos", (v) => v.acos()],
    ["sinh", (v) => v.sinh()],
    ["softplus", (v) => v.softplus()],
    ["cosh", (v) => v.cosh()],
  ])("%s", async (_, f) => {
    const { ours, theirs } = await both([x], [x], ([v]) => [f(v as Value)]);
    expectClose(ours[0] as Tensor, theirs[0], 2e-15);
  });
  test("tan", async () => {
    const near = float64([5], [0, 1e-9, 0.5, -1.2, 3]);
    const { ours, theirs } = await both([near], [near], ([v]) => [(v as Value).tan()]);
    expectClose(ours[0] as Tensor, theirs[0], 2e-15);
  });
  test("erf and text of floats are refused", () => {
    const graph = builder();
    const v = graph.input("x", dense("float64", ["N"]));
    const [erf] = graph.emit(ops.erf, [v], {});
    expect(() => toOnnxGraph(graph.finish([erf as Value]))).toThrow(expect.objectContaining({ code: "onnx/no-standard-op", where: "Erf" }));
    expect(() => toOnnxGraph(graph.finish([v.cast("string")]))).toThrow(/Python/);
  });
});

describe("inputs", () => {
  test("columns become a matrix and checks go", async () => {
    const [a, b] = [float64([3], [1, 2, 3]), new Tensor("int64", [3], BigInt64Array.of(4n, 5n, 6n))];
    const { ours, theirs } = await both([a, b], [a, b], (values) => {
      const [matrix] = ops.columns(values, {});
      return ops.checkFinite([matrix as Value], { estimator: "E", allowNaN: false, argument: "X", version: [1, 9] });
    });
    expect(ours[0]?.toArray()).toEqual([
      [1, 4],
      [2, 5],
      [3, 6],
    ]);
    expectClose(ours[0] as Tensor, theirs[0], 0);
  });
  test("Python objects become strings", async () => {
    const x = new Tensor("object", [3], ["a", "b", "c"]);
    const { ours, theirs } = await both([x], [x], ([v]) => [(v as Value).equal(new Tensor("object", [], ["b"]))]);
    expect(Array.from(theirs[0]?.data as Uint8Array)).toEqual(Array.from(ours[0]?.data as Uint8Array));
    expect(Array.from(theirs[0]?.data as Uint8Array)).toEqual([0, 1, 0]);
  });
  test("a chain of sparse ops is one of dense ops", async () => {
    const values = float64([4], [1, -4, 9, 2]);
    const sparse = new CsrMatrix([3, 3], values, Int32Array.of(0, 2, 1, 0), Int32Array.of(0, 2, 3, 4));
    const full = float64([3, 3], [1, 0, -4, 0, 9, 0, 2, 0, 0]);
    const { ours, theirs } = await both([sparse], [full], ([v]) => {
      const x = v as Value;
      const emit = <A extends object>(spec: Parameters<typeof x.builder.emit<A>>[0], inputs: Value[], attributes: A) =>
        x.builder.emit(spec, inputs, attributes)[0] as Value;
      const scaled = emit(ops.csrScaleColumns, [x, x.constantLike(float64([3], [2, 0, 5]))], { divide: true });
      const normalized = emit(ops.csrNormalize, [scaled], { norm: "l2" });
      const mapped = (["abs", "sqrt", "log1p", "sign", "binarize", "onePlusLog", "cbrt", "square", "neg"] as const).map((map) =>
        emit(ops.csrMap, [emit(ops.csrMap, [x], { map: "abs" })], { map }).toDense(),
      );
      const joined = emit(ops.csrConcat, [normalized, x.gather([2, 0], 1)], {});
      return [joined.matMul(float64([5, 1], [1, 2, 3, 4, 5])), ...mapped];
    });
    expect(ours[0]?.shape).toEqual([3, 1]);
    // Row 1 is infinite: its only value is divided by 0.
    expect(ours.map((tensor) => tensor.size)).toEqual([3, ...new Array<number>(9).fill(9)]);
    for (const [i, tensor] of ours.entries()) expectClose(tensor, theirs[i], 1e-15);
  });
});

describe("trees", () => {
  /** Two trees on two features; nodes 0-4 and 5-7. */
  const trees: TreeEnsembleAttributes = {
    roots: Int32Array.of(0, 5),
    feature: Int32Array.of(0, 1, -1, -1, -1, 1, -1, -1),
    threshold: Float64Array.of(0.1, 1e-46, 0, 0, 0, -0.1, 0, 0),
    left: Int32Array.of(1, 2, -1, -1, -1, 6, -1, -1),
    right: Int32Array.of(4, 3, -1, -1, -1, 7, -1, -1),
    values: Float64Array.of(0, 0, 0.1, 0.2, 0.3, 0, 1 / 3, 1e-9),
    answer: "sum",
    width: 1,
    outputs: 1,
  };
  const f = Math.fround;
  // float32 0.1 is above 0.1, float32 -0.1 below -0.1: both sides of every threshold, and the thresholds' own roundings.
  const values = [0.1, floor32(0.1), f(0.1), 0, 1e-45, -1e-45, -0.1, f(-0.1), floor32(-0.1), 2, Number.NaN];
  const grid = values.flatMap((a) => values.flatMap((b) => [a, b]));

  test.each(["float32", "float64"] as const)("of %s rows end in the same leaves and sum in float64", async (dtype) => {
    const x = (dtype === "float32" ? float32 : float64)([grid.length / 2, 2], grid);
    const { ours, theirs } = await both([x], [x], ([v]) => [
      ...treeEnsemble([v as Value], trees),
      ...treeEnsemble([v as Value], { ...trees, answer: "leaf" }),
      ...treeEnsemble([v as Value], { ...trees, missingLeft: Uint8Array.of(1, 0, 0, 0, 0, 1, 0, 0), answer: "leaf" }),
    ]);
    expect(new Set(ours[0]?.data as Float64Array).size).toBe(5);
    expectClose(ours[0] as Tensor, theirs[0], 1e-16);
    for (const i of [1, 2]) expect(Array.from(theirs[i]?.data as BigInt64Array)).toEqual(Array.from(ours[i]?.data as BigInt64Array));
    expect(ours[1]?.data).not.toEqual(ours[2]?.data);
  });

  test("that write to columns of their own, on top of what came before", async () => {
    const x = float64([2, 2], [0, 0, 1, -5]);
    const start = float64([2, 4], [1, 2, 3, 4, 5, 6, 7, 8]);
    const { ours, theirs } = await both([x, start], [x, start], (inputs) =>
      treeEnsemble(inputs, { ...trees, offsets: Int32Array.of(3, 1), outputs: 4 }),
    );
    expect(ours[0]?.toArray()).toEqual([
      [1, 2 + 1e-9, 3, 4.1],
      [5, 6 + 1 / 3, 7, 8.3],
    ]);
    expectClose(ours[0] as Tensor, theirs[0], 1e-16);
  });

  test.each([
    ["an empty set", 1, "float64"],
    ["sets that share a child", 2, "float64"],
    ["float32 rows", 2, "float32"],
  ] as const)("with categories: %s, missing values, wide leaves, and no rows", async (_, set, dtype) => {
    const bits = new Uint32Array(24);
    bits[0] = 0b1011;
    bits[7] = 1 << 31;
    bits.set([1 << 4, 0, 1 | (1 << 31), 0, 0, 0, 0, 1 << 30], 16);
    const categorical: TreeEnsembleAttributes = {
      ...trees,
      width: 2,
      outputs: 2,
      values: Float64Array.from({ length: 16 }, (_, i) => 2 ** i),
      missingLeft: Uint8Array.of(0, 1, 0, 0, 0, 1, 0, 0),
      categories: { set: Int32Array.of(0, -1, -1, -1, -1, set, -1, -1), bits },
    };
    const categories = [0, 1, 2, 3, 4, 31, 32, 33, 63, 64, 65, 95, 255, 254, Number.NaN];
    const rows = categories.flatMap((a) => categories.flatMap((b) => [a, b]));
    const make = dtype === "float64" ? float64 : float32;
    for (const x of [make([rows.length / 2, 2], rows), make([0, 2], [])]) {
      const { ours, theirs } = await both([x], [x], ([v]) => treeEnsemble([v as Value], categorical));
      expectClose(ours[0] as Tensor, theirs[0], 0);
    }
  });

  test("thresholds round down to float32", () => {
    expect([0.1, -0.1, 0.5, 0, 1e-46, -1e-46, 1e300, -1e300, Infinity].map(floor32)).toEqual([
      f(0.1) - 2 ** -27,
      f(-0.1),
      0.5,
      0,
      0,
      -(2 ** -149),
      3.4028234663852886e38,
      -Infinity,
      Infinity,
    ]);
  });
});

test("None and NaN are texts of their own among categories, and refused beside the same text", () => {
  const checks = { allowNaN: true, version: [1, 9], words: "encoder", typed: true, byColumn: false } as const;
  const encoded = (cells: readonly HostValue[]): Graph => {
    const graph = builder();
    const column = { categories: new Tensor("object", [cells.length], [...cells]), codes: Float64Array.from(cells.keys()), unknown: null };
    const x = graph.input("x", dense("object", ["N", 1]));
    return graph.finish(graph.emit(encodeCodes, [x], { columns: [column], dtype: "float64", vector: false, checks }));
  };
  const texts = toOnnxGraph(encoded(["b", Number.NaN, null])).nodes.flatMap(({ inputs }) =>
    inputs.flatMap(({ constant }) => (constant instanceof Tensor && constant.dtype === "string" ? [constant.data] : [])),
  );
  expect(texts).toEqual([["b", "nan", "None"]]);
  for (const cells of [
    ["nan", Number.NaN],
    [null, "None"],
  ])
    expect(() => toOnnxGraph(encoded(cells))).toThrow(expect.objectContaining({ code: "onnx/no-standard-op", where: "brine.EncodeCodes" }));
});

test("an op without an expansion names itself, one that leads back to itself is stopped", () => {
  const graph = builder();
  const x = graph.input("x", dense("float64", ["N"]));
  const spec = { op: "brine.Unheard", infer: () => [dense("float64", ["N"])] };
  const finished = graph.finish(graph.emit(spec, [x], {}));
  expect(() => toOnnxGraph(finished)).toThrow(expect.objectContaining({ code: "onnx/no-standard-op", where: "brine.Unheard" }));
  expect(() => toOnnxGraph(finished, [expansion(spec, ([v]) => v.builder.emit(spec, [v], {}))])).toThrow(/16 rounds/);
  expect(toOnnxGraph(finished, [expansion(spec, ([v]) => [v.neg()])]).nodes.map(({ op }) => op)).toEqual(["Neg"]);
});
