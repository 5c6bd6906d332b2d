import { describe, expect, it } from "vitest";
import { type KnnImputeAttributes, knnImpute } from "../src/graph/ops/knnImpute.js";
import { NanDistances } from "../src/runtime/interpreter/neighbors/nan-distances.js";
import { float64 } from "../src/tensor.js";
import { run } from "./kernels-run.js";

const none = Number.NaN;
const attributes: KnnImputeAttributes = {
  mark: { kind: "nan" },
  donors: Float64Array.of(0, 10, none, 1, 20, none, 5, none, none, 9, 40, none),
  features: 3,
  k: 2,
  weights: "uniform",
  single: false,
  kept: Int32Array.of(0, 1),
  empty: Uint8Array.of(0, 0, 1),
};

describe("cells imputed from the nearest rows", () => {
  it("are means of those that have them", () => {
    expect(run(knnImpute, [float64([2, 3], [4, none, none, 4, 7, 1])], attributes)).toEqual([float64([2, 2], [4, 15, 4, 7])]);
  });
  it("are the column's mean where no distance is defined", () => {
    expect(run(knnImpute, [float64([1, 3], [none, none, none])], attributes)).toEqual([float64([1, 2], [3.75, 70 / 3])]);
  });
  it("are those of rows at no distance alone, weighted", () => {
    const asked = float64([1, 3], [1, none, none]);
    expect(run(knnImpute, [asked], { ...attributes, weights: "distance" })).toEqual([float64([1, 2], [1, 20])]);
    expect(run(knnImpute, [asked], { ...attributes, kept: Int32Array.of(0, 1, 2) })).toEqual([float64([1, 3], [1, 15, 0])]);
  });
  it("stand for numbers that mark missing cells", () => {
    const marked = { ...attributes, mark: { kind: "number", value: -1 } } as const;
    expect(run(knnImpute, [float64([1, 3], [4, -1, -1])], marked)).toEqual([float64([1, 2], [4, 15])]);
  });
  it("come from the same distances, whichever arithmetic is used", () => {
    const distances = new NanDistances(Float64Array.of(1, 2, none, 4, 5, 6, 7, 8, 9), 3, 3);
    distances.of(Float64Array.of(2, none, 3));
    const plain = Array.from(distances.values);
    distances.asBlas();
    for (const [i, value] of plain.entries()) expect(distances.values[i]).toBeCloseTo(value, 12);
    expect(plain[0]).toBeCloseTo(Math.sqrt(3), 12);
  });
  it("come from distances rounded to float32 where all rows are float32", () => {
    // |x|² - 2 x·y + |y|² loses the half in float32: (4096.5 - 4096)² + 4096² is added up and 4096² subtracted
    const distances = new NanDistances(Float64Array.of(4096, 4096), 1, 2, "float32");
    distances.of(Float64Array.of(4096.5, none));
    expect(distances.values[0]).toBe(0);
    const exact = new NanDistances(Float64Array.of(4096, 4096), 1, 2);
    exact.of(Float64Array.of(4096.5, none));
    expect(exact.values[0]).toBeCloseTo(Math.SQRT1_2, 12);
  });
});
