import type { Value } from "../../../graph/value.js";
import { Tensor } from "../../../tensor.js";

/** What of [T, S] may be seen: `allowed(i, j)`, as bool [1, T, S]. */
function grid(like: Value, rows: number, columns: number, allowed: (i: number, j: number) => boolean): Value {
  const data = Uint8Array.from({ length: rows * columns }, (_, k) => Number(allowed(Math.floor(k / columns), k % columns)));
  return like.constantLike(new Tensor("bool", [1, rows, columns], data));
}

/** Positions see those before them, and themselves. */
export const causalMask = (query: Value, value: Value): Value => grid(query, query.dim(1), value.dim(1), (i, j) => i >= j);

/** Positions see those less than `width` away. */
export const windowMask = (query: Value, value: Value, width: number): Value =>
  grid(query, query.dim(1), value.dim(1), (i, j) => Math.abs(i - j) < width);

/** What all masks that there are leave. */
export function together(...masks: readonly (Value | undefined)[]): Value | undefined {
  const found = masks.filter((mask) => mask !== undefined);
  return found.length === 0
    ? undefined
    : found.map((mask) => (mask.dtype === "bool" ? mask : mask.cast("bool"))).reduce((a, b) => a.and(b));
}
