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

/** A length as a product: a known factor, and names. `12*N` is twelve to a row. */
export interface Product {
  readonly factor: number;
  readonly names: readonly string[];
}

export function productOf(dims: readonly Dim[]): Product {
  let factor = 1;
  const names: string[] = [];
  for (const part of dims.flatMap((dim): Dim[] => (typeof dim === "string" ? dim.split("*") : [dim]))) {
    if (typeof part === "string" && !/^\d+$/.test(part)) names.push(part);
    else factor *= Number(part);
  }
  return { factor, names: names.sort() };
}

/** The length that a product is. */
export function dimOf({ factor, names }: Product): Dim {
  if (names.length === 0 || factor === 0) return factor;
  return factor === 1 ? names.join("*") : [factor, ...names].join("*");
}

/** What times `b` gives `a`; undefined where that is no whole product. */
export function quotient(a: Product, b: Product): Product | undefined {
  const names = [...a.names];
  for (const name of b.names) {
    const at = names.indexOf(name);
    if (at < 0) return undefined;
    names.splice(at, 1);
  }
  const factor = a.factor / b.factor;
  return Number.isInteger(factor) ? { factor, names } : undefined;
}
