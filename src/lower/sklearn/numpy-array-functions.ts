import { PyDict, type PyValue } from "../../container/pickle/values.js";
import { realize } from "../../container/python/realize.js";
import { scalar, type Value } from "../../graph/value.js";
import { isFloating } from "../../tensor.js";
import { number } from "./fields.js";

/** Keyword arguments as JavaScript values. */
export type Keywords = Readonly<Record<string, unknown>>;

/** A function of an array under some keyword arguments; undefined where it is not computed under these. */
export interface ArrayFunction {
  /** Whether a table's columns may be computed one by one. */
  readonly elementwise: boolean;
  readonly apply: (x: Value, keywords: Keywords) => Value | undefined;
}

const constant = (x: Value, value: number): Value => x.constantLike(scalar(x.dtype, value));

/** `numpy.clip(x, a_min, a_max)`; NumPy 2 also says min and max. */
function clip(x: Value, { a_min, a_max, min = a_min, max = a_max, ...others }: Keywords): Value | undefined {
  if (Object.keys(others).length > 0 || ![min, max].every((end) => end === null || end === undefined || typeof end === "number"))
    return undefined;
  const above = typeof min === "number" ? x.max(min) : x;
  return typeof max === "number" ? above.min(max) : above;
}

const LARGEST_FLOAT32 = 3.4028234663852886e38;

function nanToNum(x: Value, { nan = 0, posinf, neginf }: Keywords): Value {
  if (!isFloating(x.dtype)) return x;
  const largest = x.dtype === "float32" ? LARGEST_FLOAT32 : Number.MAX_VALUE;
  const above = constant(x, typeof posinf === "number" ? posinf : largest);
  const below = constant(x, typeof neginf === "number" ? neginf : -largest);
  return x.isNaN().where(constant(x, Number(nan)), x.isInf().where(x.greater(0).where(above, below), x));
}

/** Through a power of ten, as numpy/_core/src/multiarray/calculation.c: PyArray_Round. */
function round(x: Value, { decimals = 0 }: Keywords): Value | undefined {
  if (!isFloating(x.dtype)) return Number(decimals) >= 0 ? x : undefined;
  const scale = 10 ** Math.abs(Number(decimals));
  if (scale === 1) return x.round();
  return Number(decimals) > 0 ? x.mul(scale).round().div(scale) : x.div(scale).round().mul(scale);
}

/** Along the columns only: anything else mixes rows. */
const along =
  (reduce: (x: Value, keep: boolean) => Value) =>
  (x: Value, { axis, keepdims = false, ...others }: Keywords): Value | undefined =>
    x.rank === 2 && (axis === 1 || axis === -1) && Object.keys(others).length === 0 ? reduce(x, keepdims === true) : undefined;

const vector = (x: Value): Value | undefined =>
  x.rank === 1 ? x : x.rank === 2 && x.shape[1] === 1 ? x.reshape([x.shape[0] ?? -1]) : undefined;

const functions: ReadonlyMap<string, ArrayFunction> = new Map<string, ArrayFunction>([
  ["clip", { elementwise: true, apply: clip }],
  ["nan_to_num", { elementwise: false, apply: nanToNum }],
  ["round", { elementwise: true, apply: round }],
  ["around", { elementwise: true, apply: round }],
  ["isnan", { elementwise: true, apply: (x) => x.floating().isNaN() }],
  ["isfinite", { elementwise: true, apply: (x) => x.floating().isNaN().or(x.floating().isInf()).not() }],
  ["asarray", { elementwise: false, apply: (x) => x }],
  ["asanyarray", { elementwise: false, apply: (x) => x }],
  ["array", { elementwise: false, apply: (x, keywords) => (Object.keys(keywords).every((key) => key === "copy") ? x : undefined) }],
  ["ravel", { elementwise: false, apply: vector }],
  ["squeeze", { elementwise: false, apply: (x) => vector(x) ?? x }],
  ["sum", { elementwise: false, apply: along((x, keep) => x.sum(1, keep)) }],
  ["mean", { elementwise: false, apply: along((x, keep) => x.floating().mean(1, keep)) }],
  ["max", { elementwise: false, apply: along((x, keep) => x.maximum(1, keep)) }],
  ["amax", { elementwise: false, apply: along((x, keep) => x.maximum(1, keep)) }],
  ["min", { elementwise: false, apply: along((x, keep) => x.minimum(1, keep)) }],
  ["amin", { elementwise: false, apply: along((x, keep) => x.minimum(1, keep)) }],
  ["prod", { elementwise: false, apply: along((x, keep) => x.prod(1, keep)) }],
]);

/** NumPy's functions of arrays by their path, beside those of single numbers in numpy-functions.ts. */
export function arrayFunction(path: string): ArrayFunction | undefined {
  const name = /^numpy(?:\.(?:_?core|lib)(?:\.\w+)?)?\.(\w+)$/.exec(path)?.[1];
  return name === undefined ? undefined : functions.get(name);
}

/** `kw_args` as JavaScript values. */
export function keywordsOf(value: PyValue | undefined): Keywords {
  const real = value === undefined ? undefined : realize(value);
  if (!(real instanceof PyDict)) return {};
  return Object.fromEntries([...real.strings()].map(([key, item]) => [key, number(item) ?? realize(item)]));
}
