import { PyGlobal, PyObject, type PyValue } from "../../container/pickle/values.js";
import { realize } from "../../container/python/realize.js";
import type { Value } from "../../graph/value.js";
import { type DType, isInteger } from "../../tensor.js";

/** An elementwise function that a file names. */
export interface NamedFunction {
  /** `numpy.log1p` */
  readonly path: string;
  /** Undefined where it is none of those that are known to be harmless and exact. */
  readonly apply: ((x: Value) => Value) | undefined;
}

/** NumPy's and SciPy's elementwise functions by name. Integers become float64 where NumPy makes them so. */
const functions = new Map<string, (x: Value) => Value>([
  ["absolute", (x) => x.abs()],
  ["abs", (x) => x.abs()],
  ["fabs", (x) => x.floating().abs()],
  ["negative", (x) => x.neg()],
  ["positive", (x) => x],
  ["sign", (x) => x.sign()],
  ["square", (x) => x.mul(x)],
  ["sqrt", (x) => x.sqrt()],
  ["cbrt", cbrt],
  ["exp", (x) => x.exp()],
  ["exp2", (x) => x.floating().mul(Math.LN2).exp()],
  ["expm1", (x) => x.expm1()],
  ["log", (x) => x.log()],
  ["log1p", (x) => x.log1p()],
  ["log2", (x) => x.log().div(Math.LN2)],
  ["log10", (x) => x.log().div(Math.LN10)],
  ["sin", (x) => x.floating().sin()],
  ["cos", (x) => x.floating().cos()],
  ["tan", (x) => x.floating().tan()],
  ["arcsin", (x) => x.floating().asin()],
  ["arccos", (x) => x.floating().acos()],
  ["arctan", (x) => x.floating().atan()],
  ["sinh", (x) => x.floating().sinh()],
  ["cosh", (x) => x.floating().cosh()],
  ["tanh", (x) => x.floating().tanh()],
  ["arcsinh", arcsinh],
  ["arctanh", (x) => arctanh(x.floating())],
  ["floor", (x) => x.floating().floor()],
  ["ceil", (x) => x.floating().ceil()],
  ["rint", (x) => x.floating().round()],
  ["trunc", (x) => x.floating().abs().floor().mul(x.floating().sign())],
  ["deg2rad", (x) => x.floating().mul(Math.PI / 180)],
  ["radians", (x) => x.floating().mul(Math.PI / 180)],
  ["rad2deg", (x) => x.floating().mul(180 / Math.PI)],
  ["degrees", (x) => x.floating().mul(180 / Math.PI)],
  ["expit", (x) => x.floating().sigmoid()],
  ["logit", (x) => x.floating().div(x.floating().neg().add(1)).log()],
]);

/** Modules whose functions are meant by those names. */
const modules = /^(numpy|numpy\.(core|_core)\.(_multiarray_umath|umath)|numpy\.ufunc|scipy\.special(\._ufuncs)?)$/;

/** The function that a value names; undefined where it is None or no function at all. */
export function namedFunction(value: PyValue | undefined): NamedFunction | undefined {
  const real = value === undefined || value === null ? undefined : realize(value);
  const [module, name] = globalOf(real);
  if (module === undefined || name === undefined) return undefined;
  const known = modules.test(module) ? functions.get(name) : undefined;
  const apply = name === "reciprocal" && modules.test(module) ? reciprocal : known;
  return { path: `${module}.${name}`, apply: apply && ((x) => narrowed(apply(x), x.dtype)) };
}

/** NumPy computes floats of booleans and small integers in small floats. */
function narrowed(answer: Value, from: DType): Value {
  if (answer.dtype !== "float64") return answer;
  if (from === "bool" || from === "int8" || from === "uint8") return answer.cast("float16");
  return from === "int16" || from === "uint16" ? answer.cast("float32") : answer;
}

/** A global, or `numpy.core._ufunc_reconstruct(module, name)`, which NumPy pickled ufuncs as until 1.20. */
function globalOf(real: unknown): readonly [string, string] | readonly [] {
  if (real instanceof PyGlobal) return [real.module, real.name];
  if (real instanceof PyObject && /^numpy\.(core|_core)\._ufunc_reconstruct$/.test(real.callablePath)) {
    const [module, name] = real.args.items;
    if (typeof module === "string" && typeof name === "string") return [module, name];
  }
  return [];
}

function cbrt(x: Value): Value {
  const floats = x.floating();
  return floats.sign().mul(floats.abs().pow(1 / 3));
}

/** sign(x) log1p(|x| + x²/(1 + √(1 + x²))): no cancellation around 0 or for negative x. */
function arcsinh(x: Value): Value {
  const size = x.floating().abs();
  const square = size.mul(size);
  return x
    .floating()
    .sign()
    .mul(size.add(square.div(square.add(1).sqrt().add(1))).log1p());
}

function arctanh(x: Value): Value {
  return x.mul(2).div(x.neg().add(1)).log1p().mul(0.5);
}

/** NumPy divides integers as integers here: 1 // x. */
function reciprocal(x: Value): Value {
  if (!isInteger(x.dtype)) return x.mul(0).add(1).div(x);
  const size = x.abs();
  return size.equal(1).where(x, x.mul(0));
}
