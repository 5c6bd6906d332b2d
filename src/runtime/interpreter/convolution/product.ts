import { multiply } from "../gemm.js";
import type { Numbers } from "../numbers.js";
import { LANES, simdProduct, TALL, WIDE } from "./simd.js";

/** Numbers of the rows that are multiplied at a time: with the weights of four filters they stay in the second cache. */
const BLOCK_NUMBERS = 32768;

/**
 * A matrix [m, k] times one block of rows [·, k] after another: `rows` is written, `run` multiplies, and `out` [m, ·] is read. float32
 * products are added up in float32, as frameworks do on every processor; without SIMD in double, rounded once.
 */
export interface Product {
  /** Room for `capacity` rows of `pitch` numbers, of which the first k count; the others stay 0. */
  readonly rows: Numbers;
  readonly pitch: number;
  readonly capacity: number;
  /** The answer for row j of the matrix and row i of the block stands at j · capacity + i. */
  readonly out: Numbers;
  run(count: number): void;
}

/** @param rows how many rows will be asked for at most */
export function product(matrix: Numbers, at: number, m: number, k: number, rows: number): Product {
  const up = (value: number, step: number) => Math.ceil(value / step) * step;
  const pitch = up(k, LANES);
  const capacity = up(Math.min(rows, Math.max(64, Math.floor(BLOCK_NUMBERS / pitch))), WIDE);
  const simd = matrix instanceof Float32Array ? simdProduct(up(m, TALL), pitch, capacity) : undefined;
  if (simd) {
    for (let i = 0; i < m; i++) simd.a.set((matrix as Float32Array).subarray(at + i * k, at + (i + 1) * k), i * pitch);
    return { rows: simd.b, pitch, capacity, out: simd.out, run: (count) => simd.run(up(count, WIDE)) };
  }
  const like = (size: number): Numbers => (matrix instanceof Float32Array ? new Float32Array(size) : new Float64Array(size));
  const [block, out] = [like(capacity * k), like(m * capacity)];
  return { rows: block, pitch: k, capacity, out, run: () => multiply(matrix, at, block, out, 0, m, k, capacity) };
}
