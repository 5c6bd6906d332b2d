import { dense } from "../info.js";
import { defineOnnxOp } from "./attribute.js";
import { ML_DOMAIN } from "./opset.js";

/** onnx/docs/Operators-ml.md, TreeEnsembleRegressor (version 3): rows [N, F] of float32 or float64, float32 [N, n_targets]. */
export const treeEnsembleRegressor = defineOnnxOp(`${ML_DOMAIN}.TreeEnsembleRegressor`, (inputs, { n_targets }) => [
  dense("float32", [inputs[0]?.shape[0] ?? 1, n_targets !== undefined && "int" in n_targets ? Number(n_targets.int) : 1]),
]);
