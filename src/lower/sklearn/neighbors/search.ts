import type { Structure } from "../../../graph/builder.js";
import { checkFinite } from "../../../graph/ops/input.js";
import { type Index, neighborGraph, neighbors, radiusNeighbors, type Selection, type Single } from "../../../graph/ops/neighbors.js";
import type { Value } from "../../../graph/value.js";
import { type DType, Tensor } from "../../../tensor.js";
import type { Options, Self } from "../define.js";
import type { InputRule } from "../validate.js";
import { type Trained, trainedOf } from "./index.js";

/** sklearn/neighbors/_base.py: KNeighborsMixin.kneighbors; before 1.0 the search itself complained of the number of columns. */
export function searchInput(m: Self): InputRule {
  const { features, method, metric, rows } = trainedOf(m);
  if (metric.name === "precomputed")
    return {
      dtype: "numeric",
      sparse: "dense",
      features: rows,
      named: false,
      mismatch: (expected, found) =>
        `Precomputed metric requires shape (n_queries, n_indexed). Got ({rows}, ${found}) for ${expected} indexed.`,
      mismatchBefore: [99],
    };
  return {
    dtype: "numeric",
    sparse: "native",
    features,
    mismatchBefore: [1, 0],
    mismatch: (expected, found) =>
      method === "brute"
        ? `Incompatible dimension for X and Y matrices: X.shape[1] == ${found} while Y.shape[1] == ${expected}`
        : "query data dimension must match training data dimension",
  };
}

/** A search's answer: distances [N, k] and int64 row numbers [N, k]. */
export interface Found {
  readonly distances: Value;
  readonly rows: Value;
}

/** The k nearest training rows of each row; of each training row but itself where `x` is absent. */
export function nearest(x: Value | undefined, m: Self, wanted?: unknown): Found {
  const trained = trainedOf(m);
  const { k, refused } = countOf(m, wanted, x, trained.rows);
  const { rows, selection, single } = prepared(x && refused ? refusing(x, m, refused) : x, m, trained);
  const [distances, indices] = neighbors([rows], {
    index: indexOf(trained, selection),
    k,
    selection,
    order: sortOrder(m),
    self: x === undefined,
    single,
  });
  return { distances: distances as Value, rows: indices as Value };
}

/** scipy's metrics, where scikit-learn's own reduction does not compute, differ in one. */
const indexOf = ({ metric, rows, features, points, tree, method }: Trained, selection: Selection): Index => {
  const signed = method === "brute" && selection === "partition" && metric.name === "braycurtis";
  return { metric: signed ? { ...metric, name: "braycurtis signed" } : metric, rows, features, points, ...(tree ? { tree } : {}) };
};

/** How many neighbors are asked for; more than there are is refused, in words that may need the number of rows. */
function countOf(m: Self, wanted: unknown, x: Value | undefined, rows: number): { readonly k: number; readonly refused?: string } {
  const k = wanted === undefined || wanted === null ? (m as Self & { n_neighbors: number }).n_neighbors : wanted;
  if (typeof k !== "number" || !Number.isInteger(k))
    return m.refuse(`n_neighbors does not take ${typeof k} value, enter integer value`, "TypeError");
  if (k <= 0) m.refuse(`Expected n_neighbors > 0. Got ${k}`);
  const most = x === undefined ? rows - 1 : rows;
  if (k <= most) return { k };
  const asked = x === undefined ? k + 1 : k;
  if (!m.atLeast(1, 4)) return m.refuse(`Expected n_neighbors <= n_samples,  but n_samples = ${rows}, n_neighbors = ${asked}`);
  const [sign, samples] = x === undefined ? ["<", rows] : ["<=", "{rows}"];
  const words = `Expected n_neighbors ${sign} n_samples_fit, but n_neighbors = ${k}, n_samples_fit = ${rows}, n_samples = ${samples}`;
  return x === undefined ? m.refuse(words) : { k: most, refused: words };
}

function refusing(x: Value, m: Self, message: string): Value {
  const refusal = { message, python: "ValueError", columns: undefined };
  const checks = { estimator: m.className, allowNaN: true, anything: true, argument: "X", version: m.version, refusal };
  return checkFinite([x], checks)[0] as Value;
}

/** Training rows in their own order, which a tree has not. */
function trainingRows({ points, rows, features, tree }: Trained): Tensor<"float64"> {
  if (!tree) return new Tensor("float64", [rows, features], points);
  const data = new Float64Array(points.length);
  tree.order.forEach((row, i) => {
    data.set(points.subarray(i * features, (i + 1) * features), row * features);
  });
  return new Tensor("float64", [rows, features], data);
}

/** The metrics that scikit-learn's own reduction of pairwise distances took, which ranks by a heap. */
const heaped = new Set([
  "euclidean",
  "sqeuclidean",
  "manhattan",
  "chebyshev",
  "minkowski",
  "seuclidean",
  "canberra",
  "braycurtis",
  "haversine",
]);

/**
 * `parallel_on_Y` takes at most four chunks of 256 rows for one thread (metrics/_pairwise_distances_reduction/_base.pyx.tp), and since 1.2 no
 * more than it searches.
 */
const ON_Y_UP_TO = 1024;

function prepared(x: Value | undefined, m: Self, trained: Trained): { rows: Value; selection: Selection; single: Single } {
  const { method, dtype: held, sparse, metric } = trained;
  const asked: DType = x?.dtype ?? held;
  const askedSparse = x === undefined ? sparse : x.layout === "csr";
  const rows = (x ?? m.self.constant(trainingRows(trained))).cast("float64");
  if (method !== "brute") {
    if (askedSparse) m.refuse(`${method} does not work with sparse matrices. Densify the data, or set algorithm='brute'`);
    return { rows, selection: "heap", single: "no" };
  }
  const alike = asked === held && (asked === "float64" || (asked === "float32" && m.atLeast(1, 2)));
  const forms = m.atLeast(1, 2) ? metric.name !== "euclidean" || askedSparse === sparse : !askedSparse && !sparse;
  const reduction = m.atLeast(1, 1) && heaped.has(metric.name) && alike && forms;
  const both = asked === "float32" && held === "float32";
  const compared = both && !reduction && metric.name === "euclidean";
  const answered = both && reduction && m.atLeast(1, 4);
  return {
    rows: rows.toDense(),
    selection: reduction ? { mergedUpTo: m.atLeast(1, 2) ? Math.min(ON_Y_UP_TO, trained.rows) : ON_Y_UP_TO } : "partition",
    single: compared ? "compared" : answered ? "answered" : "no",
  };
}

const sortOrder = (m: Self) => (m.atLeast(1, 9) ? "introsort" : "quicksort");

/** `kneighbors`: (distances, rows), or rows alone. */
export function kneighbors(x: Value | undefined, m: Self, options: Options): Structure {
  const { distances, rows } = nearest(x, m, options.n_neighbors);
  return options.return_distance === false ? rows : { list: [distances, rows], tuple: true };
}

/** `kneighbors_graph`: one row of a csr matrix for each row, ones or distances. */
export function kneighborsGraph(x: Value | undefined, m: Self, options: Options): Structure {
  const { distances, rows } = nearest(x, m, options.n_neighbors);
  return graphOf(m, rows, distances, options.mode, trainedOf(m).rows);
}

function graphOf(m: Self, rows: Value, distances: Value, mode: unknown, columns: number): Value {
  if (mode !== undefined && mode !== "connectivity" && mode !== "distance") {
    m.refuse(`Unsupported mode, must be one of "connectivity" or "distance" but got "${String(mode)}" instead`);
  }
  return neighborGraph(mode === "distance" ? [rows, distances] : [rows], { columns })[0] as Value;
}

/** All training rows within a radius: lists of distances and of row numbers. */
export function within(x: Value | undefined, m: Self, radius: unknown, sort: boolean): Found {
  const trained = trainedOf(m);
  const { rows, single, selection } = prepared(x, m, trained);
  const size = Number(radius ?? (m as Self & { radius: number }).radius);
  const [distances, indices] = radiusNeighbors([rows], {
    index: indexOf(trained, selection),
    radius: size,
    self: x === undefined,
    sort,
    order: sortOrder(m),
    single,
  });
  return { distances: distances as Value, rows: indices as Value };
}

/** `radius_neighbors`: (distances, rows), or rows alone; both arrays of arrays. */
export function radiusSearch(x: Value | undefined, m: Self, options: Options): Structure {
  const sort = options.sort_results === true;
  if (sort && options.return_distance === false) m.refuse("return_distance must be True if sort_results is True.");
  const { distances, rows } = within(x, m, options.radius, sort);
  const ragged = (value: Value, dtype: DType): Structure => ({ list: [value], tuple: false, ragged: dtype });
  const numbers = ragged(rows, "int64");
  return options.return_distance === false ? numbers : { list: [ragged(distances, "float64"), numbers], tuple: true };
}

/** `radius_neighbors_graph`. */
export function radiusGraph(x: Value | undefined, m: Self, options: Options): Structure {
  const { distances, rows } = within(x, m, options.radius, options.sort_results === true);
  return graphOf(m, rows, distances, options.mode, trainedOf(m).rows);
}
