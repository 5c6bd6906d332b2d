import { ModelError } from "../../errors.js";
import { defaultLimits, type Limits } from "../../limits.js";
import { kindOf } from "../pickle/fill.js";
import { PyGlobal, PyObject, type PyValue } from "../pickle/values.js";
import { byCall, byClass } from "./catalog.js";
import type { Context, PyReal } from "./real.js";

export type { PyReal } from "./real.js";

const realized = new WeakMap<PyObject, PyReal>();

/**
 * Reads a record as the value that Python would have made, if its callable is on the allow-list; every other value comes back
 * as it is. Nothing is executed, and only the outermost level is read: what a list or a table's cell holds is realized when asked.
 * A record is read once; the same value comes back each time.
 * @throws pickle/value, numpy/dtype, numpy/shape where an allow-listed call has arguments that cannot make its value.
 */
export function realize(value: PyValue, limits: Limits = defaultLimits): PyReal {
  return value instanceof PyObject ? record(value, { limits, depth: 0, realize: nested(limits, 0) }) : value;
}

/** Whether `realize` would make a value of this record. */
export function isKnown(object: PyObject): boolean {
  return readerOf(object) !== undefined;
}

/** Records nested in each other's arguments; no real value nests deeper than a dtype in a table in an index. */
const MAX_NESTING = 64;

function nested(limits: Limits, depth: number): Context["realize"] {
  return (value) => {
    if (!(value instanceof PyObject)) return value;
    if (depth >= MAX_NESTING) throw new ModelError("pickle/value", `Values that are made from each other ${MAX_NESTING} levels deep.`);
    return record(value, { limits, depth: depth + 1, realize: nested(limits, depth + 1) });
  };
}

function record(object: PyObject, context: Context): PyReal {
  const known = realized.get(object);
  if (known !== undefined) return known;
  const reader = readerOf(object);
  if (reader === undefined) return object;
  const real = reader.read(object, context);
  if (real === undefined) {
    const given = object.args.items.map(kindOf).slice(0, 8).join(", ");
    throw new ModelError("pickle/value", `${pathOf(object)} cannot be made from (${given}) and ${object.states.length} states.`, {
      where: pathOf(object),
    });
  }
  realized.set(object, real);
  return real;
}

/** Calls are looked up by what is called; instances by their class, however they were made. */
function readerOf(object: PyObject) {
  if (object.how === "reduce") {
    const call = byCall.get(object.callablePath);
    if (call !== undefined) return call;
    if (!instanceMakers.has(object.callablePath)) return undefined;
  }
  return byClass.get(object.cls?.path ?? "");
}

const instanceMakers = new Set(["copyreg._reconstructor", "copy_reg._reconstructor", "copyreg.__newobj__", "copyreg.__newobj_ex__"]);

function pathOf(object: PyObject): string {
  return object.cls?.path ?? (object.callable instanceof PyGlobal ? object.callable.path : "a call");
}
