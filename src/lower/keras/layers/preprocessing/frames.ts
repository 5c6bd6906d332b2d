import type { Value } from "../../../../graph/value.js";
import { windowCount } from "../../../../graph/windows.js";

/** Windows of the last axis, one behind the other: [..., time] → [..., windows, length]. */
export function framed(x: Value, length: number, step: number): Value {
  const axis = x.rank - 1;
  const count = Math.max(0, windowCount(x.dim(axis), length, step, 1, 0, 0));
  const places = Array.from({ length: count * length }, (_, i) => Math.floor(i / length) * step + (i % length));
  return x.gather(places, axis).reshape([...x.shape.slice(0, axis), count, length]);
}
