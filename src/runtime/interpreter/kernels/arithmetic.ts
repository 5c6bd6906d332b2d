import * as ops from "../../../graph/ops/elementwise.js";
import { arithmetic, type Loop } from "../elementwise.js";
import { kernel } from "../kernel.js";
import { larger, smaller } from "../numbers.js";

// The loops read `a[x] as number`: the plan keeps every index inside, and a check per element would double the cost. Those of the
// four basic ops are unrolled by four, which takes a third off.

const addLoop: Loop = (a, b, out, { rows, cols, rowA, rowB, colA, colB, atA, atB }, at) => {
  let o = at;
  for (let i = 0, p = atA, q = atB; i < rows; i++, p += rowA, q += rowB) {
    let [j, x, y] = [0, p, q];
    for (; j + 4 <= cols; j += 4, o += 4, x += 4 * colA, y += 4 * colB) {
      out[o] = (a[x] as number) + (b[y] as number);
      out[o + 1] = (a[x + colA] as number) + (b[y + colB] as number);
      out[o + 2] = (a[x + 2 * colA] as number) + (b[y + 2 * colB] as number);
      out[o + 3] = (a[x + 3 * colA] as number) + (b[y + 3 * colB] as number);
    }
    for (; j < cols; j++, x += colA, y += colB) out[o++] = (a[x] as number) + (b[y] as number);
  }
};

const subLoop: Loop = (a, b, out, { rows, cols, rowA, rowB, colA, colB, atA, atB }, at) => {
  let o = at;
  for (let i = 0, p = atA, q = atB; i < rows; i++, p += rowA, q += rowB) {
    let [j, x, y] = [0, p, q];
    for (; j + 4 <= cols; j += 4, o += 4, x += 4 * colA, y += 4 * colB) {
      out[o] = (a[x] as number) - (b[y] as number);
      out[o + 1] = (a[x + colA] as number) - (b[y + colB] as number);
      out[o + 2] = (a[x + 2 * colA] as number) - (b[y + 2 * colB] as number);
      out[o + 3] = (a[x + 3 * colA] as number) - (b[y + 3 * colB] as number);
    }
    for (; j < cols; j++, x += colA, y += colB) out[o++] = (a[x] as number) - (b[y] as number);
  }
};

const mulLoop: Loop = (a, b, out, { rows, cols, rowA, rowB, colA, colB, atA, atB }, at) => {
  let o = at;
  for (let i = 0, p = atA, q = atB; i < rows; i++, p += rowA, q += rowB) {
    let [j, x, y] = [0, p, q];
    for (; j + 4 <= cols; j += 4, o += 4, x += 4 * colA, y += 4 * colB) {
      out[o] = (a[x] as number) * (b[y] as number);
      out[o + 1] = (a[x + colA] as number) * (b[y + colB] as number);
      out[o + 2] = (a[x + 2 * colA] as number) * (b[y + 2 * colB] as number);
      out[o + 3] = (a[x + 3 * colA] as number) * (b[y + 3 * colB] as number);
    }
    for (; j < cols; j++, x += colA, y += colB) out[o++] = (a[x] as number) * (b[y] as number);
  }
};

/** The product's low 32 bits: beyond 2^53 a double would lose them. */
const mulSmall: Loop = (a, b, out, { rows, cols, rowA, rowB, colA, colB, atA, atB }, at) => {
  let o = at;
  for (let i = 0, p = atA, q = atB; i < rows; i++, p += rowA, q += rowB)
    for (let j = 0, x = p, y = q; j < cols; j++, x += colA, y += colB) out[o++] = Math.imul(a[x] as number, b[y] as number);
};

const divLoop: Loop = (a, b, out, { rows, cols, rowA, rowB, colA, colB, atA, atB }, at) => {
  let o = at;
  for (let i = 0, p = atA, q = atB; i < rows; i++, p += rowA, q += rowB) {
    let [j, x, y] = [0, p, q];
    for (; j + 4 <= cols; j += 4, o += 4, x += 4 * colA, y += 4 * colB) {
      out[o] = (a[x] as number) / (b[y] as number);
      out[o + 1] = (a[x + colA] as number) / (b[y + colB] as number);
      out[o + 2] = (a[x + 2 * colA] as number) / (b[y + 2 * colB] as number);
      out[o + 3] = (a[x + 3 * colA] as number) / (b[y + 3 * colB] as number);
    }
    for (; j < cols; j++, x += colA, y += colB) out[o++] = (a[x] as number) / (b[y] as number);
  }
};

/** Toward zero; by zero gives 0, as NumPy's integer division does. Exact below 2^53, where a quotient cannot round up to an integer. */
const divIntegers: Loop = (a, b, out, { rows, cols, rowA, rowB, colA, colB, atA, atB }, at) => {
  let o = at;
  for (let i = 0, p = atA, q = atB; i < rows; i++, p += rowA, q += rowB)
    for (let j = 0, x = p, y = q; j < cols; j++, x += colA, y += colB) {
      const divisor = b[y] as number;
      out[o++] = divisor === 0 ? 0 : Math.trunc((a[x] as number) / divisor);
    }
};

const modLoop: Loop = (a, b, out, { rows, cols, rowA, rowB, colA, colB, atA, atB }, at) => {
  let o = at;
  for (let i = 0, p = atA, q = atB; i < rows; i++, p += rowA, q += rowB)
    for (let j = 0, x = p, y = q; j < cols; j++, x += colA, y += colB) out[o++] = (a[x] as number) % (b[y] as number);
};

/** The remainder has the divisor's sign; by zero it is 0. */
const modIntegers: Loop = (a, b, out, { rows, cols, rowA, rowB, colA, colB, atA, atB }, at) => {
  let o = at;
  for (let i = 0, p = atA, q = atB; i < rows; i++, p += rowA, q += rowB)
    for (let j = 0, x = p, y = q; j < cols; j++, x += colA, y += colB) {
      const divisor = b[y] as number;
      const rest = divisor === 0 ? 0 : (a[x] as number) % divisor;
      out[o++] = rest !== 0 && rest < 0 !== divisor < 0 ? rest + divisor : rest;
    }
};

/** Squares and roots exactly as NumPy's short cuts for scalar exponents (numpy/_core/src/multiarray/number.c: array_power). */
const powLoop: Loop = (a, b, out, { rows, cols, rowA, rowB, colA, colB, atA, atB }, at) => {
  let o = at;
  for (let i = 0, p = atA, q = atB; i < rows; i++, p += rowA, q += rowB)
    for (let j = 0, x = p, y = q; j < cols; j++, x += colA, y += colB) out[o++] = power(a[x] as number, b[y] as number);
};

function power(base: number, exponent: number): number {
  if (exponent === 2) return base * base;
  // C's pow(-inf, 0.5) is inf, and pow(-0, 0.5) is 0.
  if (exponent === 0.5 && base > 0) return Math.sqrt(base);
  // C's pow(1, anything) and pow(-1, ±inf) are 1; JavaScript says NaN.
  if (base === 1 || (base === -1 && !Number.isFinite(exponent) && !Number.isNaN(exponent))) return 1;
  return base ** exponent;
}

/** Integer powers modulo 2^32. */
const powSmall: Loop = (a, b, out, { rows, cols, rowA, rowB, colA, colB, atA, atB }, at) => {
  let o = at;
  for (let i = 0, p = atA, q = atB; i < rows; i++, p += rowA, q += rowB)
    for (let j = 0, x = p, y = q; j < cols; j++, x += colA, y += colB) {
      let result = 1;
      let square = a[x] as number;
      for (let rest = b[y] as number; rest > 0; rest = Math.floor(rest / 2)) {
        if (rest % 2 === 1) result = Math.imul(result, square);
        square = Math.imul(square, square);
      }
      // A negative exponent leaves 0, except for 1 and -1.
      if ((b[y] as number) < 0) result = square === 1 ? 1 : square === -1 ? ((b[y] as number) % 2 === 0 ? 1 : -1) : 0;
      out[o++] = result;
    }
};

const maxLoop: Loop = (a, b, out, { rows, cols, rowA, rowB, colA, colB, atA, atB }, at) => {
  let o = at;
  for (let i = 0, p = atA, q = atB; i < rows; i++, p += rowA, q += rowB)
    for (let j = 0, x = p, y = q; j < cols; j++, x += colA, y += colB) {
      const u = a[x] as number;
      const v = b[y] as number;
      out[o++] = u >= v || Number.isNaN(u) ? u : v;
    }
};

const minLoop: Loop = (a, b, out, { rows, cols, rowA, rowB, colA, colB, atA, atB }, at) => {
  let o = at;
  for (let i = 0, p = atA, q = atB; i < rows; i++, p += rowA, q += rowB)
    for (let j = 0, x = p, y = q; j < cols; j++, x += colA, y += colB) {
      const u = a[x] as number;
      const v = b[y] as number;
      out[o++] = u <= v || Number.isNaN(u) ? u : v;
    }
};

const exactPower = (a: bigint, b: bigint): bigint => (b < 0n ? (a === 1n ? 1n : a === -1n ? (b % 2n ? -1n : 1n) : 0n) : a ** b);
const exactModulo = (a: bigint, b: bigint): bigint => (b === 0n ? 0n : ((a % b) + b) % b);

export const add = kernel(ops.add, arithmetic({ loop: addLoop, exact: (a, b) => a + b, bool: maxLoop }), { fresh: true });
export const sub = kernel(ops.sub, arithmetic({ loop: subLoop, exact: (a, b) => a - b }), { fresh: true });
export const mul = kernel(ops.mul, arithmetic({ loop: mulLoop, small: mulSmall, large: mulLoop, exact: (a, b) => a * b, bool: mulLoop }), {
  fresh: true,
});
export const div = kernel(ops.div, arithmetic({ loop: divLoop, small: divIntegers, exact: (a, b) => (b === 0n ? 0n : a / b) }), {
  fresh: true,
});
export const mod = kernel(ops.mod, arithmetic({ loop: modLoop, small: modIntegers, exact: exactModulo }));
export const pow = kernel(ops.pow, arithmetic({ loop: powLoop, small: powSmall, large: powLoop, exact: exactPower }));
export const max = kernel(ops.max, arithmetic({ loop: maxLoop, exact: larger, bool: maxLoop }), { fresh: true });
export const min = kernel(ops.min, arithmetic({ loop: minLoop, exact: smaller, bool: minLoop }), { fresh: true });
