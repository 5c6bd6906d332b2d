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
  /** NaN and infinity both pass. */
  readonly anything?: boolean;
  /** Whom the message about an input without rows names (` by KMeans`, or nothing); absent: no rows are fine. */
  readonly minimumFor?: string;
  /** What is wrong with an input of this form, told after all else was checked; see {@link Refusal}. */
  readonly refusal?: Refusal;
}

/** A complaint about an input's form. The graph goes on as if it had `columns` columns, and never gets there. */
export interface Refusal {
  /** `{rows}` stands for the number of rows, `{width}` for the length of the longest text. */
  readonly message: string;
  /** The Python exception. */
  readonly python: string;
  readonly columns?: number | undefined;
}

export const checkFinite = defineOp<CheckFiniteAttributes>({
  op: "brine.CheckFinite",
  infer: ([x], { refusal }) => {
    const { dtype, shape, layout } = x as Info;
    return [
      {
        dtype: refusal && dtype === "string" ? "float64" : dtype,
        shape: refusal?.columns === undefined ? shape : [shape[0] ?? 1, refusal.columns],
        layout,
      },
    ];
  },
});

/**
 * Texts that are numbers pass; one that is none is refused with this message (a ValueError) and not with that of `float`. `{text}`
 * stands for it.
 */
export const checkNumeric = defineOp<{ readonly message: string }>({
  op: "brine.CheckNumeric",
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
