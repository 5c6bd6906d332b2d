import type { Value } from "../../../../graph/value.js";
import { windowCount } from "../../../../graph/windows.js";
import { requireCount, requireTable } from "./table-size.js";

/** Windows of the last axis, one behind the other: [..., time] → [..., windows, length]. */
export function framed(x: Value, length: number, step: number): Value {
  const axis = x.rank - 1;
  requireCount(length, "the length of the frames");
  requireCount(step, "the step of the frames");
  const count = Math.max(0, windowCount(x.dim(axis), length, step, 1, 0, 0));
  requireTable(count * length, "the length of the frames");
  const places = Array.from({ length: count * length }, (_, i) => Math.floor(i / length) * step + (i % length));
  return x.gather(places, axis).reshape([...x.shape.slice(0, axis), count, length]);
}
