import type { Value } from "../../../graph/value.js";

/**
 * sklearn/metrics/pairwise.py: euclidean_distances: the root of |x|² - 2 x·y + |y|², nothing below 0. float32 rows and centers are computed
 * in float64 and answered as float32.
 */
export function euclideanDistances(x: Value, y: Value): Value {
  const dtype = x.dtype === "float32" && y.dtype === "float32" ? "float32" : "float64";
  const [rows, others] = [x.cast("float64"), y.cast("float64")];
  const products = rows.matMul(others.transpose()).mul(-2);
  const dense = rows.toDense();
  return products.add(dense.sumSquare(1, true)).add(others.sumSquare(1)).max(0).sqrt().cast(dtype);
}
