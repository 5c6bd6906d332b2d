import * as ops from "../../graph/ops/input.js";
import { expansion } from "../expansion.js";

/** ONNX has no op that raises; what the estimator would have refused is computed as it comes. */
export const checkFinite = expansion(ops.checkFinite, ([x]) => [x]);
export const checkNumeric = expansion(ops.checkNumeric, ([x]) => [x]);
