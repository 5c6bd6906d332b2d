import { radiusVotes as spec } from "../../graph/ops/radiusVotes.js";
import { expansion, noStandardOp } from "../expansion.js";

export const radiusVotes = expansion(spec, () => noStandardOp(spec, "it counts over lists of unequal length"));
