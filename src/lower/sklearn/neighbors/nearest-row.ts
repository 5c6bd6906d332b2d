import { neighbors } from "../../../graph/ops/neighbors.js";
import type { Value } from "../../../graph/value.js";
import { numbersOf } from "../sparse-attribute.js";
import type { InputRule } from "../validate.js";

/** sklearn/metrics/pairwise.py: pairwise_distances_argmin: the number of the nearest center (int64), of equally near ones the first. */
export function nearestRow(x: Value, centers: Value): Value {
  const [rows, features] = [centers.dim(0), centers.dim(1)];
  const index = { metric: { name: "euclidean", p: 2 }, rows, features, points: numbersOf(centers.tensor) } as const;
  const search = { index, k: 1, selection: "partition", order: "quicksort", self: false, single: "no" } as const;
  const [, found] = neighbors([x.toDense().cast("float64")], search);
  return (found as Value).squeeze(1);
}

/** What checks and fails where rows meet centers: before 0.24 the distances themselves. */
export function rowsLike(centers: Value | undefined): InputRule {
  return {
    sparse: "native",
    dtype: "numeric",
    ...(centers ? { features: centers.dim(1) } : {}),
    mismatch: (expected, found) => `Incompatible dimension for X and Y matrices: X.shape[1] == ${found} while Y.shape[1] == ${expected}`,
  };
}
