import { dense } from "../info.js";
import { defineOp } from "../op.js";
import { promote } from "../promote.js";

/**
 * Rows [N, F], centers [K, F] and variances [K, F] to [N, K]: the sum over the columns of (x - center)^2 / variance, each term rounded as
 * NumPy rounds it and added pairwise, without an array of N x K x F. Without variances: squared distances, in whatever order is fast.
 */
export const scaledSquares = defineOp<Record<never, never>>({
  op: "brine.ScaledSquares",
  infer: ([x, centers, variances]) => [
    dense([x, centers, variances ?? centers].map((side) => side?.dtype ?? "float64").reduce(promote), [
      x?.shape[0] ?? 1,
      centers?.shape[0] ?? 1,
    ]),
  ],
});
