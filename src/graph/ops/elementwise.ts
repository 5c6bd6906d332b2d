import { ModelError } from "../../errors.js";
import type { DType } from "../../tensor.js";
import { dense, type Info } from "../info.js";
import type { OpSpec } from "../op.js";
import { broadcast } from "../shapes.js";

type Empty = Record<never, never>;

function same(op: string, inputs: readonly Info[], from = 0): Info {
  const first = inputs[from];
  if (first === undefined) throw new ModelError("graph/spec", `${op} needs more inputs than ${inputs.length}.`, { where: op });
  for (const input of inputs.slice(from)) {
    if (input.dtype !== first.dtype)
      throw new ModelError("graph/spec", `${op}: ${first.dtype} and ${input.dtype} do not mix.`, { where: op });
    if (input.layout !== "dense") throw new ModelError("graph/spec", `${op} takes dense values only.`, { where: op });
  }
  return first;
}

function binary(op: string, result?: DType): OpSpec<Empty> {
  return {
    op,
    infer: (inputs) => {
      const { dtype } = same(op, inputs);
      return [dense(result ?? dtype, broadcast(op, inputs[0]?.shape ?? [], inputs[1]?.shape ?? []))];
    },
  };
}

function unary(op: string, result?: DType): OpSpec<Empty> {
  return {
    op,
    infer: (inputs) => {
      const { dtype, shape } = same(op, inputs);
      return [dense(result ?? dtype, shape)];
    },
  };
}

export const add = binary("Add");
export const sub = binary("Sub");
export const mul = binary("Mul");
/** IEEE division; integers truncate as in ONNX (`Value.div` makes them float64 first). */
export const div = binary("Div");
/** Integers: Python's sign (ONNX fmod=0). Floats: C's fmod (ONNX fmod=1). */
export const mod = binary("Mod");
export const pow = binary("Pow");
/** NaN if either side is. */
export const max = binary("Max");
/** NaN if either side is. */
export const min = binary("Min");
export const equal = binary("Equal", "bool");
export const less = binary("Less", "bool");
export const lessOrEqual = binary("LessOrEqual", "bool");
export const greater = binary("Greater", "bool");
export const greaterOrEqual = binary("GreaterOrEqual", "bool");
export const and = binary("And", "bool");
export const or = binary("Or", "bool");

export const not = unary("Not", "bool");
export const isNotANumber = unary("IsNaN", "bool");
export const isInfinite = unary("IsInf", "bool");
export const neg = unary("Neg");
export const abs = unary("Abs");
export const sign = unary("Sign");
export const sqrt = unary("Sqrt");
export const exp = unary("Exp");
export const log = unary("Log");
/** log(1 + x) without the loss near 0; ONNX has no op for it. */
export const log1p = unary("brine.Log1p");
/** exp(x) - 1 without the loss near 0; ONNX has no op for it. */
export const expm1 = unary("brine.Expm1");
export const floor = unary("Floor");
export const ceil = unary("Ceil");
export const round = unary("Round");
export const sin = unary("Sin");
export const cos = unary("Cos");
export const tan = unary("Tan");
export const asin = unary("Asin");
export const acos = unary("Acos");
export const atan = unary("Atan");
export const sinh = unary("Sinh");
export const cosh = unary("Cosh");
export const tanh = unary("Tanh");
export const erf = unary("Erf");
export const relu = unary("Relu");
export const sigmoid = unary("Sigmoid");
/** log(1 + exp(x)). */
export const softplus = unary("Softplus");

export const where: OpSpec<Empty> = {
  op: "Where",
  infer: (inputs) => {
    if (inputs[0]?.dtype !== "bool") throw new ModelError("graph/spec", `Where: the condition is ${inputs[0]?.dtype}, not bool.`);
    const { dtype } = same("Where", inputs, 1);
    const branches = broadcast("Where", inputs[1]?.shape ?? [], inputs[2]?.shape ?? []);
    return [dense(dtype, broadcast("Where", inputs[0].shape, branches))];
  },
};

/** Numbers to numbers as C converts (float to integer truncates), anything to bool by `!= 0`, numbers to string as Python's `str`. */
export const cast: OpSpec<{ dtype: DType }> = {
  op: "Cast",
  infer: (inputs, { dtype }) => [dense(dtype, inputs[0]?.shape ?? [])],
};

/** The ops whose inputs broadcast. */
export const broadcasting: ReadonlySet<string> = new Set(
  [add, sub, mul, div, mod, pow, max, min, equal, less, lessOrEqual, greater, greaterOrEqual, and, or, where].map(({ op }) => op),
);
