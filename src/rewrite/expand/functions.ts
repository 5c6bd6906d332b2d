import * as ops from "../../graph/ops/elementwise.js";
import { scalar, type Value } from "../../graph/value.js";
import { expansion, noStandardOp } from "../expansion.js";

/**
 * log(1 + x) to the last digits: log(u) * (x / (u - 1)) with u = 1 + x rounded takes back the error of that rounding
 * (D. Goldberg, What every computer scientist should know about floating-point arithmetic, theorem 4).
 */
export const log1p = expansion(ops.log1p, ([x]) => {
  const u = x.add(1);
  const rest = u.sub(1);
  const asIs = rest.equal(0).or(u.isInf());
  return [asIs.where(u.isInf().where(u.log(), x), u.log().mul(x.div(asIs.where(1, rest))))];
});

/** exp(x) - 1 the same way: (u - 1) * (x / log(u)) with u = exp(x) rounded (W. Kahan; N. Higham, Accuracy and Stability, 1.14.1). */
export const expm1 = expansion(ops.expm1, ([x]) => {
  const u = x.exp();
  const rest = u.sub(1);
  const plain = u.equal(0).or(u.isInf());
  const corrected = rest.mul(x.div(rest.equal(0).or(plain).where(1, u.log())));
  return [rest.equal(0).where(x, plain.where(rest, corrected))];
});

/** 1 / (1 + exp(-x)): onnxruntime's Sigmoid is 0 below -709, and off by half at -17 in float32, which a logarithm would show. */
export const sigmoid = expansion(ops.sigmoid, ([x]) => [x.constantLike(scalar(x.dtype, 1)).div(x.neg().exp().add(1))]);

/* onnxruntime has the functions below in float32 only: float64 goes by those that it has in float64. */

const inFloat64 = (x: Value): boolean => x.dtype === "float64";

export const tan = expansion(ops.tan, ([x]) => (inFloat64(x) ? [x.sin().div(x.cos())] : undefined));
export const sinh = expansion(ops.sinh, ([x]) => {
  if (!inFloat64(x)) return undefined;
  const grown = x.abs().expm1();
  // (e + e / (e + 1)) / 2 with e = exp(|x|) - 1, as in fdlibm e_sinh.c, keeps small values; e / (e + 1) is 1 where e is infinite.
  return [x.sign().mul(grown.add(grown.isInf().where(1, grown.div(grown.add(1)))).div(2))];
});
export const cosh = expansion(ops.cosh, ([x]) => (inFloat64(x) ? [x.exp().add(x.neg().exp()).div(2)] : undefined));

/** One Newton step from the float32 answer: atan x - y = atan((x - tan y) / (1 + x tan y)), which is its own argument below 1e-7. */
const arctangent = (x: Value): Value => {
  const y = x.cast("float32").atan().cast("float64");
  const [s, c] = [y.sin(), y.cos()];
  const step = x
    .mul(c)
    .sub(s)
    .div(c.add(x.mul(s)));
  return x.isInf().where(x.sign().mul(Math.PI / 2), y.add(step));
};
export const atan = expansion(ops.atan, ([x]) => (inFloat64(x) ? [arctangent(x)] : undefined));
/** atan(x / sqrt((1 - x)(1 + x))). */
export const asin = expansion(ops.asin, ([x]) => (inFloat64(x) ? [arctangent(x.div(x.neg().add(1).mul(x.add(1)).sqrt()))] : undefined));
/** 2 atan(sqrt((1 - x) / (1 + x))). */
export const acos = expansion(ops.acos, ([x]) => (inFloat64(x) ? [arctangent(x.neg().add(1).div(x.add(1)).sqrt()).mul(2)] : undefined));

export const erf = expansion(ops.erf, ([x]) =>
  inFloat64(x) ? noStandardOp(ops.erf, "onnxruntime computes the error function of float64 numbers with seven digits only") : undefined,
);

export const softplus = expansion(ops.softplus, ([x]) => (inFloat64(x) ? [x.relu().add(x.abs().neg().exp().log1p())] : undefined));
