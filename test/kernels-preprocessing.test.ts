import { describe, expect, test } from "vitest";
import { bins } from "../src/graph/ops/bins.js";
import { csrImpute, isMissing, refuseNewMissing, restoreMissing } from "../src/graph/ops/missing.js";
import { type PolynomialAttributes, polynomial } from "../src/graph/ops/polynomial.js";
import { checkAbove, powerTransform } from "../src/graph/ops/power.js";
import { quantiles } from "../src/graph/ops/quantiles.js";
import { splines } from "../src/graph/ops/splines.js";
import { spread } from "../src/graph/ops/spread.js";
import { CsrMatrix } from "../src/sparse.js";
import { float64, Tensor } from "../src/tensor.js";
import { run } from "./kernels-run.js";

const csr = (rows: number, columns: number, data: number[], indices: number[], indptr: number[]) =>
  new CsrMatrix([rows, columns], float64([data.length], data) as Tensor<"float64">, Int32Array.from(indices), Int32Array.from(indptr));

const list = (value: unknown): unknown => (value instanceof Tensor ? value.toArray() : value);

describe("columns put back among zeros", () => {
  const attributes = { places: Int32Array.of(2, 0), width: 4 };
  test("dense, of every kind", () => {
    expect(list(run(spread, [float64([2, 2], [1, 2, 3, 4])], attributes)[0])).toEqual([
      [2, 0, 1, 0],
      [4, 0, 3, 0],
    ]);
    expect(list(run(spread, [new Tensor("object", [1, 2], ["a", null])], attributes)[0])).toEqual([[null, 0n, "a", 0n]]);
  });
  test("csr", () => {
    const [out] = run(spread, [csr(2, 2, [5, 6], [1, 0], [0, 1, 2])], attributes) as [CsrMatrix];
    expect([[...out.indices], out.shape]).toEqual([
      [0, 2],
      [2, 4],
    ]);
  });
});

describe("missing cells", () => {
  test("objects are compared as Python compares them", () => {
    const x = new Tensor("object", [1, 5], [1n, 1, true, "1", null]);
    expect(list(run(isMissing, [x], { mark: { kind: "number", value: 1 } })[0])).toEqual([[true, true, true, false, false]]);
    expect(list(run(isMissing, [x], { mark: { kind: "none" } })[0])).toEqual([[false, false, false, false, true]]);
  });
  test("stored ones take their column's number", () => {
    const x = csr(2, 2, [Number.NaN, 3, Number.NaN], [1, 0, 0], [0, 1, 3]);
    const [out] = run(csrImpute, [x], { mark: { kind: "nan" }, fills: Float64Array.of(7, 8) }) as [CsrMatrix];
    expect([...(out.data.data as Float64Array)]).toEqual([8, 3, 7]);
  });
  test("come back, and columns that miss in all rows were left out", () => {
    const attributes = { mark: Number.NaN, features: Int32Array.of(0, 1), width: 3 };
    const x = float64([2, 4], [5, 6, 1, 1, 7, 8, 0, 1]);
    expect(list(run(restoreMissing, [x], attributes)[0])).toEqual([
      [Number.NaN, Number.NaN, 6],
      [7, Number.NaN, 8],
    ]);
    expect(() => run(restoreMissing, [float64([1, 4], [5, 6, 1, 1])], attributes)).toThrow("index 3 is out of bounds");
  });
  test("of columns that never missed one are refused", () => {
    const mask = new Tensor("bool", [1, 3], Uint8Array.of(1, 1, 0));
    expect(() => run(refuseNewMissing, [mask], { known: Int32Array.of(0) })).toThrow("The features [1] have missing values in transform");
  });
});

describe("bins", () => {
  const edges = [Float64Array.of(1, 2), Float64Array.of()];
  const x = float64([3, 2], [0.5, 9, 1, 9, 2, 9]);
  test("an edge belongs to the bin above it", () => {
    const attributes = { edges, counts: Int32Array.of(3, 1), encode: "ordinal", dtype: "float64" } as const;
    expect(list(run(bins, [x], attributes)[0])).toEqual([
      [0, 0],
      [1, 0],
      [2, 0],
    ]);
  });
  test("as ones", () => {
    const attributes = { edges, counts: Int32Array.of(3, 1), encode: "dense", dtype: "float32" } as const;
    expect(list(run(bins, [x], attributes)[0])).toEqual([
      [1, 0, 0, 1],
      [0, 1, 0, 1],
      [0, 0, 1, 1],
    ]);
  });
});

/** Products by going through every tuple of column numbers, ascending. */
function products(row: readonly number[], { from, to, repeats, bias }: PolynomialAttributes): number[] {
  const out = bias ? [1] : [];
  for (let degree = Math.max(1, from); degree <= to; degree++)
    for (let code = 0; code < row.length ** degree; code++) {
      const digits = Array.from({ length: degree }, (_, i) => Math.floor(code / row.length ** (degree - 1 - i)) % row.length);
      const rises = digits.every((digit, i) => i === 0 || digit > (digits[i - 1] as number) || (repeats && digit === digits[i - 1]));
      if (rises) out.push(digits.reduce((product, digit) => product * (row[digit] as number), 1));
    }
  return out;
}

describe.each([
  { columns: 3, from: 0, to: 3, repeats: true, bias: true },
  { columns: 4, from: 2, to: 3, repeats: false, bias: false },
  { columns: 2, from: 0, to: 4, repeats: false, bias: true },
])("products %o", (attributes) => {
  const row = [2, -3, 5, 7].slice(0, attributes.columns);
  test("dense", () => {
    expect(list(run(polynomial, [float64([1, row.length], row)], attributes)[0])).toEqual([products(row, attributes)]);
  });
  test("csr, stored backwards", () => {
    const x = csr(1, row.length, row.toReversed(), [...row.keys()].reverse(), [0, row.length]);
    const [out] = run(polynomial, [x], attributes) as [CsrMatrix];
    const dense = new Array<number>(out.shape[1]).fill(0);
    out.indices.forEach((column, k) => {
      dense[column] = out.data.at(k) as number;
    });
    expect(dense).toEqual(products(row, attributes));
  });
});

describe("powers", () => {
  const x = float64([3, 2], [-2, -0.5, 0, 0.5, 3, 1]);
  test.each(["yeoJohnson", "yeoJohnsonPower"] as const)("%s goes back where it came from", (formula) => {
    const lambdas = Float64Array.of(0.5, 2);
    const [there] = run(powerTransform, [x], { lambdas, formula }) as [Tensor<"float64">];
    expect(there.data[4]).toBeCloseTo((4 ** 0.5 - 1) / 0.5, 12);
    expect(there.data[1]).toBeCloseTo(-Math.log(1.5), 12);
    const [back] = run(powerTransform, [there], { lambdas, formula: "inverseYeoJohnson" }) as [Tensor<"float64">];
    back.data.forEach((value, i) => {
      expect(value).toBeCloseTo(x.data[i] as number, 12);
    });
  });
  test("too small a number is refused, NaN is not", () => {
    const attributes = { low: 0, lowIsFine: false, message: "no" };
    expect(() => run(checkAbove, [float64([1, 1], [0])], attributes)).toThrow("no");
    expect(() => run(checkAbove, [float64([1, 2], [Number.NaN, 1])], attributes)).not.toThrow();
  });
});

describe("quantiles", () => {
  const shared = { quantiles: Float64Array.of(0, 1, 1, 3), references: Float64Array.of(0, 0.25, 0.5, 1), columns: 1, sparse: false };
  test("a repeated one stands for the middle of its shares", () => {
    const attributes = { ...shared, normal: false, inverse: false, snap: false };
    const [out] = run(quantiles, [float64([5, 1], [-1, 0.5, 1, 2, 9])], attributes) as [Tensor<"float64">];
    expect([...out.data]).toEqual([0, 0.125, 0.375, 0.75, 1]);
  });
  test("normal ones are clipped, and go back", () => {
    const attributes = { ...shared, normal: true, inverse: false, snap: true };
    const [out] = run(quantiles, [float64([3, 1], [-1, 2, 9])], attributes) as [Tensor<"float64">];
    expect(out.data[1]).toBeCloseTo(0.6744897501960817, 14);
    expect(out.data[0]).toBeCloseTo(-5.199337582605575, 12);
    const [back] = run(quantiles, [out], { ...attributes, inverse: true }) as [Tensor<"float64">];
    expect([...back.data].map((value) => Number(value.toFixed(12)))).toEqual([0, 2, 3]);
  });
});

describe("splines", () => {
  const knots = [Float64Array.of(-3, -2, -1, 0, 1, 2, 3, 4, 5)];
  const shared = { knots, degree: 3, splines: 5, keep: 5, periodic: false, dtype: "float64", sparse: false } as const;
  test("uniform cubic ones in the middle of a piece are 1/48, 23/48, 23/48, 1/48", () => {
    const [out] = run(splines, [float64([1, 1], [0.5])], shared) as [Tensor<"float64">];
    [1 / 48, 23 / 48, 23 / 48, 1 / 48, 0].forEach((value, i) => {
      expect(out.data[i]).toBeCloseTo(value, 14);
    });
  });
  test("sum to 1 wherever their pieces go", () => {
    const [out] = run(splines, [float64([4, 1], [-5, 0, 1.7, 8])], shared) as [Tensor<"float64">];
    for (let i = 0; i < 4; i++) expect(out.data.slice(i * 5, i * 5 + 5).reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 10);
  });
  test("leave out NaN and refuse what is outside", () => {
    expect(list(run(splines, [float64([1, 1], [Number.NaN])], shared)[0])).toEqual([[0, 0, 0, 0, 0]]);
    expect(() => run(splines, [float64([1, 1], [9])], { ...shared, refusal: "beyond" })).toThrow("beyond");
  });
});
