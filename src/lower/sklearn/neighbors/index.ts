import { PyObject, type PyValue } from "../../../container/pickle/values.js";
import { SparseMatrix } from "../../../container/python/array.js";
import { realize } from "../../../container/python/realize.js";
import type { Index, Metric, MetricName } from "../../../graph/ops/neighbors.js";
import type { DType } from "../../../tensor.js";
import type { Self } from "../define.js";
import { arrayOf, number } from "../fields.js";
import { denseOf, numbersOf } from "../sparse-attribute.js";
import { readSearchTree } from "./tree.js";

/** Training rows that a file holds, and how it searches them. */
export interface Trained extends Index {
  readonly method: "kd_tree" | "ball_tree" | "brute";
  readonly dtype: DType;
  readonly sparse: boolean;
}

const known = new WeakMap<object, Trained>();

/** Reads `_tree` or `_fit_X` with `effective_metric_` (sklearn/neighbors/_base.py: NeighborsBase._fit). */
export function trainedOf(m: Self): Trained {
  const key = m.self.object.record;
  const before = known.get(key);
  if (before) return before;
  const trained = read(m);
  known.set(key, trained);
  return trained;
}

function read(m: Self): Trained {
  const method = realize(m.self.attribute("_fit_method") ?? null);
  if (method !== "kd_tree" && method !== "ball_tree" && method !== "brute") m.unsupported(`_fit_method is ${String(method)}.`);
  const fitted = realize(m.self.attribute("_fit_X") ?? null);
  if (method !== "brute") {
    const { points, rows, features, ...tree } = readSearchTree(m.self.attribute("_tree") ?? null, m.self.object.at("_tree"));
    return { method, metric: metricOf(m, features), rows, features, points, tree, dtype: "float64", sparse: false };
  }
  const where = m.self.object.at("_fit_X");
  const matrix = fitted instanceof SparseMatrix ? denseOf(fitted, where) : arrayOf(fitted as PyValue, where);
  const [rows = 0, features = 0] = matrix.shape;
  if (matrix.shape.length !== 2 || rows === 0) m.unsupported(`${where} has shape [${matrix.shape}].`);
  const metric = metricOf(m, features);
  const dtype = fitted instanceof SparseMatrix ? sparseType(fitted) : matrix.dtype;
  return { method, metric, rows, features, points: numbersOf(matrix), dtype, sparse: fitted instanceof SparseMatrix };
}

function sparseType({ data }: SparseMatrix): DType {
  return data.dtype.kind === "f" && data.dtype.itemSize === 4 ? "float32" : data.dtype.kind === "f" ? "float64" : "int64";
}

const names: Readonly<Record<string, MetricName>> = {
  euclidean: "euclidean",
  l2: "euclidean",
  sqeuclidean: "sqeuclidean",
  manhattan: "manhattan",
  cityblock: "manhattan",
  l1: "manhattan",
  chebyshev: "chebyshev",
  infinity: "chebyshev",
  minkowski: "minkowski",
  p: "minkowski",
  wminkowski: "wminkowski",
  seuclidean: "seuclidean",
  mahalanobis: "mahalanobis",
  cosine: "cosine",
  correlation: "correlation",
  canberra: "canberra",
  braycurtis: "braycurtis",
  haversine: "haversine",
  hamming: "hamming",
  matching: "matching",
  jaccard: "jaccard",
  dice: "dice",
  kulsinski: "kulsinski",
  rogerstanimoto: "rogerstanimoto",
  russellrao: "russellrao",
  sokalmichener: "sokalmichener",
  sokalsneath: "sokalsneath",
  yule: "yule",
  precomputed: "precomputed",
};

/** The metric with its parameters, as fitting settled them. */
export function metricOf(m: Self, features: number): Metric {
  const given = realize(m.self.attribute("effective_metric_") ?? m.self.attribute("metric") ?? null);
  const found = typeof given === "string" && Object.hasOwn(names, given) ? names[given] : undefined;
  if (found === undefined) m.unsupported(typeof given === "string" ? `metric="${given}".` : "its metric is a Python function.");
  const params = realize(m.self.attribute("effective_metric_params_") ?? null);
  const param = (name: string): PyValue | undefined => {
    const value = params instanceof Map ? params.get(name) : lookup(params, name);
    return value === null ? undefined : (value as PyValue | undefined);
  };
  const numbers = (name: string): Float64Array | undefined => {
    const value = param(name);
    return value === undefined ? undefined : numbersOf(arrayOf(value, m.self.object.at(`effective_metric_params_.${name}`)));
  };
  const p = Number(number(param("p")) ?? 2);
  const weights = found === "seuclidean" ? numbers("V") : numbers("w");
  const covariance = numbers("VI");
  if (weights && weights.length !== features) m.unsupported(`its metric has ${weights.length} weights for ${features} features.`);
  if (found === "mahalanobis" && covariance?.length !== features * features) m.unsupported("its metric has no inverse covariance VI.");
  if (found === "seuclidean" && weights === undefined) m.unsupported("its metric has no variances V.");
  const named = found === "minkowski" && !weights ? byPower(p) : found;
  return { name: named, p, ...(weights ? { weights } : {}), ...(covariance ? { inverse: covariance } : {}) };
}

function byPower(p: number): MetricName {
  return p === 1 ? "manhattan" : p === 2 ? "euclidean" : p === Number.POSITIVE_INFINITY ? "chebyshev" : "minkowski";
}

function lookup(params: unknown, name: string): PyValue | undefined {
  const record = params as { get?: (key: string) => PyValue | undefined } | null;
  return record instanceof PyObject || typeof record?.get !== "function" ? undefined : record.get(name);
}
