import type { OpSpec } from "../../../graph/op.js";
import * as graph from "../../../graph/ops/elementwise.js";
import type { Value } from "../../../graph/value.js";
import { isFloating, isInteger } from "../../../tensor.js";
import { defineNode } from "../define.js";
import { type Item, sizeArithmetic } from "../item.js";
import type { NodeCall } from "../node.js";

type Two = (a: Value, b: Value, n: NodeCall) => Value;

const binary = (names: string | readonly string[], compute: Two, arithmetic?: "add" | "sub" | "mul" | "div") =>
  defineNode(names, (n) => compute(n.x(0), n.x(1), n), arithmetic ? { sizes: (n) => lengths(n, arithmetic) } : {});

/** Lengths with lengths or known numbers, element by element. */
function lengths(n: NodeCall, arithmetic: string): Item | undefined {
  const compute = sizeArithmetic[arithmetic];
  const [a, b] = [n.item(0), n.item(1)];
  const shapes = [a, b].map((item) => ("shape" in item ? item.shape : undefined));
  if (compute === undefined || shapes.some((shape) => shape === undefined)) return undefined;
  const [x, y] = [n.dims(0), n.dims(1)];
  const longer = x.length >= y.length ? shapes[0] : shapes[1];
  if (x.length !== y.length && x.length !== 1 && y.length !== 1) return undefined;
  const found = Array.from({ length: Math.max(x.length, y.length) }, (_, i) =>
    compute(x[x.length === 1 ? 0 : i] ?? 0, y[y.length === 1 ? 0 : i] ?? 0),
  );
  const dtype = "dtype" in a ? a.dtype : "int32";
  const known = found.filter((dim) => dim !== undefined);
  return known.length < found.length ? undefined : n.sizes(dtype, (longer ?? []) as readonly number[], known);
}

/** ONNX's Div of integers, without the change to floats that `Value.div` makes. */
const divided = (a: Value, b: Value): Value => a.builder.emit(graph.div as OpSpec<object>, [a, b], {})[0] as Value;

const floored: Two = (a, b) => {
  if (isFloating(a.dtype)) return a.div(b).floor();
  const cut = divided(a, b);
  // Toward minus infinity: one less where the signs differ and something is left.
  const less = cut
    .mul(b)
    .notEqual(a)
    .and(a.less(0).cast("int32").notEqual(b.less(0).cast("int32")));
  return cut.sub(less.cast(cut.dtype));
};
const remainder: Two = (a, b) => a.sub(b.mul(floored(a, b, undefined as never)));

export const add = binary(["Add", "AddV2", "BiasAddV1"], (a, b) => a.add(b), "add");
export const sub = binary("Sub", (a, b) => a.sub(b), "sub");
export const mul = binary("Mul", (a, b) => a.mul(b), "mul");
export const realDiv = binary("RealDiv", (a, b) => a.div(b));
export const div = binary(["Div", "TruncateDiv"], (a, b) => (isInteger(a.dtype) ? divided(a, b) : a.div(b)), "div");
export const floorDiv = binary("FloorDiv", floored, "div");
export const floorMod = binary(["FloorMod"], (a, b, n) => {
  if (isInteger(a.dtype)) return a.mod(b);
  return remainder(a, b, n);
});
export const truncateMod = binary(["Mod", "TruncateMod"], (a, b) => (isInteger(a.dtype) ? a.sub(b.mul(divided(a, b))) : a.mod(b)));
/** 0 where the divisor is 0, whatever is divided (tensorflow/core/kernels/cwise_ops.h: div_no_nan_op). */
export const divNoNan = binary("DivNoNan", (a, b) => b.equal(0).where(0, a.div(b.equal(0).where(1, b))));
export const mulNoNan = binary("MulNoNan", (a, b) => b.equal(0).where(0, a.mul(b)));
export const pow = binary("Pow", (a, b) => a.pow(b));
export const maximum = binary("Maximum", (a, b) => a.max(b));
export const minimum = binary("Minimum", (a, b) => a.min(b));
export const squaredDifference = binary("SquaredDifference", (a, b) => {
  const difference = a.sub(b);
  return difference.mul(difference);
});
export const addN = defineNode(["AddN", "AccumulateNV2"], (n) => n.all(1).reduce((sum, value) => sum.add(value), n.x(0)));

/** The bias goes along the channels: the last axis, or the second (tensorflow/core/kernels/bias_op.cc). */
export const biasAdd = defineNode("BiasAdd", (n) => {
  const [x, bias] = [n.x(0), n.x(1)];
  if (n.attributes.text("data_format", "NHWC") !== "NCHW" || x.rank <= 2) return x.add(bias);
  return x.add(bias.reshape([bias.dim(0), ...new Array<number>(x.rank - 2).fill(1)]));
});

/** 0 where x is 0, whatever y is. */
export const xlogy = binary("Xlogy", (a, b) => a.equal(0).where(0, a.mul(a.equal(0).where(1, b).log())));
export const xdivy = binary("Xdivy", (a, b) => a.equal(0).where(0, a.div(a.equal(0).where(1, b))));
