import type { Value } from "../../../../graph/value.js";
import type { BoundLayer } from "../../bound.js";

/** Axes counted from the front, in order. */
export function axesOf(axis: number | readonly number[], rank: number): number[] {
  const all = typeof axis === "number" ? [axis] : axis;
  return all.map((at) => (at < 0 ? at + rank : at)).sort((a, b) => a - b);
}

/** Computes in float32 at least: squares of halves overflow (keras/src/ops/nn.py: _layer_normalization). */
export function widened(x: Value, m: BoundLayer, compute: (x: Value) => Value): Value {
  const given = x.cast(m.dtype);
  return compute(given.dtype === "float16" || given.dtype === "bfloat16" ? given.cast("float32") : given).cast(m.dtype);
}

/** The mean along axes, which are kept with length 1. */
export function meanOver(x: Value, axes: readonly number[]): Value {
  return axes.reduce((rest, axis) => rest.mean(axis, true), x);
}

export function sumOver(x: Value, axes: readonly number[]): Value {
  return axes.reduce((rest, axis) => rest.sum(axis, true), x);
}

/** x minus its mean along axes, over the root of its variance plus epsilon. */
export function standardize(x: Value, axes: readonly number[], epsilon: number): Value {
  const centered = x.sub(meanOver(x, axes));
  const variance = meanOver(centered.mul(centered), axes);
  return centered.div(variance.add(epsilon).sqrt());
}

/** A variable over some axes (one number each, or laid out along them all), laid out for arithmetic with x, in its dtype. */
export function along(stored: Value, axes: readonly number[], x: Value): Value {
  const variable = stored.cast(x.dtype);
  if (variable.rank === x.rank) return variable;
  const last = x.rank - axes.length;
  if (axes.every((axis, i) => axis === last + i)) return variable;
  return variable.reshape(Array.from({ length: x.rank }, (_, axis) => (axes.includes(axis) ? x.dim(axis) : 1)));
}
