import { PyObject } from "../../../container/pickle/values.js";
import { realize } from "../../../container/python/realize.js";
import type { Value } from "../../../graph/value.js";
import type { Self } from "../define.js";
import type { Found } from "./search.js";

/** How neighbors count; a function of the user's own is not run. */
export function weighting(m: Self): "uniform" | "distance" {
  const weights = realize(m.self.attribute("weights") ?? null);
  if (weights === null || weights === "uniform") return "uniform";
  if (weights === "distance") return "distance";
  return m.unsupported(
    weights instanceof PyObject || typeof weights !== "string" ? "weights is a Python function." : `weights="${weights}".`,
  );
}

/** sklearn/neighbors/_base.py: _get_weights: 1 / distance; a row with a neighbor at no distance counts such neighbors only. */
export function weightsOf(distances: Value): Value {
  const weights = distances.pow(-1);
  const infinite = weights.isInf();
  const some = infinite.cast("float64").maximum(1, true).greater(0);
  return some.where(infinite.cast("float64"), weights.cast("float64"));
}

/** Sums of weights by class [N, K]: `codes` [rows] is the class of each training row. */
export function votes(found: Found, codes: Value, classes: number, weights: Value | undefined): Value {
  const each = codes.gather(found.rows).oneHot(classes);
  return (weights ? each.mul(weights.unsqueeze(2)) : each).sum(1);
}
