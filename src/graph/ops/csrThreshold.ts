import { csr } from "../info.js";
import { defineOp } from "../op.js";

/**
 * A csr matrix with 1 where a stored value is above a threshold of at least 0; what is not is no longer stored
 * (sklearn/preprocessing/_data.py: binarize).
 */
export const csrThreshold = defineOp<{ readonly threshold: number }>({
  op: "brine.CsrThreshold",
  infer: ([x]) => [csr(x?.dtype ?? "float64", x?.shape ?? [])],
});
