import type { Numbers } from "./numbers.js";

/** The columns of a [k, n] matrix one after the other: [n, k]. */
export function transposed(b: Numbers, k: number, n: number): Numbers {
  if (n === 1 || k === 1) return b;
  const out = b.slice();
  for (let j = 0, o = 0; j < n; j++) for (let l = 0, p = j; l < k; l++, p += n) out[o++] = b[p] as number;
  return out;
}

/**
 * out[m, n] = a[m, k] · bt[n, k]ᵀ. Blocks of four rows by two columns keep eight sums and six operands in registers, and each row
 * is read from memory once. float32 sums are kept in double and rounded once.
 */
export function multiply(a: Numbers, aAt: number, bt: Numbers, out: Numbers, outAt: number, m: number, k: number, n: number): void {
  let i = 0;
  for (; i + 4 <= m; i += 4) fourRows(a, aAt + i * k, bt, out, outAt + i * n, k, n);
  for (; i < m; i++) oneRow(a, aAt + i * k, bt, out, outAt + i * n, k, n);
}

function fourRows(a: Numbers, p: number, bt: Numbers, out: Numbers, o: number, k: number, n: number): void {
  const [q, r, s] = [p + k, p + 2 * k, p + 3 * k];
  let j = 0;
  for (; j + 2 <= n; j += 2) {
    let x0 = 0;
    let x1 = 0;
    let y0 = 0;
    let y1 = 0;
    let z0 = 0;
    let z1 = 0;
    let w0 = 0;
    let w1 = 0;
    const b0 = j * k;
    const b1 = b0 + k;
    for (let l = 0; l < k; l++) {
      const u = bt[b0 + l] as number;
      const v = bt[b1 + l] as number;
      const x = a[p + l] as number;
      const y = a[q + l] as number;
      const z = a[r + l] as number;
      const w = a[s + l] as number;
      x0 += x * u;
      x1 += x * v;
      y0 += y * u;
      y1 += y * v;
      z0 += z * u;
      z1 += z * v;
      w0 += w * u;
      w1 += w * v;
    }
    const c = o + j;
    out[c] = x0;
    out[c + 1] = x1;
    out[c + n] = y0;
    out[c + n + 1] = y1;
    out[c + 2 * n] = z0;
    out[c + 2 * n + 1] = z1;
    out[c + 3 * n] = w0;
    out[c + 3 * n + 1] = w1;
  }
  if (j < n) fourRowsOneColumn(a, p, bt, j * k, out, o + j, k, n);
}

function fourRowsOneColumn(a: Numbers, p: number, bt: Numbers, b: number, out: Numbers, o: number, k: number, n: number): void {
  const [q, r, s] = [p + k, p + 2 * k, p + 3 * k];
  let x = 0;
  let y = 0;
  let z = 0;
  let w = 0;
  for (let l = 0; l < k; l++) {
    const u = bt[b + l] as number;
    x += (a[p + l] as number) * u;
    y += (a[q + l] as number) * u;
    z += (a[r + l] as number) * u;
    w += (a[s + l] as number) * u;
  }
  out[o] = x;
  out[o + n] = y;
  out[o + 2 * n] = z;
  out[o + 3 * n] = w;
}

function oneRow(a: Numbers, p: number, bt: Numbers, out: Numbers, o: number, k: number, n: number): void {
  let j = 0;
  for (; j + 4 <= n; j += 4) {
    const b0 = j * k;
    const [b1, b2, b3] = [b0 + k, b0 + 2 * k, b0 + 3 * k];
    let s0 = 0;
    let s1 = 0;
    let s2 = 0;
    let s3 = 0;
    for (let l = 0; l < k; l++) {
      const x = a[p + l] as number;
      s0 += x * (bt[b0 + l] as number);
      s1 += x * (bt[b1 + l] as number);
      s2 += x * (bt[b2 + l] as number);
      s3 += x * (bt[b3 + l] as number);
    }
    out[o + j] = s0;
    out[o + j + 1] = s1;
    out[o + j + 2] = s2;
    out[o + j + 3] = s3;
  }
  for (; j < n; j++) out[o + j] = dot(a, p, bt, j * k, k);
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
