import { knnImpute as spec } from "../../graph/ops/knnImpute.js";
import { expansion, noStandardOp } from "../expansion.js";

export const knnImpute = expansion(spec, () =>
  noStandardOp(spec, "each cell has nearest rows of its own among those that are not missing it"),
);
