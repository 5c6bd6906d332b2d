import { checkFinite as spec } from "../../graph/ops/input.js";
import { expansion } from "../expansion.js";

/** ONNX has no op that raises; what the estimator would have refused is computed as it comes. */
export const checkFinite = expansion(spec, ([x]) => [x]);
