import { ModelError } from "../errors.js";
import type { Dim } from "./info.js";

/** NumPy broadcasting of shapes whose lengths may be symbolic. */
export function broadcast(op: string, a: readonly Dim[], b: readonly Dim[]): Dim[] {
  const rank = Math.max(a.length, b.length);
  const shape: Dim[] = [];
  for (let i = 0; i < rank; i++) {
    const x = a[a.length - rank + i] ?? 1;
    const y = b[b.length - rank + i] ?? 1;
    if (x === y || y === 1) shape.push(x);
    else if (x === 1) shape.push(y);
    else if (typeof x === "string" || typeof y === "string") shape.push(typeof x === "string" ? y : x);
    else throw new ModelError("graph/spec", `${op}: shapes [${a}] and [${b}] do not broadcast.`, { where: op });
  }
  return shape;
}

/** An axis counted from the front; negative ones count from the back. */
export function axisOf(op: string, axis: number, rank: number): number {
  const positive = axis < 0 ? axis + rank : axis;
  if (positive < 0 || positive >= rank) throw new ModelError("graph/spec", `${op}: axis ${axis} of a rank-${rank} value.`, { where: op });
  return positive;
}

let fresh = 0;

/** A name for a length that only the run will tell. */
export function unknownDim(): string {
  fresh += 1;
  return `d${fresh}`;
}
