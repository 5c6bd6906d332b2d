import * as ops from "../../graph/ops/missing.js";
import type { Value } from "../../graph/value.js";
import { float64, strings } from "../../tensor.js";
import { expansion, NAN_TEXT, NONE_TEXT, noStandardOp } from "../expansion.js";

/** Objects come as their texts. */
function missing(x: Value, mark: ops.MissingMark): Value {
  if (x.dtype !== "string") {
    if (mark.kind === "nan") return x.isNaN();
    if (mark.kind === "number") return x.equal(mark.value);
    return noStandardOp(ops.isMissing, "numbers are no texts");
  }
  if (mark.kind === "number") return noStandardOp(ops.isMissing, "numbers among objects are texts there");
  if (mark.kind === "text") return x.equal(strings([], [mark.value]));
  return x.equal(strings([], [mark.kind === "none" ? NONE_TEXT : NAN_TEXT]));
}

export const isMissing = expansion(ops.isMissing, ([x], { mark }) => [missing(x, mark)]);

export const csrImpute = expansion(ops.csrImpute, ([x], { mark, fills }) => [
  missing(x, mark).where(x.constantLike(float64([fills.length], fills)).cast(x.dtype), x),
]);

export const restoreMissing = expansion(ops.restoreMissing, () =>
  noStandardOp(ops.restoreMissing, "which columns were left out depends on all the rows"),
);

/** Checks are not exported. */
export const refuseNewMissing = expansion(ops.refuseNewMissing, ([x]) => [x]);
