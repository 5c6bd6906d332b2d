import { type Dim, dense, type Info } from "../info.js";
import { defineOp } from "../op.js";
import { promote } from "../promote.js";

/**
 * What scikit-learn checks before it computes (sklearn/utils/validation.py: check_array, _assert_all_finite): answers the input
 * unchanged, or throws `input/value` with the framework's message.
 */
export interface CheckFiniteAttributes {
  /** The estimator's class, for the message. */
  readonly estimator: string;
  /** Infinity is refused, NaN is not. */
  readonly allowNaN: boolean;
  /** `X` or `y`, for the message. */
  readonly argument: string;
  /** Version-dependent message texts. */
  readonly version: readonly number[];
}

export const checkFinite = defineOp<CheckFiniteAttributes>({
  op: "brine.CheckFinite",
  infer: (inputs) => [inputs[0] as Info],
});

/** One-dimensional columns [N] side by side as a matrix [N, C] of their common NumPy dtype. */
export const columns = defineOp<Record<never, never>>({
  op: "brine.Columns",
  infer: (inputs) => {
    const rows: Dim = inputs.find((input) => typeof input.shape[0] === "string")?.shape[0] ?? inputs[0]?.shape[0] ?? 0;
    return [dense(inputs.map((input) => input.dtype).reduce(promote), [rows, inputs.length])];
  },
});
