import { nearestCenter } from "../../../../graph/ops/nearestCenter.js";
import type { Value } from "../../../../graph/value.js";
import type { Tensor } from "../../../../tensor.js";
import { defineEstimator, type Self } from "../../define.js";
import { prefixedNames } from "../../feature-names.js";
import { euclideanDistances } from "../../neighbors/euclidean.js";
import type { InputRule } from "../../validate.js";

/** sklearn/cluster/_kmeans.py: _check_test_data, which had words of its own before 0.24. */
export function clusterInput(centers: Value): InputRule {
  return {
    sparse: "native",
    features: centers.dim(1),
    mismatch: (expected, found) => `Incorrect number of features. Got ${found} features, expected ${expected}`,
    mismatchBefore: [0, 23],
  };
}

/**
 * The nearest center, of equally near ones the first (sklearn/cluster/_k_means_lloyd.pyx: _update_chunk_dense), int32. Since 0.24 rows
 * and centers of different dtypes are refused.
 */
export function nearestOf(x: Value, m: Self, points: Value): Value {
  const { tensor } = points;
  const dtype = tensor.dtype === "float32" ? "float32" : "float64";
  const lloyd = m.atLeast(0, 23);
  if (lloyd && x.dtype !== dtype) {
    const names = { float64: "double", float32: "float" };
    const constant = m.atLeast(1, 2) ? "const " : "";
    m.refuse(`Buffer dtype mismatch, expected '${constant}${names[x.dtype as "float64"]}' but got '${names[dtype]}'`);
  }
  const both = x.dtype === "float32" && dtype === "float32" ? "float32" : "float64";
  const centers = points.cast(both).tensor as Tensor<"float64">;
  return nearestCenter([x.cast(both)], { centers, rank: lloyd ? "products" : "distances" })[0] as Value;
}

function define(name: string) {
  return defineEstimator(name, {
    fitted: { cluster_centers_: "tensor" },
    input: (m) => clusterInput(m.cluster_centers_),
    predict: (x, m) => nearestOf(x, m, m.cluster_centers_),
    transform: (x, m) => euclideanDistances(x, m.cluster_centers_),
    host: { get_feature_names_out: (m: Self & { cluster_centers_: Value }) => prefixedNames(m, m.cluster_centers_.dim(0)) },
    available: { get_feature_names_out: (m) => m.atLeast(1, 1) },
  });
}

export const kMeans = define("KMeans");
export const miniBatchKMeans = define("MiniBatchKMeans");
