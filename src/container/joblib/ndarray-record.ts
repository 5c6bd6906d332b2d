import { PyDict, PyGlobal, PyObject, PyTuple, type PyValue } from "../pickle/values.js";
import type { NumpyDtype } from "../python/array.js";

/** How `ndarray.__reduce__` names its maker: `numpy.core` until NumPy 1, `numpy._core` since 2. */
export const RECONSTRUCT = "_reconstruct";

/**
 * The record that a plain pickle holds for an array: `_reconstruct(subclass, (0,), b"b")`, to be built with
 * {@link arrayState}. The same as NumPy's own, so that whatever reads pickled arrays reads these.
 */
export function arrayRecord(reconstruct: PyGlobal, subclass: PyGlobal): PyObject {
  return new PyObject("reduce", reconstruct, new PyTuple([subclass, new PyTuple([0n]), Uint8Array.of(0x62)]));
}

/** The state of a pickled ndarray: version, shape, dtype, Fortran order, and bytes or a list of objects. */
export function arrayState(shape: readonly PyValue[], dtype: PyValue, fortran: boolean, data: Uint8Array | PyValue[]): PyTuple {
  return new PyTuple([1n, new PyTuple([...shape]), dtype, fortran, data]);
}

const numpyDtype = new PyGlobal("numpy", "dtype");

/** The record of a dtype, as `numpy.dtype.__reduce__` makes it (numpy/core/src/multiarray/descriptor.c, `arraydescr_reduce`). */
export function dtypeRecord(dtype: NumpyDtype): PyObject {
  const { kind, itemSize, byteOrder, fields, subarray, unit } = dtype;
  const flexible = kind === "S" || kind === "U" || kind === "V";
  const code = `${kind}${kind === "U" ? itemSize / 4 : itemSize}`;
  const record = new PyObject("reduce", numpyDtype, new PyTuple([code, false, true]));
  const names = fields && new PyTuple(fields.map((field) => field.name));
  const layout = fields && new PyDict();
  for (const field of fields ?? []) {
    const place: PyValue[] = [dtypeRecord(field.dtype), BigInt(field.offset)];
    layout?.set(field.name, new PyTuple(field.title === undefined ? place : [...place, field.title]));
  }
  const base = subarray && new PyTuple([dtypeRecord(subarray.base), new PyTuple(subarray.shape.map(BigInt))]);
  const size = flexible ? [BigInt(itemSize), kind === "U" ? 4n : 1n] : [-1n, -1n];
  // Flags: 63 for objects (NPY_OBJECT_DTYPE_FLAGS), 27 where a field holds some (NPY_FROM_FIELDS of it).
  const flags = kind === "O" ? 63n : holdsObjects(dtype) ? 27n : 0n;
  const state: PyValue[] = [unit === undefined ? 3n : 4n, byteOrder, base ?? null, names ?? null, layout ?? null, ...size, flags];
  if (unit !== undefined) state.push(datetimeMetadata(unit));
  record.states.push(new PyTuple(state));
  return record;
}

function holdsObjects(dtype: NumpyDtype): boolean {
  if (dtype.kind === "O") return true;
  return dtype.fields?.some((field) => holdsObjects(field.dtype)) ?? (dtype.subarray ? holdsObjects(dtype.subarray.base) : false);
}

/** `({}, (unit, number, 1, 1))`: the metadata of a datetime dtype of version 4. */
function datetimeMetadata(text: string): PyTuple {
  const [, count, unit = "generic"] = /^(\d*)([a-zA-Zμ]+)$/.exec(text) ?? [];
  return new PyTuple([new PyDict(), new PyTuple([new TextEncoder().encode(unit), BigInt(count || 1), 1n, 1n])]);
}
