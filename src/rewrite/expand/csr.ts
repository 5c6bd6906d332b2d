import * as ops from "../../graph/ops/linear.js";
import type { Value } from "../../graph/value.js";
import { expansion } from "../expansion.js";

/* Sparse matrices are dense ones in ONNX: what was not stored is 0, and these ops leave 0 at 0. */

export const csrMatMul = expansion(ops.csrMatMul, ([x, w]) => [x.matMul(w as Value)]);
export const csrToDense = expansion(ops.csrToDense, ([x]) => [x]);
export const csrFromDense = expansion(ops.csrFromDense, ([x]) => [x]);
export const csrCast = expansion(ops.csrCast, ([x], { dtype }) => [x.cast(dtype)]);
export const csrGather = expansion(ops.csrGather, ([x, columns], { axis }) => [x.gather(columns as Value, axis)]);
export const csrConcat = expansion(ops.csrConcat, ([x, ...others]) => [x.concat(others, 1)]);

/** A column that is scaled by 0, infinity or NaN keeps its zeros, which a sparse matrix does not store. */
export const csrScaleColumns = expansion(ops.csrScaleColumns, ([x, scale], { divide }) => {
  const scaled = divide ? x.div(scale as Value) : x.mul(scale as Value);
  return [x.equal(0).where(x, scaled.cast(x.dtype))];
});

const maps: { [M in Parameters<typeof ops.csrMap.infer>[1]["map"]]: (x: Value) => Value } = {
  log1p: (x) => x.log1p(),
  sqrt: (x) => x.sqrt(),
  abs: (x) => x.abs(),
  sign: (x) => x.sign(),
  neg: (x) => x.neg(),
  clipToOne: (x) => x.clip(-1, 1),
  square: (x) => x.mul(x),
  cbrt: (x) => x.sign().mul(x.abs().pow(1 / 3)),
  binarize: (x) => x.greater(0).cast(x.dtype),
  onePlusLog: (x) => x.equal(0).where(x, x.equal(0).where(1, x).log().add(1)),
};
export const csrMap = expansion(ops.csrMap, ([x], { map }) => [maps[map](x)]);

export const csrNormalize = expansion(ops.csrNormalize, ([x], { norm }) => {
  const length = norm === "l1" ? x.norm1(1, true) : norm === "l2" ? x.norm2(1, true) : x.abs().maximum(1, true);
  return [x.div(length.equal(0).where(1, length))];
});
