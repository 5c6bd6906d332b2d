import type { Index } from "../../graph/ops/neighbors.js";
import * as ops from "../../graph/ops/neighbors.js";
import type { Value } from "../../graph/value.js";
import { Tensor } from "../../tensor.js";
import { expansion, noStandardOp } from "../expansion.js";

/** Comparing with every row holds N x rows x F numbers at a time; beyond so many per row nobody wants the model. */
const MOST_NUMBERS = 200_000;

/** Distances to every training row, and the least of them. */
export const neighbors = expansion(ops.neighbors, ([x], { index, k, self, single, selection }) => {
  if (self) refuse("its rows are the training rows");
  if (single === "compared") refuse("distances of float32 rows are rounded before they are compared");
  if (onGrid(index)) refuse("its rows lie on a grid, where many are equally far, and which of them come first its own search settles");
  const [least, rows] = distances(x, index).topK(k, 1, false);
  // A heap takes nothing that is infinitely far: row 0 stands there.
  const taken = selection === "partition" ? rows : least.isInf().where(0, rows);
  return [index.metric.name === "euclidean" ? least.sqrt() : least, taken];
});

const refuse = (why: string): never => noStandardOp(ops.neighbors, why);

/** Multiples of 1/1024 in all cells: differences, products and sums of such numbers are exact, and so equal distances are equal. */
function onGrid({ points, metric }: Index): boolean {
  return metric.name !== "precomputed" && points.every((value) => Number.isInteger(value * 1024));
}

/** Distances [N, rows], reduced: differences squared or as they are, added up. */
function distances(x: Value, { metric, rows, features, points, tree }: Index): Value {
  if (metric.name === "precomputed") return x;
  if (rows * features > MOST_NUMBERS) refuse(`it searches ${rows} rows of ${features} features, too many to compare with one by one`);
  const rest = x
    .unsqueeze(1)
    .sub(x.constantLike(new Tensor("float64", [rows, features], tree ? inOrder(points, features, tree.order) : points)));
  switch (metric.name) {
    case "euclidean":
    case "sqeuclidean":
      return rest.sumSquare(2);
    case "manhattan":
      return rest.norm1(2);
    case "chebyshev":
      return rest.abs().maximum(2);
    default:
      return refuse(`no standard ops were found for the ${metric.name} metric`);
  }
}

function inOrder(points: Float64Array, features: number, order: Int32Array): Float64Array {
  const rows = new Float64Array(points.length);
  order.forEach((row, i) => {
    rows.set(points.subarray(i * features, (i + 1) * features), row * features);
  });
  return rows;
}

export const radiusNeighbors = expansion(ops.radiusNeighbors, () =>
  noStandardOp(ops.radiusNeighbors, "it answers lists of unequal length"),
);

export const neighborGraph = expansion(ops.neighborGraph, () => noStandardOp(ops.neighborGraph, "it answers a sparse matrix"));
