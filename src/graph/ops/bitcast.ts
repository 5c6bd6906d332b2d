import { ModelError } from "../../errors.js";
import { bytesPerElement, type DType } from "../../tensor.js";
import { dense } from "../info.js";
import { defineOp } from "../op.js";

/** The same bits as another dtype of the same width: float32 as int32, as NumPy's `view` has it. */
export const bitcast = defineOp<{ readonly dtype: DType }>({
  op: "brine.Bitcast",
  infer: ([x], { dtype }) => {
    if (x === undefined || bytesPerElement[x.dtype] === 0 || bytesPerElement[x.dtype] !== bytesPerElement[dtype])
      throw new ModelError("graph/spec", `brine.Bitcast: ${x?.dtype} has not the width of ${dtype}.`, { where: "brine.Bitcast" });
    return [dense(dtype, x.shape)];
  },
});
