import type { DType } from "../../tensor.js";
import type { Info } from "../info.js";
import { defineOp } from "../op.js";

/**
 * Each column of [N, F] through the B-splines over its knots: `splines` columns per feature, of which `keep` come out, side by side.
 * Outside of `low` and `high` (one per feature) the splines go on with the slopes given there, [F, splines]; without them with their
 * outermost pieces. NaN becomes zeros.
 */
export interface SplinesAttributes {
  readonly knots: readonly Float64Array[];
  readonly degree: number;
  readonly splines: number;
  readonly keep: number;
  /** Rows are taken into the base period, and splines beyond the last are the first ones again. */
  readonly periodic: boolean;
  readonly bounds?: Readonly<Record<"low" | "high" | "slopesLow" | "slopesHigh", Float64Array>>;
  /** What is said of numbers outside of the knots; absent: they are fine. */
  readonly refusal?: string;
  /** Splines of degree 0 have no constant to go on with above: NumPy's own complaint. */
  readonly refuseAbove?: boolean;
  readonly dtype: DType;
  readonly sparse: boolean;
}

export const splines = defineOp<SplinesAttributes>({
  op: "brine.Splines",
  infer: ([x], { knots, keep, dtype, sparse }) => [
    { dtype, shape: [(x as Info).shape[0] ?? 0, knots.length * keep], layout: sparse ? "csr" : "dense" },
  ],
});
