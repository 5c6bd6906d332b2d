import * as ops from "../../graph/ops/checkCategories.js";
import { expansion } from "../expansion.js";

/** ONNX has no op that raises; a Gather by an index that is too large is an error of its own. */
export const checkCategories = expansion(ops.checkCategories, ([x]) => [x]);
