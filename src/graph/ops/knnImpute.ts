import { dense } from "../info.js";
import { defineOp } from "../op.js";
import type { MissingMark } from "./missing.js";

export interface KnnImputeAttributes {
  readonly mark: MissingMark;
  /** Training rows [rows, F], missing cells NaN. */
  readonly donors: Float64Array;
  readonly features: number;
  readonly k: number;
  readonly weights: "uniform" | "distance";
  /** Training rows are float32: distances to float32 rows are, too. */
  readonly single: boolean;
  /** Columns that are answered. */
  readonly kept: Int32Array;
  /** Columns that nothing was known of are 0. */
  readonly empty: Uint8Array;
}

/**
 * Rows [N, F] (float64 or float32) with each missing cell the mean of the k nearest training rows that have it, by the euclidean distance
 * over the features that both have, times F over their number; the column's mean where no distance is defined (sklearn/impute/_knn.py).
 */
export const knnImpute = defineOp<KnnImputeAttributes>({
  op: "brine.KnnImpute",
  infer: ([x], { kept }) => [dense(x?.dtype ?? "float64", [x?.shape[0] ?? 1, kept.length])],
});
