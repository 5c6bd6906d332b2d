import * as ops from "../../../graph/ops/elementwise.js";
import { type UnaryLoop, unary } from "../elementwise.js";
import { errorFunction } from "../erf.js";
import { kernel } from "../kernel.js";
import { halfToEven } from "../numbers.js";

// One literal loop per function, so that each is compiled for itself.
const sqrtLoop: UnaryLoop = (a, out) => {
  for (let i = 0; i < out.length; i++) out[i] = Math.sqrt(a[i] as number);
};
const expLoop: UnaryLoop = (a, out) => {
  for (let i = 0; i < out.length; i++) out[i] = Math.exp(a[i] as number);
};
const logLoop: UnaryLoop = (a, out) => {
  for (let i = 0; i < out.length; i++) out[i] = Math.log(a[i] as number);
};
const log1pLoop: UnaryLoop = (a, out) => {
  for (let i = 0; i < out.length; i++) out[i] = Math.log1p(a[i] as number);
};
const expm1Loop: UnaryLoop = (a, out) => {
  for (let i = 0; i < out.length; i++) out[i] = Math.expm1(a[i] as number);
};
const sinLoop: UnaryLoop = (a, out) => {
  for (let i = 0; i < out.length; i++) out[i] = Math.sin(a[i] as number);
};
const cosLoop: UnaryLoop = (a, out) => {
  for (let i = 0; i < out.length; i++) out[i] = Math.cos(a[i] as number);
};
const tanLoop: UnaryLoop = (a, out) => {
  for (let i = 0; i < out.length; i++) out[i] = Math.tan(a[i] as number);
};
const asinLoop: UnaryLoop = (a, out) => {
  for (let i = 0; i < out.length; i++) out[i] = Math.asin(a[i] as number);
};
const acosLoop: UnaryLoop = (a, out) => {
  for (let i = 0; i < out.length; i++) out[i] = Math.acos(a[i] as number);
};
const atanLoop: UnaryLoop = (a, out) => {
  for (let i = 0; i < out.length; i++) out[i] = Math.atan(a[i] as number);
};
const sinhLoop: UnaryLoop = (a, out) => {
  for (let i = 0; i < out.length; i++) out[i] = Math.sinh(a[i] as number);
};
const coshLoop: UnaryLoop = (a, out) => {
  for (let i = 0; i < out.length; i++) out[i] = Math.cosh(a[i] as number);
};
const tanhLoop: UnaryLoop = (a, out) => {
  for (let i = 0; i < out.length; i++) out[i] = Math.tanh(a[i] as number);
};
const floorLoop: UnaryLoop = (a, out) => {
  for (let i = 0; i < out.length; i++) out[i] = Math.floor(a[i] as number);
};
const ceilLoop: UnaryLoop = (a, out) => {
  for (let i = 0; i < out.length; i++) out[i] = Math.ceil(a[i] as number);
};
const roundLoop: UnaryLoop = (a, out) => {
  for (let i = 0; i < out.length; i++) out[i] = halfToEven(a[i] as number);
};
const negLoop: UnaryLoop = (a, out) => {
  for (let i = 0; i < out.length; i++) out[i] = -(a[i] as number);
};
const absLoop: UnaryLoop = (a, out) => {
  for (let i = 0; i < out.length; i++) out[i] = Math.abs(a[i] as number);
};
const signLoop: UnaryLoop = (a, out) => {
  for (let i = 0; i < out.length; i++) out[i] = Math.sign(a[i] as number);
};
const erfLoop: UnaryLoop = (a, out) => {
  for (let i = 0; i < out.length; i++) out[i] = errorFunction(a[i] as number);
};
const reluLoop: UnaryLoop = (a, out) => {
  for (let i = 0; i < out.length; i++) out[i] = Math.max(a[i] as number, 0);
};
/**
 * scipy.special.expit; exp(-x) overflows to infinity for very negative x, and the quotient is then 0 as it must be. In float32 every step is
 * rounded: next to 1 that is twice what rounding the result takes, and the logarithm of the other class's share shows it.
 */
const sigmoidLoop: UnaryLoop = (a, out) => {
  if (out instanceof Float32Array)
    for (let i = 0; i < out.length; i++) out[i] = 1 / Math.fround(1 + Math.fround(Math.exp(-(a[i] as number))));
  else for (let i = 0; i < out.length; i++) out[i] = 1 / (1 + Math.exp(-(a[i] as number)));
};
/** Neither overflows for large x, nor loses small ones beside the 1. */
const softplusLoop: UnaryLoop = (a, out) => {
  for (let i = 0; i < out.length; i++) {
    const x = a[i] as number;
    out[i] = (x > 0 ? x : x < 0 ? 0 : x) + Math.log1p(Math.exp(-Math.abs(x)));
  }
};
const sameLoop: UnaryLoop = (a, out) => {
  if (a !== out) out.set(a);
};

export const sqrt = kernel(ops.sqrt, unary(sqrtLoop));
export const exp = kernel(ops.exp, unary(expLoop));
export const log = kernel(ops.log, unary(logLoop));
export const log1p = kernel(ops.log1p, unary(log1pLoop));
export const expm1 = kernel(ops.expm1, unary(expm1Loop));
export const sin = kernel(ops.sin, unary(sinLoop));
export const cos = kernel(ops.cos, unary(cosLoop));
export const tan = kernel(ops.tan, unary(tanLoop));
export const asin = kernel(ops.asin, unary(asinLoop));
export const acos = kernel(ops.acos, unary(acosLoop));
export const atan = kernel(ops.atan, unary(atanLoop));
export const sinh = kernel(ops.sinh, unary(sinhLoop));
export const cosh = kernel(ops.cosh, unary(coshLoop));
export const tanh = kernel(ops.tanh, unary(tanhLoop));
export const erf = kernel(ops.erf, unary(erfLoop));
export const sigmoid = kernel(ops.sigmoid, unary(sigmoidLoop));
export const softplus = kernel(ops.softplus, unary(softplusLoop));
export const floor = kernel(ops.floor, unary(floorLoop, sameLoop));
export const ceil = kernel(ops.ceil, unary(ceilLoop, sameLoop));
export const round = kernel(ops.round, unary(roundLoop, sameLoop));
export const neg = kernel(ops.neg, unary(negLoop, negLoop));
export const abs = kernel(ops.abs, unary(absLoop, absLoop));
export const sign = kernel(ops.sign, unary(signLoop, signLoop));
export const relu = kernel(ops.relu, unary(reluLoop, reluLoop));
