import { product } from "../convolution/product.js";
import { multiply } from "../gemm.js";
import type { Floats } from "./activations.js";

/** Multiplies `count` rows [·, k] with a matrix [m, k]: `out[i, j]` is the sum over row i of the one and row j of the other. */
export type Times = (from: Floats, at: number, count: number, out: Floats, outAt: number) => void;

/** @param most - rows that will come at a time at most */
function times(matrix: Floats, m: number, k: number, most: number): Times {
  if (matrix instanceof Float64Array || m === 0 || k === 0)
    return (from, at, count, out, outAt) => multiply(from, at, matrix, out, outAt, count, k, m);
  const { rows, pitch, capacity, out: answers, run } = product(matrix, 0, m, k, most);
  return (from, at, count, out, outAt) => {
    for (let start = 0; start < count; start += capacity) {
      const block = Math.min(capacity, count - start);
      for (let i = 0; i < block; i++) rows.set(from.subarray(at + (start + i) * k, at + (start + i + 1) * k), i * pitch);
      run(block);
      for (let i = 0, o = outAt + start * m; i < block; i++)
        for (let j = 0, p = i; j < m; j++, p += capacity) out[o++] = answers[p] as number;
    }
  };
}

/** The products of one node, kept from run to run: weights are laid out once. */
export class Products {
  readonly #made = new Map<string, { readonly matrix: Floats; readonly most: number; readonly times: Times }>();

  /** @param name - which of the node's matrices it is */
  of(name: string, matrix: Floats, m: number, k: number, most: number): Times {
    const known = this.#made.get(name);
    if (known?.matrix === matrix && known.most >= most) return known.times;
    const made = { matrix, most, times: times(matrix, m, k, most) };
    this.#made.set(name, made);
    return made.times;
  }
}
