import type { Info } from "../info.js";
import { defineOp } from "../op.js";

/**
 * Columns of [N, F] through their quantiles, linearly between them: forwards to the share of numbers below (the mean of what
 * numpy.interp says read up and read down, which differ where quantiles repeat), and with `normal` on to the normal quantile of that
 * share; `inverse` is the way back. NaN stays; of a csr matrix only stored cells change. `snap`: what is within 1e-7 of an end is the end
 * (of a uniform output until scikit-learn 0.20, of a normal one always).
 */
export interface QuantilesAttributes {
  /** [Q, F] in C order. */
  readonly quantiles: Float64Array;
  /** [Q] */
  readonly references: Float64Array;
  readonly columns: number;
  readonly normal: boolean;
  readonly inverse: boolean;
  readonly snap: boolean;
  /** Whether the input is a csr matrix, whose zeros stay. */
  readonly sparse: boolean;
}

export const quantiles = defineOp<QuantilesAttributes>({
  op: "brine.Quantiles",
  infer: ([x]) => [x as Info],
});
