import { PyDict, PyGlobal, PyObject, PySet, PyTuple, type PyValue } from "../../container/pickle/values.js";
import { NdArray, NumpyScalar } from "../../container/python/array.js";
import { realize } from "../../container/python/realize.js";
import { toTensor } from "../../container/python/tensor.js";
import { attributesOf } from "../sklearn/object.js";
import type { Json } from "../source.js";
import { kindOf } from "./kind.js";

/** Arrays up to this many elements are part of a configuration; larger ones are named by their shape. */
const SMALL_ARRAY = 32;
/** Beyond this depth a configuration is cut: parameters of real models stay far below it. */
const MAX_DEPTH = 24;

/** Values that one configuration shows; shared ones are shown wherever they stand, and a file may share them without measure. */
const MAX_VALUES = 100_000;

/** The hyper-parameters of an estimator, nested as estimators are; of another value, what it holds in short. */
export function configOf(root: PyValue): Json {
  return shorten(root, 0, new Set(), { left: MAX_VALUES });
}

/** What `get_params` lists: attributes that fitting did not make (scikit-learn ends those with an underscore). */
export function isParameter(name: string): boolean {
  return !name.endsWith("_") && !name.startsWith("_");
}

function shorten(root: PyValue, depth: number, above: Set<object>, budget: { left: number }): Json {
  const value = realize(root);
  if (value === null || typeof value === "boolean" || typeof value === "string") return value;
  if (typeof value === "number") return Number.isFinite(value) ? value : String(value);
  if (typeof value === "bigint") return Number.isSafeInteger(Number(value)) ? Number(value) : value.toString();
  if (typeof value !== "object" || above.has(value)) return `<${kindOf(root)}>`;
  if (depth > MAX_DEPTH || --budget.left < 0) return "…";
  const inner = new Set(above).add(value);
  const next = (item: PyValue) => shorten(item, depth + 1, inner, budget);
  if (value instanceof NumpyScalar && value.bytes)
    return plain(toTensor(new NdArray(value.dtype, [], false, value.bytes, undefined)).at(0));
  if (value instanceof NdArray) {
    if (value.size > SMALL_ARRAY || value.bytes === undefined)
      return `<ndarray ${value.dtype.kind}${value.dtype.itemSize} [${value.shape.join(", ")}]>`;
    return Array.from({ length: value.size }, (_, i) => plain(toTensor(value).at(i)));
  }
  if (value instanceof PyTuple) return value.items.map(next);
  if (value instanceof PySet) return value.items.map(next);
  if (Array.isArray(value)) return (value as PyValue[]).slice(0, SMALL_ARRAY).map(next);
  if (value instanceof PyDict)
    return Object.fromEntries(
      value
        .entries()
        .slice(0, SMALL_ARRAY)
        .map(([key, item]) => [typeof key === "string" ? key : String(next(key)), next(item)]),
    );
  if (value instanceof PyGlobal) return value.path;
  if (value instanceof PyObject) {
    const params = [...attributesOf(value)].filter(([name]) => isParameter(name)).map(([name, item]): [string, Json] => [name, next(item)]);
    return { class: value.cls?.path ?? value.callablePath, ...Object.fromEntries(params) };
  }
  return `<${kindOf(root)}>`;
}

function plain(value: unknown): Json {
  if (typeof value === "number") return Number.isFinite(value) ? value : String(value);
  if (typeof value === "boolean" || typeof value === "string") return value;
  return String(value);
}
