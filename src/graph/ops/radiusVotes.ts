import { dense } from "../info.js";
import { defineOp } from "../op.js";

export interface RadiusVotesAttributes {
  /** [rows]: the class of each training row, or its target values [rows, K] of which the mean is taken. */
  readonly codes: Float64Array;
  /** Classes, or target values of each row. */
  readonly width: number;
  readonly kind: "votes" | "mean";
  /** 1 / distance, or where a neighbor is at no distance, such neighbors alone. */
  readonly weights: "uniform" | "distance";
  /**
   * What a row without neighbors gets: a message (ValueError; `{list}` or `{array}` stands for their numbers, as Python prints such), a class's
   * whole vote, nothing, NaN.
   */
  readonly outlier: { readonly refuse: string } | { readonly code: number } | "zeros" | "nan";
}

/**
 * What the neighbors within a radius say, from lists of distances and of row numbers, both `object` [N]: sums of weights by class [N, K]
 * float64, or weighted means.
 */
export const radiusVotes = defineOp<RadiusVotesAttributes>({
  op: "brine.RadiusVotes",
  infer: ([x], { width }) => [dense("float64", [x?.shape[0] ?? 1, width])],
  mixesRows: (_, { outlier }) => typeof outlier === "object" && "refuse" in outlier,
});
