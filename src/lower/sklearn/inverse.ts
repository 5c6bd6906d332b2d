import { ModelError } from "../../errors.js";
import type { Value } from "../../graph/value.js";
import { Tensor } from "../../tensor.js";
import { numbersOf } from "./sparse-attribute.js";

/** The inverse of a constant square matrix and log |det|, by Gauss and Jordan with the largest pivot of each column. */
export function inverse(matrix: Value, where: string): { readonly inverse: Value; readonly logDeterminant: number } {
  const n = matrix.dim(0);
  const a = numbersOf(matrix.tensor).slice();
  const b = new Float64Array(n * n);
  for (let i = 0; i < n; i++) b[i * n + i] = 1;
  let logDeterminant = 0;
  for (let column = 0; column < n; column++) {
    let pivot = column;
    for (let i = column + 1; i < n; i++) if (Math.abs(a[i * n + column] as number) > Math.abs(a[pivot * n + column] as number)) pivot = i;
    const scale = a[pivot * n + column] as number;
    if (scale === 0 || Number.isNaN(scale)) throw new ModelError("sklearn/attribute", `${where} has no inverse.`, { where });
    logDeterminant += Math.log(Math.abs(scale));
    for (const side of [a, b]) {
      swapRows(side, n, pivot, column);
      for (let j = 0; j < n; j++) side[column * n + j] = (side[column * n + j] as number) / scale;
    }
    for (let i = 0; i < n; i++) {
      const factor = a[i * n + column] as number;
      if (i === column || factor === 0) continue;
      for (const side of [a, b])
        for (let j = 0; j < n; j++) side[i * n + j] = (side[i * n + j] as number) - factor * (side[column * n + j] as number);
    }
  }
  return { inverse: matrix.constantLike(new Tensor("float64", [n, n], b)), logDeterminant };
}

function swapRows(x: Float64Array, n: number, i: number, j: number): void {
  if (i === j) return;
  const row = x.slice(i * n, i * n + n);
  x.copyWithin(i * n, j * n, j * n + n);
  x.set(row, j * n);
}

/** The identity as a constant beside `like`. */
export function identity(like: Value, n: number): Value {
  const ones = new Float64Array(n * n);
  for (let i = 0; i < n; i++) ones[i * n + i] = 1;
  return like.constantLike(new Tensor("float64", [n, n], ones));
}
