import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { ModelError } from "../src/errors.js";
import type { RuntimeValue } from "../src/graph/info.js";
import * as ops from "../src/graph/ops/index.js";
import { CsrMatrix } from "../src/sparse.js";
import { allocate, type Data, type DType, float64, type HostValue, int64, sizeOf, strings, Tensor } from "../src/tensor.js";
import { run } from "./kernels-run.js";

// Ops and rules that onnxruntime lacks or treats otherwise, against what NumPy, SciPy and scikit-learn answered
// (oracle/cases/numpy). A tolerance of 0 means the same bits.

const folder = new URL("./fixtures/numpy/", import.meta.url);
const read = (name: string) => JSON.parse(readFileSync(new URL(name, folder), "utf8"));

interface Encoded {
  readonly dtype: DType;
  readonly shape: readonly number[];
  readonly data?: readonly (number | string)[];
  readonly made?: number;
  readonly csr?: readonly [number, number];
  readonly indices: readonly number[];
  readonly indptr: readonly number[];
}

const SCALES = [0.01, 0.1, 1, 10, 100];

function parse(value: number | string, dtype: DType): unknown {
  if (dtype === "string") return value;
  if (dtype === "int64" || dtype === "uint64") return BigInt(value);
  if (typeof value === "number") return value;
  return { nan: Number.NaN, inf: Number.POSITIVE_INFINITY, "-inf": Number.NEGATIVE_INFINITY }[value] ?? Number(value);
}

function decode({ dtype, shape, data, made, csr, indices, indptr }: Encoded): RuntimeValue {
  const size = csr ? indices.length : sizeOf(shape);
  const out: Data = allocate(dtype, size);
  for (let i = 0; i < size; i++) {
    const at = i + (made ?? 0);
    const value =
      made === undefined ? parse(data?.[i] ?? 0, dtype) : (((at * 7919 + 104729) % 10007) / 10007 - 0.5) * (SCALES[at % 5] ?? 0);
    out[i] = value as never;
  }
  if (!csr) return new Tensor<DType>(dtype, shape, out);
  return new CsrMatrix(csr, new Tensor<DType>(dtype, [size], out) as CsrMatrix["data"], Int32Array.from(indices), Int32Array.from(indptr));
}

function same(ours: Tensor, theirs: Tensor, tolerance: number): void {
  expect([ours.dtype, ours.shape]).toEqual([theirs.dtype, theirs.shape]);
  for (let i = 0; i < ours.size; i++) {
    const [a, b] = [ours.data[i], theirs.data[i]];
    if (Object.is(a, b) || (tolerance > 0 && a === b)) continue;
    if (typeof a !== "number" || typeof b !== "number" || !(Math.abs(a - b) <= tolerance * Math.abs(b)))
      expect.fail(`element ${i} is ${String(a)}, in NumPy ${String(b)}`);
  }
}

/** Cells of a sparse matrix by row and column: libraries may store a row in another order. */
function cells({ shape, data, indices, indptr }: CsrMatrix): string[] {
  const found: string[] = [];
  for (let i = 0; i < shape[0]; i++)
    for (let s = indptr[i] ?? 0; s < (indptr[i + 1] ?? 0); s++) found.push(`${i},${indices[s]}: ${String(data.data[s])}`);
  return found.sort();
}

const specs = new Map(
  Object.values(ops).flatMap((spec) => (typeof spec !== "function" || "op" in spec ? [[(spec as { op: string }).op, spec]] : [])),
);

interface Case {
  readonly op: string;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly inputs: readonly Encoded[];
  readonly outputs: readonly Encoded[];
  readonly tolerance: number;
}

describe("kernels agree with NumPy and SciPy", () => {
  const cases: readonly Case[] = read("kernels.json").cases;
  const describeInput = ({ dtype, shape, csr }: Encoded) => `${dtype}${csr ? " csr " : ""}[${csr ?? shape}]`;
  test.each(
    cases.map(
      (item, n) => [`${item.op} ${item.inputs.map(describeInput).join(" ")} ${JSON.stringify(item.attributes)} #${n}`, item] as const,
    ),
  )("%s", (_, { op, attributes, inputs, outputs, tolerance }) => {
    const values = inputs.map(decode);
    const results = run(specs.get(op) as never, values, attributes as never);
    expect(results.length).toBe(outputs.length);
    for (const [i, output] of outputs.entries()) {
      const [ours, theirs] = [results[i], decode(output)];
      if (!(theirs instanceof CsrMatrix)) same(ours as Tensor, theirs as Tensor, tolerance);
      else {
        const matrix = ours as CsrMatrix;
        expect([matrix.dtype, matrix.shape]).toEqual([theirs.dtype, theirs.shape]);
        if (attributes.loose) expect(cells(matrix)).toEqual(cells(theirs));
        else {
          expect([matrix.indices, matrix.indptr]).toEqual([theirs.indices, theirs.indptr]);
          same(matrix.data, theirs.data, tolerance);
        }
      }
    }
  });
});

const refusal = (action: () => unknown): ModelError => {
  try {
    action();
  } catch (error) {
    if (error instanceof ModelError) return error;
    throw error;
  }
  throw new Error("nothing was refused");
};

interface Check {
  readonly name: string;
  readonly dtype: DType;
  readonly row: readonly (number | string | null)[];
  readonly allowNaN: boolean;
  readonly argument: string;
  readonly message: string | null;
}

describe("brine.CheckFinite speaks as each scikit-learn does", () => {
  const files = readdirSync(folder).filter((name) => name.startsWith("check-finite-"));
  test("all versions are there", () => expect(files.length).toBe(9));
  for (const file of files) {
    const { version, cases } = read(file) as { version: string; cases: readonly Check[] };
    test(version, () => {
      for (const { name, dtype, row, allowNaN, argument, message } of cases) {
        const data: Data = allocate(dtype, row.length);
        row.forEach((cell, i) => {
          data[i] = (typeof cell === "string" && cell.length === 1 ? cell : cell === null ? null : parse(cell, dtype)) as never;
        });
        const dense = new Tensor<DType>(dtype, [1, row.length], data);
        const attributes = { estimator: "LogisticRegression", allowNaN, argument, version: version.split(".").slice(0, 3).map(Number) };
        const inputs: RuntimeValue[] = [dense];
        if (dtype === "float64" || dtype === "float32")
          inputs.push(new CsrMatrix([1, 2], dense.reshape([2]) as CsrMatrix["data"], Int32Array.of(0, 1), Int32Array.of(0, 2)));
        for (const input of inputs) {
          if (message === null) expect(run(ops.checkFinite, [input], attributes)[0], name).toBe(input);
          else
            expect(
              refusal(() => run(ops.checkFinite, [input], attributes)),
              name,
            ).toMatchObject({ code: "input/value", message, python: "ValueError" });
        }
      }
    });
  }
});

describe("strings, objects and refusals", () => {
  const object = (values: HostValue[]) => new Tensor("object", [values.length], values);
  const list = (values: readonly unknown[]) => (values[0] as Tensor).toArray();

  test("objects compare as in Python", () => {
    const left = object([1, true, "1", null, Number.NaN, 2n, "a"]);
    expect(list(run(ops.equal, [left, object([true, 1, 1, null, Number.NaN, 2, "a"])], {}))).toEqual([
      true,
      true,
      false,
      true,
      false,
      true,
      true,
    ]);
  });
  test("objects to numbers and to text", () => {
    expect(list(run(ops.cast, [object([1, true, "2.5", null])], { dtype: "float64" }))).toEqual([1, 1, 2.5, Number.NaN]);
    expect(list(run(ops.cast, [object([1, true, "x", null, 0.5])], { dtype: "string" }))).toEqual(["1", "True", "x", "None", "0.5"]);
    expect(list(run(ops.cast, [int64([2], [1, 2])], { dtype: "object" }))).toEqual([1, 2]);
    expect(refusal(() => run(ops.cast, [object(["abc"])], { dtype: "float64" })).message).toBe("could not convert string to float: 'abc'");
  });
  test("objects are gathered, chosen and put side by side", () => {
    const labels = object(["no", 1, null]);
    expect(list(run(ops.gather, [labels, int64([2], [2, 0])], { axis: 0 }))).toEqual([null, "no"]);
    expect(list(run(ops.concat, [labels, object([true])], { axis: 0 }))).toEqual(["no", 1, null, true]);
    const condition = new Tensor("bool", [3], Uint8Array.of(1, 0, 1));
    expect(list(run(ops.where, [condition, labels, object(["?"])], {}))).toEqual(["no", "?", null]);
  });
  test("columns of several dtypes become one matrix", () => {
    expect(run(ops.columns, [int64([2], [1, 2]), float64([2], [0.5, 1.5])], {})[0]).toEqual(float64([2, 2], [1, 0.5, 2, 1.5]));
    const mixed = run(ops.columns, [strings([2], ["a", "b"]), float64([2], [0.5, 1.5])], {})[0] as Tensor;
    expect([mixed.dtype, mixed.toArray()]).toEqual([
      "object",
      [
        ["a", 0.5],
        ["b", 1.5],
      ],
    ]);
  });
  test.each([
    [
      "an index outside",
      () => run(ops.gather, [float64([2], [1, 2]), int64([1], [2])], { axis: 0 }),
      "index 2 is out of bounds for axis 0 with size 2",
    ],
    [
      "ArgMax of nothing",
      () => run(ops.argMax, [float64([2, 0], [])], { axis: 1, keep: false }),
      "attempt to get argmax of an empty sequence",
    ],
    ["ReduceMax of nothing", () => run(ops.reduceMax, [float64([2, 0], [])], { axis: 1, keep: false }), /zero-size array/],
    [
      "sums of bool",
      () => run(ops.reduceSum, [new Tensor("bool", [1], Uint8Array.of(1))], { axis: 0, keep: false }),
      /no ReduceSum for bool/,
    ],
    ["arithmetic of strings", () => run(ops.add, [strings([1], ["a"]), strings([1], ["b"])], {}), /no Add for string/],
  ])("%s is refused", (_, action, message) => {
    expect(refusal(action).message).toMatch(message);
  });
  test("empty lanes have sums and products", () => {
    expect(list(run(ops.reduceSum, [float64([2, 0], [])], { axis: 1, keep: false }))).toEqual([0, 0]);
    expect(list(run(ops.reduceProd, [float64([2, 0], [])], { axis: 1, keep: false }))).toEqual([1, 1]);
  });
});
