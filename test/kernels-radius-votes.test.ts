import { describe, expect, it } from "vitest";
import { type RadiusVotesAttributes, radiusVotes } from "../src/graph/ops/radiusVotes.js";
import { float64, Tensor } from "../src/tensor.js";
import { run } from "./kernels-run.js";

const distances = new Tensor("object", [3], [[1, 2], [0, 4, 0], []]);
const rows = new Tensor("object", [3], [[0n, 2n], [1n, 2n, 3n], []]);
const votes = { codes: Float64Array.of(0, 1, 1, 0), width: 2, kind: "votes", weights: "distance", outlier: "zeros" } as const;
const answer = (attributes: RadiusVotesAttributes) => run(radiusVotes, [distances, rows], attributes)[0];

describe("votes of neighbors within a radius", () => {
  it("weigh by closeness, and those at no distance alone", () => {
    expect(answer(votes)).toEqual(float64([3, 2], [1, 0.5, 1, 1, 0, 0]));
  });
  it("count one each", () => {
    expect(answer({ ...votes, weights: "uniform", outlier: { code: 1 } })).toEqual(float64([3, 2], [1, 1, 1, 2, 0, 1]));
  });
  it("are means of values, NaN of none", () => {
    const mean = { codes: Float64Array.of(3, 6, 9, 12), width: 1, kind: "mean", weights: "uniform", outlier: "nan" } as const;
    expect(answer(mean)).toEqual(float64([3, 1], [6, 9, Number.NaN]));
  });
  it("refuse rows without neighbors", () => {
    expect(() => answer({ ...votes, outlier: { refuse: "none near {list}" } })).toThrow("none near [2]");
    expect(() => answer({ ...votes, outlier: { refuse: "none near {array}" } })).toThrow("none near array([2])");
  });
});
