import { ROWS } from "../../../../graph/info.js";
import { nearestCenter } from "../../../../graph/ops/nearestCenter.js";
import type { Value } from "../../../../graph/value.js";
import { Tensor } from "../../../../tensor.js";
import { defineEstimator, type Self } from "../../define.js";
import { prefixedNames } from "../../feature-names.js";
import { textsInProduct } from "../../linear-model.js";
import { euclideanDistances } from "../../neighbors/euclidean.js";
import { nearestRow, rowsLike } from "../../neighbors/nearest-row.js";
import { forEachRow } from "../../rows.js";
import type { InputRule } from "../../validate.js";

/** Rows that the distances check: they speak in their own name. */
const byDistances = (centers: Value | undefined): InputRule => ({ ...rowsLike(centers), named: "check_pairwise_arrays" });

/** sklearn/cluster/_mean_shift.py: MeanShift.predict. */
export const meanShift = defineEstimator("MeanShift", {
  fitted: { cluster_centers_: "tensor" },
  input: (m) => (m.atLeast(0, 24) ? { ...rowsLike(m.cluster_centers_), sparse: "refused" } : byDistances(m.cluster_centers_)),
  predict: (x, m) => nearestRow(x, m.cluster_centers_),
});

/** sklearn/cluster/_affinity_propagation.py: AffinityPropagation.predict; -1 where it did not converge. */
export const affinityPropagation = defineEstimator("AffinityPropagation", {
  fitted: { cluster_centers_: "tensor?" },
  input: (m) => {
    if (!m.atLeast(0, 22)) return byDistances(m.cluster_centers_);
    return { ...rowsLike(m.cluster_centers_), sparse: m.atLeast(1, 0) ? "native" : "refused" };
  },
  predict: (x, m) => {
    const centers = m.cluster_centers_;
    if (centers === undefined) return m.refuse("Predict method is not supported when affinity='precomputed'.");
    const none = centers.constantLike(new Tensor("int64", [1], BigInt64Array.of(-1n)));
    return centers.dim(0) > 0 ? nearestRow(x, centers) : forEachRow(none, x).reshape([x.shape[0] ?? ROWS]);
  },
});

/** sklearn/cluster/_birch.py: Birch: the label of the nearest subcluster; distances to all of them. */
export const birch = defineEstimator("Birch", {
  fitted: { subcluster_centers_: "tensor", subcluster_labels_: "tensor" },
  input: (m) => ({
    ...rowsLike(m.subcluster_centers_),
    mismatch: () => "Training data and predicted data do not have same number of features.",
    texts: textsInProduct(m),
  }),
  // Before 0.24 it ranked by |c|² - 2 x·c, which tells centers apart that are infinitely far.
  predict: (x, m) => {
    const centers = m.subcluster_centers_;
    if (m.atLeast(0, 24)) return m.subcluster_labels_.gather(nearestRow(x, centers));
    const points = centers.cast("float64").tensor as Tensor<"float64">;
    const found = nearestCenter([x.cast("float64")], { centers: points, rank: "products" })[0] as Value;
    return m.subcluster_labels_.gather(found.cast("int64"));
  },
  transform: (x, m) => euclideanDistances(x, m.subcluster_centers_),
  host: {
    get_feature_names_out: (m: Self & { subcluster_centers_: { dim(axis: number): number } }) =>
      prefixedNames(m, m.subcluster_centers_.dim(0)),
  },
  available: { get_feature_names_out: (m) => m.atLeast(1, 1) },
});
