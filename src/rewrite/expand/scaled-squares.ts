import * as ops from "../../graph/ops/scaledSquares.js";
import type { Value } from "../../graph/value.js";
import { expansion } from "../expansion.js";

/** All classes at once: [N, 1, F] against [K, F]. In float32 the order of a sum shows, and CumSum's is one after the other. */
export const scaledSquares = expansion(ops.scaledSquares, ([x, centers, variances]) => {
  const difference = x.unsqueeze(1).sub(centers as Value);
  const squares = difference.mul(difference);
  const terms = variances ? squares.div(variances) : squares;
  return [terms.dtype === "float32" ? terms.cumSum(2).slice(2, -1, Number.POSITIVE_INFINITY).squeeze(2) : terms.sum(2)];
});
