import type { Value } from "../../../graph/value.js";
import type { BoundLayer } from "../bound.js";

/** Softmax over several axes together. */
export function softmaxOver(x: Value, axes: readonly number[]): Value {
  const positive = axes.map((axis) => (axis < 0 ? axis + x.rank : axis)).toSorted((a, b) => a - b);
  const [only] = positive;
  if (positive.length === 1 && only !== undefined) return x.softmax(only);
  const others = Array.from({ length: x.rank }, (_, i) => i).filter((axis) => !positive.includes(axis));
  const order = [...others, ...positive];
  const moved = x.transpose(order);
  const together = positive.reduce((size, axis) => size * x.dim(axis), 1);
  const flat = moved.reshape([...others.map((axis) => x.shape[axis] ?? 1), together]);
  const back = order.map((_, axis) => order.indexOf(axis));
  return flat.softmax(-1).reshape(moved.shape).transpose(back);
}

/**
 * Softmax of what a mask (true: counts) leaves (keras/src/layers/activations/softmax.py: call). A large negative number is added to the others;
 * where none is left, all are alike, and since 3.9 zeros.
 */
export function maskedSoftmax(x: Value, axes: readonly number[], mask: Value | undefined, m: BoundLayer): Value {
  if (mask === undefined) return softmaxOver(x, axes);
  const away = x.dtype === "float16" ? -3e4 : -1e9;
  const left = mask.dtype === "bool" ? mask : m.atLeast(3, 11) ? mask.greater(0.5) : mask.cast("bool");
  const found = softmaxOver(x.add(left.not().cast(x.dtype).mul(away)), axes);
  return m.atLeast(3, 9) ? left.where(found, 0) : found;
}
