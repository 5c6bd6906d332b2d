import { describe, expect, it } from "vitest";
import { checkCategories } from "../src/graph/ops/checkCategories.js";
import { csrThreshold } from "../src/graph/ops/csrThreshold.js";
import { scaledSquares } from "../src/graph/ops/scaledSquares.js";
import { CsrMatrix } from "../src/sparse.js";
import { float64, Tensor } from "../src/tensor.js";
import { run } from "./kernels-run.js";

describe("brine.ScaledSquares", () => {
  it("sums squared differences over variances, by hand", () => {
    const x = float64([2, 2], [1, 2, -1, 0]);
    const centers = float64([3, 2], [0, 0, 1, 2, 3, -2]);
    const variances = float64([3, 2], [1, 4, 0.5, 0.25, 2, 8]);
    const [out] = run(scaledSquares, [x, centers, variances], {});
    // 1/1 + 4/4; 0; 4/2 + 16/8; 1/1 + 0; 4/.5 + 4/.25; 16/2 + 4/8
    expect(Array.from((out as Tensor).data as Float64Array)).toEqual([2, 0, 4, 1, 24, 8.5]);
    expect(out?.shape).toEqual([2, 3]);
  });

  it("rounds every step of float32 rows", () => {
    const single = (shape: number[], values: number[]) => new Tensor("float32", shape, Float32Array.from(values));
    const [out] = run(scaledSquares, [single([1, 2], [0.1, 0.2]), single([1, 2], [0.3, 0.7]), single([1, 2], [0.9, 1.1])], {});
    const f = Math.fround;
    const term = (x: number, c: number, v: number) => {
      const d = f(f(x) - f(c));
      return f(f(d * d) / f(v));
    };
    expect(out?.dtype).toBe("float32");
    expect((out as Tensor).at(0)).toBe(f(term(0.1, 0.3, 0.9) + term(0.2, 0.7, 1.1)));
  });

  it("answers squared distances where there are no variances", () => {
    const x = float64([2, 5], [1, 2, 3, 4, 5, 0, 0, 0, 0, 0]);
    const centers = float64([2, 5], [1, 0, 3, 1, 9, 0, 1, 2, 0, -2]);
    const [out] = run(scaledSquares, [x, centers], {});
    // 4 + 9 + 16; 1 + 1 + 1 + 16 + 49; 1 + 9 + 1 + 81; 1 + 4 + 4
    expect(Array.from((out as Tensor).data as Float64Array)).toEqual([29, 68, 92, 9]);
  });

  it("answers no rows with no rows", () => {
    const [out] = run(scaledSquares, [float64([0, 2], []), float64([1, 2], [0, 0]), float64([1, 2], [1, 1])], {});
    expect(out?.shape).toEqual([0, 1]);
  });
});

describe("brine.CsrThreshold", () => {
  const matrix = (dtype: "float64" | "int64", data: Tensor["data"]) =>
    new CsrMatrix([3, 3], new Tensor(dtype, [5], data as never), Int32Array.of(0, 2, 1, 0, 1), Int32Array.of(0, 2, 2, 5));

  it("keeps what is above, as ones, and forgets the rest", () => {
    const [out] = run(csrThreshold, [matrix("float64", Float64Array.of(0.5, 0.51, -1, 2, 0))], { threshold: 0.5 });
    const made = out as CsrMatrix;
    expect(Array.from(made.indptr)).toEqual([0, 1, 1, 2]);
    expect(Array.from(made.indices)).toEqual([2, 0]);
    expect(Array.from(made.data.data as Float64Array)).toEqual([1, 1]);
  });

  it("keeps integers as integers", () => {
    const [out] = run(csrThreshold, [matrix("int64", BigInt64Array.of(1n, 2n, 3n, 0n, -4n))], { threshold: 1 });
    expect(Array.from((out as CsrMatrix).data.data as BigInt64Array)).toEqual([1n, 1n]);
    expect(Array.from((out as CsrMatrix).indptr)).toEqual([0, 1, 1, 2]);
  });
});

describe("brine.CheckCategories", () => {
  const rows = (...values: number[]) => new Tensor("int64", [values.length / 2, 2], BigInt64Array.from(values.map(BigInt)));

  it("lets known categories pass and names what is none", () => {
    const attributes = { sizes: [2, 3], negative: "no negative ones" };
    expect(run(checkCategories, [rows(1, 2, 0, 0)], attributes)[0]?.shape).toEqual([2, 2]);
    expect(() => run(checkCategories, [rows(1, 2, 2, 0)], attributes)).toThrow("index 2 is out of bounds for axis 1 with size 2");
    expect(() => run(checkCategories, [rows(1, -1)], attributes)).toThrow("no negative ones");
  });

  it("names the first column's first, as NumPy gathers column by column", () => {
    expect(() => run(checkCategories, [rows(0, 9, 7, 0)], { sizes: [2, 3], negative: undefined })).toThrow("index 7 is out of bounds");
  });
});
