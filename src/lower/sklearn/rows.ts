import { ROWS } from "../../graph/info.js";
import { expand } from "../../graph/ops/shape.js";
import type { Value } from "../../graph/value.js";

/** One row [1, …] repeated for each row of `x`. */
export function forEachRow(row: Value, x: Value): Value {
  return x.builder.emit(expand, [row, x], { shape: [x.shape[0] ?? ROWS, ...row.shape.slice(1)] })[0] as Value;
}
