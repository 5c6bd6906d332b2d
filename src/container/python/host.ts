import { ModelError } from "../../errors.js";
import type { HostRecord, HostValue } from "../../tensor.js";
import { Latin1Text, Py2String, PyDict, PyObject, PyTuple, type PyValue } from "../pickle/values.js";
import { NdArray, NumpyScalar } from "./array.js";
import { PyDateTime, PyDecimal } from "./real.js";
import { realize } from "./realize.js";
import { toTensor } from "./tensor.js";

/** Levels of lists in a cell; deeper ones are no data. */
const MAX_DEPTH = 100;

/**
 * A Python value as a cell of an object tensor: ints that are safe as numbers, dates as Date (wall clock on UTC), bytes as
 * latin-1 text, lists and tuples as arrays. @throws numpy/dtype for what has no such form.
 */
export function hostValue(value: PyValue, depth = 0): HostValue {
  if (value === null || typeof value === "string" || typeof value === "number" || typeof value === "boolean") return value;
  if (typeof value === "bigint") return Number.isSafeInteger(Number(value)) ? Number(value) : value;
  if (depth > MAX_DEPTH) throw new ModelError("numpy/dtype", `A cell of an object array nests more than ${MAX_DEPTH} levels.`);
  if (value instanceof Py2String || value instanceof Latin1Text) return value.text;
  if (value instanceof Uint8Array) return Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString("latin1");
  const real = realize(value);
  if (Array.isArray(real)) return real.map((item) => hostValue(item, depth + 1));
  if (real instanceof PyTuple) return real.items.map((item) => hostValue(item, depth + 1));
  if (real instanceof PyDict) return hostRecord(real, depth);
  if (real instanceof NumpyScalar)
    return real.bytes
      ? toTensor(new NdArray(real.dtype, [], false, real.bytes, undefined)).at(0)
      : hostValue(real.object ?? null, depth + 1);
  if (real instanceof NdArray) return toTensor(real).toArray() as HostValue;
  if (real instanceof PyDateTime) return new Date(real.wallClock);
  if (real instanceof PyDecimal) return Number(real.text);
  if (real instanceof Uint8Array) return hostValue(real, depth + 1);
  const name = real instanceof PyObject ? (real.cls?.path ?? "an object") : ((real as object | null)?.constructor.name ?? "a value");
  throw new ModelError("numpy/dtype", `An object array holds ${name}, which is no number, text, date, list or dict of those.`);
}

function hostRecord(dict: PyDict, depth: number): HostRecord {
  const record = new Map<string, HostValue>();
  for (const [key, item] of dict.entries())
    record.set(typeof key === "string" ? key : String(hostValue(key, depth + 1)), hostValue(item, depth + 1));
  return record;
}

/** A cell of an object tensor as a Python value; whole numbers as ints. */
export function pyValue(value: HostValue): PyValue {
  if (value === null || typeof value === "string" || typeof value === "boolean" || typeof value === "bigint") return value;
  if (typeof value === "number") return Number.isSafeInteger(value) && !Object.is(value, -0) ? BigInt(value) : value;
  if (Array.isArray(value)) return value.map(pyValue);
  if (value instanceof Map) {
    const dict = new PyDict();
    for (const [key, item] of value as HostRecord) dict.set(key, pyValue(item));
    return dict;
  }
  throw new ModelError("numpy/dtype", "A date cannot be written into an object array; use a datetime64 array.");
}
