import type { Info } from "../info.js";
import { defineOp } from "../op.js";

/**
 * Power transforms of the columns of [N, F], one exponent each, NaN kept; computed in double precision whatever the dtype.
 * `yeoJohnson` goes through log1p and expm1, `yeoJohnsonPower` through powers, which loses digits near 0 (scikit-learn until 1.7);
 * `inverseBoxCox` and `inverseBoxCoxPower` likewise.
 */
export type PowerFormula = "yeoJohnson" | "yeoJohnsonPower" | "inverseYeoJohnson" | "boxCox" | "inverseBoxCox" | "inverseBoxCoxPower";

export const powerTransform = defineOp<{ readonly lambdas: Float64Array; readonly formula: PowerFormula }>({
  op: "brine.PowerTransform",
  infer: ([x]) => [x as Info],
});

/** The input as it is, unless a number in it is too small: at `low` or below, or below it where `low` itself is fine. NaN is fine. */
export const checkAbove = defineOp<{ readonly low: number; readonly lowIsFine: boolean; readonly message: string }>({
  op: "brine.CheckAbove",
  infer: ([x]) => [x as Info],
});
