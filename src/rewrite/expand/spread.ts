import { spread as spec } from "../../graph/ops/spread.js";
import type { Value } from "../../graph/value.js";
import { Tensor } from "../../tensor.js";
import { expansion } from "../expansion.js";

/** Columns are gathered from the input with a column of zeros behind it. */
export const spread = expansion(spec, ([x], { places, width }) => {
  const from = new Array<number>(width).fill(places.length);
  places.forEach((place, k) => {
    from[place] = k;
  });
  return [x.concat([zeroColumn(x)], 1).gather(from, 1)];
});

function zeroColumn(x: Value): Value {
  const always = x.constantLike(new Tensor("bool", [1, 1], Uint8Array.of(1)));
  if (x.dtype === "string") return always.where(x.constantLike(new Tensor("string", [1, 1], [""])), x.slice(1, 0, 1));
  return always.where(0, x.slice(1, 0, 1));
}
