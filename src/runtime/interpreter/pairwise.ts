import type { Numbers } from "./numbers.js";

// NumPy adds a contiguous axis in blocks of 128, eight running sums each, and halves what is longer
// (numpy/_core/src/umath/loops_utils.h.src: pairwise_sum). The order decides the last digits, so it is kept exactly.
const BLOCK = 128;

/** Sum of `n` numbers from `at`. */
export function pairwiseSum(x: Numbers, at: number, n: number): number {
  if (n < 8) {
    let sum = 0;
    for (let i = 0; i < n; i++) sum += x[at + i] as number;
    return sum;
  }
  if (n > BLOCK) {
    const half = firstHalf(n);
    return pairwiseSum(x, at, half) + pairwiseSum(x, at + half, n - half);
  }
  let r0 = x[at] as number;
  let r1 = x[at + 1] as number;
  let r2 = x[at + 2] as number;
  let r3 = x[at + 3] as number;
  let r4 = x[at + 4] as number;
  let r5 = x[at + 5] as number;
  let r6 = x[at + 6] as number;
  let r7 = x[at + 7] as number;
  const end = at + n - (n % 8);
  let i = at + 8;
  for (; i < end; i += 8) {
    r0 += x[i] as number;
    r1 += x[i + 1] as number;
    r2 += x[i + 2] as number;
    r3 += x[i + 3] as number;
    r4 += x[i + 4] as number;
    r5 += x[i + 5] as number;
    r6 += x[i + 6] as number;
    r7 += x[i + 7] as number;
  }
  let sum = r0 + r1 + (r2 + r3) + (r4 + r5 + (r6 + r7));
  for (; i < at + n; i++) sum += x[i] as number;
  return sum;
}

/** The same with every addition rounded to float32. */
export function pairwiseSum32(x: Numbers, at: number, n: number): number {
  const f = Math.fround;
  if (n < 8) {
    let sum = 0;
    for (let i = 0; i < n; i++) sum = f(sum + (x[at + i] as number));
    return sum;
  }
  if (n > BLOCK) {
    const half = firstHalf(n);
    return f(pairwiseSum32(x, at, half) + pairwiseSum32(x, at + half, n - half));
  }
  const r = lanes;
  for (let k = 0; k < 8; k++) r[k] = x[at + k] as number;
  const end = at + n - (n % 8);
  let i = at + 8;
  for (; i < end; i += 8) for (let k = 0; k < 8; k++) r[k] = (r[k] as number) + (x[i + k] as number);
  const [r0 = 0, r1 = 0, r2 = 0, r3 = 0, r4 = 0, r5 = 0, r6 = 0, r7 = 0] = r;
  let sum = f(f(f(r0 + r1) + f(r2 + r3)) + f(f(r4 + r5) + f(r6 + r7)));
  for (; i < at + n; i++) sum = f(sum + (x[i] as number));
  return sum;
}

const lanes = new Float32Array(8);

function firstHalf(n: number): number {
  const half = Math.floor(n / 2);
  return half - (half % 8);
}
