import { columns as spec } from "../../graph/ops/input.js";
import { expansion } from "../expansion.js";

/** Columns [N] to a matrix [N, C]; `concat` casts them to their common dtype. */
export const columns = expansion(spec, (inputs) => {
  const [first, ...rest] = inputs.map((column) => column.unsqueeze(1));
  return first === undefined ? [] : [first.concat(rest, 1)];
});
