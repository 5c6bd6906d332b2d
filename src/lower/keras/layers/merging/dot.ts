import type { Value } from "../../../../graph/value.js";
import type { BoundLayer } from "../../bound.js";
import { defineLayer } from "../../define.js";
import { einsum } from "../../einsum.js";
import { withDefault } from "../../fields.js";
import { unitLength } from "../normalization/length-normalization.js";

/**
 * Row by row the sum of products along an axis of each (keras/src/layers/merging/dot.py: batch_dot): what is left of the first, then of the
 * second; two vectors give [N, 1].
 */
export const dot = defineLayer("Dot", {
  config: { axes: "ints", normalize: withDefault("bool", false) },
  merge: (inputs, m) => batchDot(inputs, m.axes, m.normalize, m),
});

export function batchDot(inputs: readonly Value[], axes: readonly number[], normalize: boolean, m: BoundLayer): Value {
  const [a, b] = inputs;
  const [left = -1, right = left] = axes;
  if (a === undefined || b === undefined || inputs.length > 2) return m.refuse("A `Dot` layer should be called on exactly 2 inputs.");
  const atA = left < 0 ? left + a.rank : left;
  const atB = right < 0 ? right + b.rank : right;
  const [x, y] = normalize ? [unitLength(a, [atA], m), unitLength(b, [atB], m)] : [a, b];
  // Letters: N the rows, s what is summed; the others as they come.
  const first = Array.from({ length: a.rank }, (_, i) => (i === 0 ? "N" : i === atA ? "s" : String.fromCharCode(97 + i - 1)));
  const second = Array.from({ length: b.rank }, (_, i) => (i === 0 ? "N" : i === atB ? "s" : String.fromCharCode(65 + i - 1)));
  const rest = [...first.slice(1), ...second.slice(1)].filter((letter) => letter !== "s");
  const product = einsum(`${first.join("")},${second.join("")}->N${rest.join("")}`, x, y);
  return product.rank === 1 ? product.unsqueeze(1) : product;
}
