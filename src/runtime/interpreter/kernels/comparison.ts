import * as ops from "../../../graph/ops/elementwise.js";
import { comparison, type Loop } from "../elementwise.js";
import { hostEquals } from "../host.js";
import { kernel } from "../kernel.js";

const equalLoop: Loop = (a, b, out, { rows, cols, rowA, rowB, colA, colB, atA, atB }, at) => {
  let o = at;
  for (let i = 0, p = atA, q = atB; i < rows; i++, p += rowA, q += rowB)
    for (let j = 0, x = p, y = q; j < cols; j++, x += colA, y += colB) out[o++] = (a[x] as number) === (b[y] as number) ? 1 : 0;
};

const lessLoop: Loop = (a, b, out, { rows, cols, rowA, rowB, colA, colB, atA, atB }, at) => {
  let o = at;
  for (let i = 0, p = atA, q = atB; i < rows; i++, p += rowA, q += rowB)
    for (let j = 0, x = p, y = q; j < cols; j++, x += colA, y += colB) out[o++] = (a[x] as number) < (b[y] as number) ? 1 : 0;
};

const lessOrEqualLoop: Loop = (a, b, out, { rows, cols, rowA, rowB, colA, colB, atA, atB }, at) => {
  let o = at;
  for (let i = 0, p = atA, q = atB; i < rows; i++, p += rowA, q += rowB)
    for (let j = 0, x = p, y = q; j < cols; j++, x += colA, y += colB) out[o++] = (a[x] as number) <= (b[y] as number) ? 1 : 0;
};

const greaterLoop: Loop = (a, b, out, { rows, cols, rowA, rowB, colA, colB, atA, atB }, at) => {
  let o = at;
  for (let i = 0, p = atA, q = atB; i < rows; i++, p += rowA, q += rowB)
    for (let j = 0, x = p, y = q; j < cols; j++, x += colA, y += colB) out[o++] = (a[x] as number) > (b[y] as number) ? 1 : 0;
};

const greaterOrEqualLoop: Loop = (a, b, out, { rows, cols, rowA, rowB, colA, colB, atA, atB }, at) => {
  let o = at;
  for (let i = 0, p = atA, q = atB; i < rows; i++, p += rowA, q += rowB)
    for (let j = 0, x = p, y = q; j < cols; j++, x += colA, y += colB) out[o++] = (a[x] as number) >= (b[y] as number) ? 1 : 0;
};

const andLoop: Loop = (a, b, out, { rows, cols, rowA, rowB, colA, colB, atA, atB }, at) => {
  let o = at;
  for (let i = 0, p = atA, q = atB; i < rows; i++, p += rowA, q += rowB)
    for (let j = 0, x = p, y = q; j < cols; j++, x += colA, y += colB) out[o++] = (a[x] as number) & (b[y] as number);
};

const orLoop: Loop = (a, b, out, { rows, cols, rowA, rowB, colA, colB, atA, atB }, at) => {
  let o = at;
  for (let i = 0, p = atA, q = atB; i < rows; i++, p += rowA, q += rowB)
    for (let j = 0, x = p, y = q; j < cols; j++, x += colA, y += colB) out[o++] = (a[x] as number) | (b[y] as number);
};

export const equal = kernel(
  ops.equal,
  comparison(equalLoop, (a, b) => a === b, hostEquals),
);
export const less = kernel(
  ops.less,
  comparison(lessLoop, (a, b) => a < b),
);
export const lessOrEqual = kernel(
  ops.lessOrEqual,
  comparison(lessOrEqualLoop, (a, b) => a <= b),
);
export const greater = kernel(
  ops.greater,
  comparison(greaterLoop, (a, b) => a > b),
);
export const greaterOrEqual = kernel(
  ops.greaterOrEqual,
  comparison(greaterOrEqualLoop, (a, b) => a >= b),
);
export const and = kernel(
  ops.and,
  comparison(andLoop, (a, b) => a !== 0n && b !== 0n),
);
export const or = kernel(
  ops.or,
  comparison(orLoop, (a, b) => a !== 0n || b !== 0n),
);
