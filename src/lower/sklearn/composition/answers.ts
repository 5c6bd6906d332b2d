import { ROWS } from "../../../graph/info.js";
import type { Value } from "../../../graph/value.js";
import { Frame, type Input } from "../../input.js";
import type { Fitted } from "../fitted.js";

/** [N] of [N] or [N, 1], as numpy.ravel makes it. */
export function ravel(x: Value): Value {
  return x.rank === 2 ? x.reshape([x.shape[0] ?? ROWS]) : x;
}

/** The score of the positive class of a binary classifier, or what a regressor predicts (sklearn/multiclass.py: _predict_binary). */
export function binaryScore(estimator: Fitted, x: Input): Value {
  const methods = estimator.methods();
  if (methods.includes("decision_function")) return ravel(estimator.lowerOne("decision_function", x));
  if (methods.includes("predict_proba")) return column(estimator.lowerOne("predict_proba", x), 1);
  return estimator.lowerOne("predict", x);
}

/** From which score on a binary classifier means yes (sklearn/multiclass.py: _threshold_for_binary_predict). */
export function binaryThreshold(estimator: Fitted): number {
  return estimator.methods().includes("decision_function") ? 0 : 0.5;
}

/** `x[:, i]`. */
export function column(x: Value, i: number): Value {
  return x.slice(1, i, i + 1).reshape([x.shape[0] ?? ROWS]);
}

/** Columns [N] side by side. */
export function stackColumns(columns: readonly Value[]): Value {
  const [first, ...others] = columns.map((value) => value.unsqueeze(1));
  return (first as Value).concat(others, 1);
}

/** A table as the matrix that `check_array` makes of it; what else is wrong with rows, the estimators within say in the same words. */
export function matrixOf(x: Input): Value {
  const matrix = x instanceof Frame ? x.toMatrix() : x;
  return matrix.dtype === "object" ? matrix.cast("float64") : matrix;
}

/** Any array with as many rows as the input has. */
export function anyRows(x: Input): Value {
  return x instanceof Frame ? (x.values[0] as Value) : x.toDense();
}
