import { bitcast as spec } from "../../graph/ops/bitcast.js";
import { expansion, noStandardOp } from "../expansion.js";

export const bitcast = expansion(spec, () => noStandardOp(spec, "the bits of numbers are read by opset 26 and later"));
