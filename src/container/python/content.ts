import { Latin1Text, Py2String, PyBuffer, PyByteArray, PyDict, type PyObject, PyTuple, type PyValue } from "../pickle/values.js";
import type { PyReal } from "./real.js";

/** The bytes that a value stands for in an array's or a number's state: bytes, buffers, and what Python 2 called `str`. */
export function bytesOf(value: PyReal | undefined): Uint8Array | undefined {
  if (value instanceof Uint8Array) return value;
  if (value instanceof PyByteArray || value instanceof PyBuffer || value instanceof Py2String || value instanceof Latin1Text)
    return value.data;
  return typeof value === "string" ? latin1Bytes(value) : undefined;
}

/** Text as its latin-1 bytes; undefined where a character has none. */
export function latin1Bytes(text: string): Uint8Array | undefined {
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code > 0xff) return undefined;
    bytes[i] = code;
  }
  return bytes;
}

/** A `str` of either Python, or bytes that a Python 2 library pickled for one. */
export function textOf(value: PyReal | undefined): string | undefined {
  if (typeof value === "string") return value;
  if (value instanceof Py2String || value instanceof Latin1Text) return value.text;
  return value instanceof Uint8Array ? Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString("latin1") : undefined;
}

/** An int that a JavaScript number holds exactly. */
export function intOf(value: PyReal | undefined): number | undefined {
  if (typeof value === "boolean") return Number(value);
  if (typeof value !== "bigint") return undefined;
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : undefined;
}

/** The dimensions of an array. */
export function shapeOf(value: PyReal | undefined): number[] | undefined {
  const items =
    value instanceof PyTuple ? value.items : Array.isArray(value) ? value : intOf(value) === undefined ? undefined : [value as PyValue];
  const shape = items?.map(intOf);
  return shape?.every((dim) => dim !== undefined && dim >= 0) ? (shape as number[]) : undefined;
}

/** The items of an iterable as Python pickles one: a list, a tuple, a set, a range. */
export function itemsOf(value: PyReal | undefined): readonly PyValue[] | undefined {
  if (Array.isArray(value)) return value;
  if (value instanceof PyTuple) return value.items;
  if (typeof value === "object" && value !== null && "frozen" in value) return value.items;
  return undefined;
}

/** The state of a record that was built once. */
export function onlyState(record: PyObject): PyValue | undefined {
  return record.states.length === 1 ? record.states[0] : undefined;
}

/** The attributes that BUILD set: a dict, or the pair of dict and slots. */
export function attributeDict(record: PyObject): PyDict | undefined {
  const state = onlyState(record);
  if (state instanceof PyDict) return state;
  const [first] = state instanceof PyTuple ? state.items : [];
  return first instanceof PyDict ? first : undefined;
}

/** Whether only the call itself made the record. */
export function isBare(record: PyObject): boolean {
  return record.states.length === 0 && record.appended === undefined && record.items === undefined && record.kwargs === undefined;
}

/** Names of a module's function in Python 3 and in Python 2. */
export function inBuiltins(...names: readonly string[]): string[] {
  return names.flatMap((name) => [`builtins.${name}`, `__builtin__.${name}`]);
}

/** Names inside NumPy's core package, which NumPy 2 renamed. */
export function inNumpyCore(...names: readonly string[]): string[] {
  return names.flatMap((name) => [`numpy.core.${name}`, `numpy._core.${name}`]);
}
