import { scalar, type Value } from "../../../graph/value.js";
import { isFloating } from "../../../tensor.js";
import { elu, leakyRelu } from "../../keras/activation-functions.js";
import { defineNode } from "../define.js";

const unary = (names: string | readonly string[], compute: (x: Value) => Value) => defineNode(names, (n) => compute(n.x(0)));

export const neg = unary("Neg", (x) => x.neg());
export const abs = unary("Abs", (x) => x.abs());
export const sign = unary("Sign", (x) => x.sign());
export const square = unary("Square", (x) => x.mul(x));
export const sqrt = unary("Sqrt", (x) => x.sqrt());
const one = (x: Value): Value => x.constantLike(scalar(x.dtype, 1));
export const rsqrt = unary("Rsqrt", (x) => one(x).div(x.sqrt()));
export const reciprocal = unary(["Reciprocal", "Inv"], (x) => one(x).div(x));
export const exp = unary("Exp", (x) => x.exp());
export const expm1 = unary("Expm1", (x) => x.expm1());
export const log = unary("Log", (x) => x.log());
export const log1p = unary("Log1p", (x) => x.log1p());
export const floor = unary("Floor", (x) => (isFloating(x.dtype) ? x.floor() : x));
export const ceil = unary("Ceil", (x) => (isFloating(x.dtype) ? x.ceil() : x));
/** Half to even, as Eigen's rint. */
export const round = unary(["Round", "Rint"], (x) => (isFloating(x.dtype) ? x.round() : x));
export const sin = unary("Sin", (x) => x.sin());
export const cos = unary("Cos", (x) => x.cos());
export const tan = unary("Tan", (x) => x.tan());
export const asin = unary("Asin", (x) => x.asin());
export const acos = unary("Acos", (x) => x.acos());
export const atan = unary("Atan", (x) => x.atan());
export const sinh = unary("Sinh", (x) => x.sinh());
export const cosh = unary("Cosh", (x) => x.cosh());
export const tanh = unary("Tanh", (x) => x.tanh());
export const asinh = unary("Asinh", (x) => x.sign().mul(x.abs().add(x.mul(x).add(1).sqrt()).log()));
export const acosh = unary("Acosh", (x) => x.add(x.mul(x).sub(1).sqrt()).log());
export const atanh = unary("Atanh", (x) => x.log1p().sub(x.neg().log1p()).mul(0.5));
export const erf = unary("Erf", (x) => x.erf());
export const erfc = unary("Erfc", (x) => one(x).sub(x.erf()));
export const sigmoid = unary("Sigmoid", (x) => x.sigmoid());
export const relu = unary("Relu", (x) => x.max(0));
export const relu6 = unary("Relu6", (x) => x.clip(0, 6));
export const eluNode = unary("Elu", (x) => elu(x));
/** Klambauer et al. 2017 (tensorflow/core/kernels/relu_op_functor.h: Selu). */
export const selu = unary("Selu", (x) => elu(x, 1.6732632423543772).mul(1.0507009873554805));
export const softplus = unary("Softplus", (x) => x.softplus());
export const softsign = unary("Softsign", (x) => x.div(x.abs().add(1)));
export const leaky = defineNode("LeakyRelu", (n) => leakyRelu(n.x(), n.attributes.number("alpha", 0.2)));
export const softmax = unary("Softmax", (x) => x.softmax(-1));
export const logSoftmax = unary("LogSoftmax", (x) => x.logSoftmax(-1));
export const clipByValue = defineNode("ClipByValue", (n) => n.x(0).min(n.x(2)).max(n.x(1)));
