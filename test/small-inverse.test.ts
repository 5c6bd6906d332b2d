import { describe, expect, it } from "vitest";
import { GraphBuilder } from "../src/graph/builder.js";
import { inverse } from "../src/lower/sklearn/inverse.js";
import { inverseTransposed } from "../src/lower/sklearn/kernels/covariance.js";
import { interpreterKernels } from "../src/runtime/interpreter/builtins.js";
import { foldWith } from "../src/runtime/interpreter/plan.js";
import { float64 } from "../src/tensor.js";

const constant = (shape: number[], values: number[]) => new GraphBuilder(foldWith(interpreterKernels)).constant(float64(shape, values));
const numbers = (value: { tensor: { data: ArrayLike<unknown> } }) => Array.from(value.tensor.data, Number);

describe("inverses of small constants", () => {
  it("by hand, where the first pivot is 0", () => {
    const { inverse: found, logDeterminant } = inverse(constant([2, 2], [0, 2, 4, 8]), "m");
    expect(numbers(found)).toEqual([-1, 0.25, 0.5, 0]);
    expect(logDeterminant).toBeCloseTo(Math.log(8), 15);
  });

  it("names a matrix without one", () => {
    expect(() => inverse(constant([2, 2], [1, 2, 2, 4]), "components_")).toThrow("components_ has no inverse.");
  });

  it("of a lower triangle, transposed", () => {
    // [[2, 0, 0], [1, 4, 0], [3, 2, 1]]: the inverse is [[1/2, 0, 0], [-1/8, 1/4, 0], [-5/4, -1/2, 1]].
    expect(numbers(inverseTransposed(constant([3, 3], [2, 0, 0, 1, 4, 0, 3, 2, 1])))).toEqual([0.5, -0.125, -1.25, 0, 0.25, -0.5, 0, 0, 1]);
  });
});
