import type { DType } from "../../tensor.js";
import type { Info } from "../info.js";
import { defineOp } from "../op.js";

/**
 * Into which bin each cell falls: the number of inner edges of its column at or below it (numpy.searchsorted, side="right"), at most
 * `counts[j] - 1`. `ordinal` answers that number [N, F]; `dense` and `sparse` a 1 in the bin's column, of all columns' bins side by side.
 */
export interface BinsAttributes {
  readonly edges: readonly Float64Array[];
  readonly counts: Int32Array;
  readonly encode: "ordinal" | "dense" | "sparse";
  readonly dtype: DType;
}

export const bins = defineOp<BinsAttributes>({
  op: "brine.Bins",
  infer: ([x], { counts, encode, dtype }) => {
    const { shape } = x as Info;
    const width = encode === "ordinal" ? counts.length : counts.reduce((sum, count) => sum + count, 0);
    return [{ dtype, shape: [shape[0] ?? 0, width], layout: encode === "sparse" ? "csr" : "dense" }];
  },
});
