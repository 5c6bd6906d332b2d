import { type Dim, type Info, ROWS } from "../info.js";
import { defineOp } from "../op.js";

/**
 * Columns put into their places among columns of zeros: column `k` of the input [N, K] becomes column `places[k]` of [N, width]. Dense
 * and csr; texts become empty ones where nothing is, objects the integer 0 (numpy.zeros of the dtype).
 */
export const spread = defineOp<{ readonly places: Int32Array; readonly width: number }>({
  op: "brine.Spread",
  infer: ([x], { width }) => {
    const { dtype, shape, layout } = x as Info;
    const rows: Dim = shape[0] ?? ROWS;
    return [{ dtype, shape: [rows, width], layout }];
  },
});
