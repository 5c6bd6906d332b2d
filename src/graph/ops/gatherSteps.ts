import { ModelError } from "../../errors.js";
import { dense } from "../info.js";
import { defineOp } from "../op.js";

/**
 * Picks along axis 1, row by row: x [N, T, …] by int64 indices [N, S] from 0 to T - 1 gives [N, S, …] (onnx/docs/Operators.md: GatherND with one
 * axis of batches).
 */
export const gatherSteps = defineOp<Record<never, never>>({
  op: "GatherND",
  infer: ([x, index]) => {
    if (x === undefined || index?.shape.length !== 2 || index.dtype !== "int64")
      throw new ModelError("graph/spec", `GatherND takes int64 indices [N, S], not ${index?.dtype} [${index?.shape}].`, {
        where: "GatherND",
      });
    return [dense(x.dtype, [x.shape[0] ?? 1, index.shape[1] ?? 1, ...x.shape.slice(2)])];
  },
});
