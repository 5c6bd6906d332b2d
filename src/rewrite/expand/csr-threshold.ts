import * as ops from "../../graph/ops/csrThreshold.js";
import { expansion } from "../expansion.js";

export const csrThreshold = expansion(ops.csrThreshold, ([x], { threshold }) => [x.greater(threshold).cast(x.dtype)]);
