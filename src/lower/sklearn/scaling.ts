import { csrScaleColumns } from "../../graph/ops/linear.js";
import type { Value } from "../../graph/value.js";
import { float64 } from "../../tensor.js";
import type { Self } from "./define.js";
import { oneToOneNames } from "./feature-names.js";
import type { InputRule } from "./validate.js";

/** What scalers take; before 0.24 it was NumPy's arithmetic that failed on another number of columns. */
export function scalerInput(columns: Value | undefined, rule: InputRule): InputRule {
  return {
    finite: "allow-nan",
    ...(columns ? { features: columns.dim(0) } : {}),
    mismatch: (expected, found) =>
      `operands could not be broadcast together with shapes ({rows},${found}) (${expected},) ({rows},${found})`,
    ...rule,
  };
}

/** On the way back NumPy's arithmetic is the only check. */
export const scalerBack = (columns: Value | undefined, rule: InputRule): InputRule => ({
  ...scalerInput(columns, rule),
  mismatchBefore: NEVER_CHECKED,
});

/** A version that is not reached: the words of `mismatch` hold for all. */
const NEVER_CHECKED = [1000];

/** Columns of a csr matrix times the reciprocals of `scale`, as sklearn/utils/sparsefuncs.py: inplace_column_scale is called. */
export function divideColumns(x: Value, scale: Value): Value {
  const reciprocal = scale.constantLike(float64([1], [1])).div(scale);
  return csrScaleColumns([x, reciprocal.cast(x.dtype)], { divide: false })[0] as Value;
}

export function multiplyColumns(x: Value, scale: Value): Value {
  return csrScaleColumns([x, scale.cast(x.dtype)], { divide: false })[0] as Value;
}

/** Names out are names in, since 1.0. */
export const oneToOne = {
  host: { get_feature_names_out: oneToOneNames },
  available: { get_feature_names_out: (m: Self) => m.atLeast(1, 0) },
};
