import { dense, type Info } from "../info.js";
import { defineOp } from "../op.js";

/** How far two rows are apart, by scikit-learn's name of it (sklearn/metrics/_dist_metrics.pyx.tp; scipy/spatial/distance.py). */
export interface Metric {
  readonly name: MetricName;
  /** `minkowski` only. */
  readonly p: number;
  /** One weight a feature: `minkowski` (on |d|^p), `wminkowski` (inside the power), `seuclidean` (variances). */
  readonly weights?: Float64Array;
  /** The inverse covariance [F, F] of `mahalanobis`. */
  readonly inverse?: Float64Array;
}

export type MetricName =
  | "euclidean"
  | "sqeuclidean"
  | "manhattan"
  | "chebyshev"
  | "minkowski"
  | "wminkowski"
  | "seuclidean"
  | "mahalanobis"
  | "cosine"
  | "correlation"
  | "canberra"
  | "braycurtis"
  /** scipy's: |x - y| over |x + y| */
  | "braycurtis signed"
  /** Features that only one row has, as booleans. */
  | "matching"
  | "haversine"
  | "hamming"
  | "jaccard"
  | "dice"
  | "kulsinski"
  | "rogerstanimoto"
  | "russellrao"
  | "sokalmichener"
  | "sokalsneath"
  | "yule"
  /** The query's row holds its distances to all training rows. */
  | "precomputed";

/** A k-d tree or ball tree (sklearn/neighbors/_binary_tree.pxi.tp): the children of node i are 2 i + 1 and 2 i + 2. */
export interface SearchTree {
  readonly kind: "kd" | "ball";
  /** The row that each point is; points are in the tree's order, so that those of a node lie side by side. */
  readonly order: Int32Array;
  readonly start: Int32Array;
  readonly end: Int32Array;
  readonly leaf: Uint8Array;
  /** Ball trees: the radius of each node. */
  readonly radius: Float64Array;
  /** k-d trees: lower, then upper bounds [2, nodes, F]; ball trees: centers [1, nodes, F]. */
  readonly bounds: Float64Array;
}

/** Training rows that can be searched. */
export interface Index {
  readonly metric: Metric;
  readonly rows: number;
  readonly features: number;
  /** [rows, F], in the order of the tree where there is one; empty for `precomputed`. */
  readonly points: Float64Array;
  readonly tree?: SearchTree;
}

/**
 * Which of equally far rows are taken, and in which order they come: a heap (sklearn/utils/_heap.pyx), for so many rows
 * asked and fewer a heap merged into another (one thread of `parallel_on_Y`), or numpy.argpartition and argsort.
 */
export type Selection = "heap" | { readonly mergedUpTo: number } | "partition";

/** How a heap's rows are sorted (sklearn/utils/_sorting.pyx): since 1.9 by introsort. */
export type SortOrder = "quicksort" | "introsort";

/**
 * Where float32 rows among float32 rows meet float32 numbers: distances are rounded before they are `compared`, and answered as float32;
 * or `answered` as float64 that were rounded (scikit-learn's own reduction since 1.4).
 */
export type Single = "no" | "compared" | "answered";

export interface NeighborsAttributes {
  readonly index: Index;
  readonly k: number;
  readonly selection: Selection;
  readonly order: SortOrder;
  /** Row i of the input is training row i, which is none of its own neighbors. */
  readonly self: boolean;
  readonly single: Single;
}

/** The k nearest training rows of float64 rows [N, F]: distances [N, k], nearest first, and int64 row numbers [N, k]. */
export const neighbors = defineOp<NeighborsAttributes>({
  op: "brine.Neighbors",
  infer: ([x], { k, single }) => [
    dense(single === "compared" ? "float32" : "float64", [x?.shape[0] ?? 1, k]),
    dense("int64", [x?.shape[0] ?? 1, k]),
  ],
  mixesRows: (_, { self, selection }) => self || typeof selection === "object",
});

export interface RadiusAttributes {
  readonly index: Index;
  readonly radius: number;
  readonly self: boolean;
  readonly sort: boolean;
  readonly order: SortOrder;
  readonly single: Single;
}

/** All training rows within a radius of float64 rows [N, F]: lists of distances and of row numbers, both `object` [N]. */
export const radiusNeighbors = defineOp<RadiusAttributes>({
  op: "brine.RadiusNeighbors",
  infer: ([x]) => [dense("object", [x?.shape[0] ?? 1]), dense("object", [x?.shape[0] ?? 1])],
  mixesRows: (_, { self }) => self,
});

/** Row numbers (and values, or ones) of neighbors as a csr matrix [N, columns] float64, each row in the order given. */
export const neighborGraph = defineOp<{ readonly columns: number }>({
  op: "brine.NeighborGraph",
  infer: ([x], { columns }) => [{ dtype: "float64", shape: [(x as Info).shape[0] ?? 1, columns], layout: "csr" }],
});
