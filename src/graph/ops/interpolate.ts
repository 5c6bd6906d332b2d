import { dense, type Info } from "../info.js";
import { defineOp } from "../op.js";

/**
 * Piecewise linear through points of ascending `x`, as scipy.interpolate.interp1d with numpy.interp (numpy/_core/src/multiarray/
 * compiled_base.c: arr_interp): float64 of any shape to the same shape. Outside of the points the answer is NaN, or the op throws
 * `input/value` with SciPy's message. One point alone is a constant, wherever one asks.
 */
export interface InterpolateAttributes {
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly outside: "nan" | "raise";
  /** Whether the message leaves out the numbers, as SciPy's did before 1.10. */
  readonly brief?: boolean;
}

export const interpolate = defineOp<InterpolateAttributes>({
  op: "brine.Interpolate",
  infer: (inputs: readonly Info[]) => [dense("float64", inputs[0]?.shape ?? [])],
});
