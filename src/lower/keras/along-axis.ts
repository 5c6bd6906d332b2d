import type { Value } from "../../graph/value.js";
import type { Tensor } from "../../tensor.js";

/** A matrix [new, old] applied along one axis, not the first. */
export function alongAxis(x: Value, axis: number, matrix: Tensor): Value {
  const product = (values: readonly (number | string)[]): number => values.reduce<number>((size, dim) => size * Number(dim), 1);
  const [before, after] = [x.shape.slice(1, axis), x.shape.slice(axis + 1)];
  const rows = x.reshape([x.shape[0] ?? 1, product(before), x.dim(axis), product(after)]);
  const weights = x.constantLike(matrix).cast(x.dtype);
  return weights.matMul(rows).reshape([x.shape[0] ?? 1, ...before, weights.dim(0), ...after]);
}
