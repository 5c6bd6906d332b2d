import type { Numbers } from "./numbers.js";

/** The columns of a [k, n] matrix one after the other: [n, k]. */
export function transposed(b: Numbers, k: number, n: number): Numbers {
  if (n === 1 || k === 1) return b;
  const out = b.slice();
  for (let j = 0, o = 0; j < n; j++) for (let l = 0, p = j; l < k; l++, p += n) out[o++] = b[p] as number;
  return out;
}

/**
 * out[m, n] = a[m, k] · bt[n, k]ᵀ. Blocks of two rows by four columns keep eight sums and six operands in registers; a row
 * block walks all columns while its rows are in cache. float32 sums are kept in double and rounded once.
 */
export function multiply(a: Numbers, aAt: number, bt: Numbers, out: Numbers, outAt: number, m: number, k: number, n: number): void {
  let i = 0;
  for (; i + 2 <= m; i += 2) twoRows(a, aAt + i * k, bt, out, outAt + i * n, k, n);
  if (i < m) oneRow(a, aAt + i * k, bt, out, outAt + i * n, k, n);
}

function twoRows(a: Numbers, p: number, bt: Numbers, out: Numbers, o: number, k: number, n: number): void {
  const q = p + k;
  let j = 0;
  for (; j + 4 <= n; j += 4) {
    let x0 = 0;
    let x1 = 0;
    let x2 = 0;
    let x3 = 0;
    let y0 = 0;
    let y1 = 0;
    let y2 = 0;
    let y3 = 0;
    const b0 = j * k;
    const b1 = b0 + k;
    const b2 = b1 + k;
    const b3 = b2 + k;
    for (let l = 0; l < k; l++) {
      const x = a[p + l] as number;
      const y = a[q + l] as number;
      const u = bt[b0 + l] as number;
      const v = bt[b1 + l] as number;
      const w = bt[b2 + l] as number;
      const z = bt[b3 + l] as number;
      x0 += x * u;
      y0 += y * u;
      x1 += x * v;
      y1 += y * v;
      x2 += x * w;
      y2 += y * w;
      x3 += x * z;
      y3 += y * z;
    }
    out[o + j] = x0;
    out[o + j + 1] = x1;
    out[o + j + 2] = x2;
    out[o + j + 3] = x3;
    out[o + n + j] = y0;
    out[o + n + j + 1] = y1;
    out[o + n + j + 2] = y2;
    out[o + n + j + 3] = y3;
  }
  for (; j < n; j++) {
    out[o + j] = dot(a, p, bt, j * k, k);
    out[o + n + j] = dot(a, q, bt, j * k, k);
  }
}

function oneRow(a: Numbers, p: number, bt: Numbers, out: Numbers, o: number, k: number, n: number): void {
  for (let j = 0; j < n; j++) out[o + j] = dot(a, p, bt, j * k, k);
}

/** Four sums at a time, since one would wait for each addition. */
function dot(a: Numbers, p: number, b: Numbers, q: number, k: number): number {
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  let l = 0;
  for (; l + 4 <= k; l += 4) {
    s0 += (a[p + l] as number) * (b[q + l] as number);
    s1 += (a[p + l + 1] as number) * (b[q + l + 1] as number);
    s2 += (a[p + l + 2] as number) * (b[q + l + 2] as number);
    s3 += (a[p + l + 3] as number) * (b[q + l + 3] as number);
  }
  for (; l < k; l++) s0 += (a[p + l] as number) * (b[q + l] as number);
  return s0 + s1 + (s2 + s3);
}
