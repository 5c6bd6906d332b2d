import { promote } from "../../../graph/promote.js";
import { scalar, type Value } from "../../../graph/value.js";
import { type DType, isFloating } from "../../../tensor.js";
import { constantOf, isActivation, type Nested } from "../activation.js";
import type { Arguments } from "./arguments.js";
import { defineOperations, type Operation, operation, type Result } from "./define.js";

/** The dtype of two arrays together: floats stay as wide as they are beside whole numbers (keras/src/backend/common/dtypes.py: result_type). */
function together(a: DType, b: DType): DType {
  if (isFloating(a) !== isFloating(b)) return isFloating(a) ? a : b;
  return promote(a, b);
}

/** Both sides in one dtype; a plain number takes that of the array beside it. */
export function pair(a: Arguments, first: string, second: string): [Value, Value] {
  const [left, right] = [a.need(first), a.need(second)];
  const x = isActivation(left) ? left.value : a.asValue(left, isActivation(right) ? right.value : undefined);
  const y = isActivation(right) ? right.value : a.asValue(right, x);
  const dtype = together(x.dtype, y.dtype);
  return [x.cast(dtype), y.cast(dtype)];
}

const float = (x: Value): Value => (isFloating(x.dtype) ? x : x.cast("float32"));

type Numbers = (a: number, b: number) => number;

/** Of two arrays; of two plain numbers (lengths of a shape) the number. */
function binary(signatures: readonly string[], combine: (x: Value, y: Value) => Value, plain?: Numbers): Operation {
  return operation(signatures, (a): Result => {
    const [first, second] = ["x1", "x2"].map((name) => a.need(name));
    const [left, right] = [plainNumber(first), plainNumber(second)];
    if (plain && left !== undefined && right !== undefined) return { constant: plain(left, right) };
    return combine(...pair(a, "x1", "x2"));
  });
}

function plainNumber(nested: Nested | undefined): number | undefined {
  const constant = nested && constantOf(nested);
  return typeof constant === "number" ? constant : undefined;
}

/** Names of Keras 3, of TensorFlow's functions and of its graph ops. */
const two = (keras: string, functions: readonly string[], ops: readonly string[]): string[] => [
  `numpy.${keras}(x1, x2)`,
  ...functions.map((name) => `tf.${name}(x, y)`),
  ...ops.map((name) => `op.${name}(x, y)`),
];

const floorDivide = (x: Value, y: Value): Value =>
  isFloating(x.dtype) ? x.div(y).floor() : x.sub(x.mod(y)).cast("float64").div(y.cast("float64")).round().cast(x.dtype);

export const arithmetic = defineOperations([
  binary(
    two("Add", ["math.add", "__operators__.add", "add"], ["Add", "AddV2", "BiasAdd"]),
    (x, y) => x.add(y),
    (x, y) => x + y,
  ),
  binary(
    two("Subtract", ["math.subtract", "subtract"], ["Sub"]),
    (x, y) => x.sub(y),
    (x, y) => x - y,
  ),
  binary(
    two("Multiply", ["math.multiply", "multiply"], ["Mul"]),
    (x, y) => x.mul(y),
    (x, y) => x * y,
  ),
  binary(
    [...two("Divide", ["math.divide", "math.truediv", "divide", "truediv", "div"], ["RealDiv", "Div"]), "numpy.TrueDivide(x1, x2)"],
    (x, y) => float(x).div(float(y)),
    (x, y) => x / y,
  ),
  binary(two("FloorDivide", ["math.floordiv", "floor_div", "floordiv"], ["FloorDiv"]), floorDivide, (x, y) => Math.floor(x / y)),
  // Python's sign for floats too: ONNX's Mod has C's there.
  binary(
    two("Mod", ["math.floormod", "math.mod", "mod"], ["FloorMod"]),
    (x, y) => (isFloating(x.dtype) ? x.sub(x.div(y).floor().mul(y)) : x.mod(y)),
    (x, y) => ((x % y) + y) % y,
  ),
  binary(
    two("Power", ["math.pow", "pow"], ["Pow"]),
    (x, y) => x.pow(y),
    (x, y) => x ** y,
  ),
  binary(two("Maximum", ["math.maximum", "maximum"], ["Maximum"]), (x, y) => x.max(y), Math.max),
  binary(two("Minimum", ["math.minimum", "minimum"], ["Minimum"]), (x, y) => x.min(y), Math.min),
  binary(["numpy.DivideNoNan(x1, x2)", "tf.math.divide_no_nan(x, y)", "op.DivNoNan(x, y)"], (x, y) =>
    y.equal(0).where(0, float(x).div(float(y))),
  ),
  binary(["numpy.Hypot(x1, x2)"], (x, y) =>
    float(x)
      .mul(float(x))
      .add(float(y).mul(float(y)))
      .sqrt(),
  ),
  binary(["numpy.Logaddexp(x1, x2)"], (x, y) => x.max(y).add(x.sub(y).abs().neg().softplus())),
  operation(["tf.math.squared_difference(x, y)", "op.SquaredDifference(x, y)"], (a) => {
    const [x, y] = pair(a, "x", "y");
    const difference = x.sub(y);
    return difference.mul(difference);
  }),
  operation(["tf.math.add_n(inputs)", "op.AddN(inputs)"], (a) => a.values("inputs").reduce((sum, x) => sum.add(x))),
]);

export const comparison = defineOperations([
  binary(two("Equal", ["math.equal", "__operators__.eq", "equal"], ["Equal"]), (x, y) => x.equal(y)),
  binary(two("NotEqual", ["math.not_equal", "__operators__.ne", "not_equal"], ["NotEqual"]), (x, y) => x.notEqual(y)),
  binary(two("Greater", ["math.greater", "greater"], ["Greater"]), (x, y) => x.greater(y)),
  binary(two("GreaterEqual", ["math.greater_equal", "greater_equal"], ["GreaterEqual"]), (x, y) => x.greaterOrEqual(y)),
  binary(two("Less", ["math.less", "less"], ["Less"]), (x, y) => x.less(y)),
  binary(two("LessEqual", ["math.less_equal", "less_equal"], ["LessEqual"]), (x, y) => x.lessOrEqual(y)),
  binary(two("LogicalAnd", ["math.logical_and", "logical_and"], ["LogicalAnd"]), (x, y) => x.cast("bool").and(y.cast("bool"))),
  binary(two("LogicalOr", ["math.logical_or", "logical_or"], ["LogicalOr"]), (x, y) => x.cast("bool").or(y.cast("bool"))),
  binary(two("LogicalXor", ["math.logical_xor"], []), (x, y) => x.cast("bool").notEqual(y.cast("bool"))),
]);

const unary = (signatures: readonly string[], f: (x: Value) => Value): Operation => operation(signatures, (a) => f(a.value("x")));
const one = (keras: string | undefined, functions: readonly string[], ops: readonly string[]): string[] => [
  ...(keras === undefined ? [] : [`${keras}(x)`]),
  ...functions.map((name) => `tf.${name}(x)`),
  ...ops.map((name) => `op.${name}(x)`),
];
/** Rounded to whole numbers; Keras's decimals by scaling. */
const roundTo = (x: Value, decimals: number): Value =>
  decimals === 0
    ? x.round()
    : x
        .mul(10 ** decimals)
        .round()
        .div(10 ** decimals);

export const functions = defineOperations([
  unary([...one("numpy.Absolute", ["math.abs", "abs"], ["Abs"]), "numpy.Abs(x)"], (x) => x.abs()),
  unary(one("numpy.Negative", ["math.negative", "negative"], ["Neg"]), (x) => x.neg()),
  unary(one("numpy.Square", ["math.square", "square"], ["Square"]), (x) => x.mul(x)),
  unary(one("numpy.Sqrt", ["math.sqrt", "sqrt"], ["Sqrt"]), (x) => float(x).sqrt()),
  unary(one("math.Rsqrt", ["math.rsqrt"], ["Rsqrt"]), (x) => x.constantLike(scalar(float(x).dtype, 1)).div(float(x).sqrt())),
  unary(one("numpy.Reciprocal", ["math.reciprocal"], ["Reciprocal"]), (x) => x.constantLike(scalar(float(x).dtype, 1)).div(x)),
  unary(one("numpy.Exp", ["math.exp", "exp"], ["Exp"]), (x) => float(x).exp()),
  unary(one("numpy.Exp2", [], []), (x) => float(x).mul(Math.LN2).exp()),
  unary(one("numpy.Expm1", ["math.expm1"], ["Expm1"]), (x) => float(x).expm1()),
  unary(one("numpy.Log", ["math.log"], ["Log"]), (x) => float(x).log()),
  unary(one("numpy.Log1p", ["math.log1p"], ["Log1p"]), (x) => float(x).log1p()),
  unary(one("numpy.Log2", [], []), (x) => float(x).log().div(Math.LN2)),
  unary(one("numpy.Log10", [], []), (x) => float(x).log().div(Math.LN10)),
  unary(one("numpy.Sin", ["math.sin"], ["Sin"]), (x) => float(x).sin()),
  unary(one("numpy.Cos", ["math.cos"], ["Cos"]), (x) => float(x).cos()),
  unary(one("numpy.Tan", ["math.tan"], ["Tan"]), (x) => float(x).tan()),
  unary(one("numpy.Arcsin", ["math.asin"], ["Asin"]), (x) => float(x).asin()),
  unary(one("numpy.Arccos", ["math.acos"], ["Acos"]), (x) => float(x).acos()),
  unary(one("numpy.Arctan", ["math.atan"], ["Atan"]), (x) => float(x).atan()),
  unary(one("numpy.Sinh", ["math.sinh"], ["Sinh"]), (x) => float(x).sinh()),
  unary(one("numpy.Cosh", ["math.cosh"], ["Cosh"]), (x) => float(x).cosh()),
  unary(one("numpy.Tanh", ["math.tanh", "nn.tanh", "tanh"], ["Tanh"]), (x) => float(x).tanh()),
  unary(one("numpy.Sign", ["math.sign", "sign"], ["Sign"]), (x) => x.sign()),
  unary(one("numpy.Floor", ["math.floor", "floor"], ["Floor"]), (x) => float(x).floor()),
  unary(one("numpy.Ceil", ["math.ceil"], ["Ceil"]), (x) => float(x).ceil()),
  unary(one("numpy.Trunc", [], []), (x) => x.sign().mul(x.abs().floor())),
  unary(one("math.Erf", ["math.erf"], ["Erf"]), (x) => x.erf()),
  unary(one("numpy.Isnan", ["math.is_nan"], ["IsNan"]), (x) => x.isNaN()),
  unary(one("numpy.Isinf", ["math.is_inf"], ["IsInf"]), (x) => x.isInf()),
  unary(one("numpy.Isfinite", ["math.is_finite"], ["IsFinite"]), (x) => x.isNaN().or(x.isInf()).not()),
  unary(one("numpy.LogicalNot", ["math.logical_not", "logical_not"], ["LogicalNot"]), (x) => x.cast("bool").not()),
  unary(
    [
      ...one("numpy.Copy", ["identity", "stop_gradient", "debugging.check_numerics"], ["Identity", "StopGradient"]),
      "tf.grad_pass_through(x)",
    ],
    (x) => x,
  ),
  operation(["core.StopGradient(variable)"], (a) => a.value("variable")),
  operation(["numpy.Round(x, decimals)", "tf.math.round(x)", "tf.round(x)", "op.Round(x)"], (a) =>
    roundTo(a.value("x"), a.number("decimals", 0)),
  ),
  operation(
    [
      "numpy.Clip(x, x_min, x_max)",
      "tf.clip_by_value(t, clip_value_min, clip_value_max)",
      "op.ClipByValue(t, clip_value_min, clip_value_max)",
    ],
    (a) => {
      const x = a.value("x");
      return x.max(a.value("x_min", x).cast(x.dtype)).min(a.value("x_max", x).cast(x.dtype));
    },
  ),
  operation(
    [
      "core.Cast(x, dtype)",
      "tf.cast(x, dtype)",
      "tf.compat.v1.cast(x, dtype)",
      "op.Cast(x, DstT)",
      "core.ConvertToTensor(x, dtype)",
      "tf.convert_to_tensor(value, dtype)",
    ],
    (a) => {
      const x = a.value("x");
      return x.cast(a.dtype("dtype", x.dtype));
    },
  ),
  operation(["numpy.ZerosLike(x, dtype)", "tf.zeros_like(input, dtype)", "op.ZerosLike(x)"], (a) => filledLike(a, 0)),
  operation(["numpy.OnesLike(x, dtype)", "tf.ones_like(input, dtype)", "op.OnesLike(x)"], (a) => filledLike(a, 1)),
]);

/** Of x's shape, whatever x holds: a comparison with itself is true, or false for NaN. */
function filledLike(a: Arguments, number: number): Value {
  const x = a.value("x");
  const always = x.equal(x).or(x.notEqual(x));
  return (number === 1 ? always : always.not()).cast(a.dtype("dtype", x.dtype));
}
