import { concat as spec } from "../../graph/ops/shape.js";
import { expansion, noStandardOp } from "../expansion.js";

/** Arrays of Python objects are exported as texts; numbers beside them would have to become texts, too. */
export const concat = expansion(spec, (inputs) => {
  const texts = inputs.filter(({ dtype }) => dtype === "string" || dtype === "object").length;
  if (texts > 0 && texts < inputs.length) noStandardOp(spec, "numbers beside texts in one array are Python objects");
  return undefined;
});
