import type { Tensor } from "../../tensor.js";
import { type Dim, dense } from "../info.js";
import { defineOp } from "../op.js";

/** Where the squares of the centers stand in the sum, which decides between centers that are all but equally near. */
export type CenterRank =
  /** (-2 x·c + |x|²) + |c|² (sklearn/metrics/pairwise.py: euclidean_distances) */
  | "distances"
  /** |c|² - 2 x·c (sklearn/cluster/_k_means_lloyd.pyx) */
  | "products";

export interface NearestCenterAttributes {
  /** [K, F] */
  readonly centers: Tensor<"float64"> | Tensor<"float32">;
  readonly rank: CenterRank;
}

/**
 * The number of the nearest of K centers for rows [N, F], dense or csr, of the centers' dtype: int32 [N]; of equally near ones the first.
 * Products are added as BLAS does it, with fused multiply-adds, where that could decide.
 */
export const nearestCenter = defineOp<NearestCenterAttributes>({
  op: "brine.NearestCenter",
  infer: ([x]) => [dense("int32", [(x?.shape[0] ?? 1) as Dim])],
});
