import { describe, expect, it } from "vitest";
import { nearestCenter } from "../src/graph/ops/nearestCenter.js";
import { squaredNorm } from "../src/graph/squared-norm.js";
import { fusedMultiplyAdd } from "../src/runtime/interpreter/fused.js";
import { CsrMatrix } from "../src/sparse.js";
import { float64, Tensor } from "../src/tensor.js";
import { run } from "./kernels-run.js";

describe("the nearest center", () => {
  const centers = float64([3, 2], [0, 0, 4, 0, 0, 4]);
  it.each(["products", "distances"] as const)("by %s, of equally near ones the first", (rank) => {
    const rows = float64([5, 2], [1, 1, 3, 0, 0, 9, 2, 0, 2, 2]);
    expect(run(nearestCenter, [rows], { centers, rank })).toEqual([new Tensor("int32", [5], Int32Array.of(0, 1, 2, 0, 0))]);
  });
  it("of sparse rows", () => {
    const rows = new CsrMatrix([2, 2], float64([1], [3]), Int32Array.of(0), Int32Array.of(0, 1, 1));
    expect(run(nearestCenter, [rows], { centers, rank: "products" })).toEqual([new Tensor("int32", [2], Int32Array.of(1, 0))]);
  });
});

describe("fused multiply-add", () => {
  it("rounds once: (1 + u)² - (1 + 2u) is u², which two roundings lose", () => {
    const u = 2 ** -30;
    expect(fusedMultiplyAdd(1 + u, 1 + u, -(1 + 2 * u))).toBe(u * u);
    expect((1 + u) * (1 + u) - (1 + 2 * u)).toBe(0);
  });
  it("adds squares in two lanes", () => {
    expect(squaredNorm(Float64Array.of(9, 1, 2, 3, 4, 5), 1, 5)).toBe(55);
    expect(
      squaredNorm(
        Float64Array.from({ length: 11 }, (_, i) => i),
        0,
        11,
      ),
    ).toBe(385);
  });
});
