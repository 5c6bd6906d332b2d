import {
  Latin1Text,
  Py2String,
  PyByteArray,
  PyDict,
  PyGlobal,
  PyObject,
  PySet,
  PyTuple,
  type PyValue,
} from "../../container/pickle/values.js";
import { NdArray, NumpyScalar, SparseMatrix } from "../../container/python/array.js";
import { realize } from "../../container/python/realize.js";

/** The name of a value's Python type: `dict`, `ndarray`, `DataFrame`, `LogisticRegression`. */
export function kindOf(root: PyValue): string {
  if (root instanceof PyObject && root.cls) {
    const real = realize(root);
    if (real instanceof NdArray) return "ndarray";
    if (real instanceof NumpyScalar) return "scalar";
    if (real instanceof SparseMatrix) return `${real.format}_matrix`;
    return root.cls.name.split(".").at(-1) ?? root.cls.name;
  }
  if (root === null) return "NoneType";
  if (root instanceof PyGlobal) return "type";
  if (root instanceof PyDict) return "dict";
  if (root instanceof PyTuple) return "tuple";
  if (root instanceof PySet) return root.frozen ? "frozenset" : "set";
  if (root instanceof PyByteArray) return "bytearray";
  if (root instanceof Py2String || root instanceof Latin1Text) return "str";
  if (root instanceof Uint8Array) return "bytes";
  if (Array.isArray(root)) return "list";
  const names: Record<string, string> = { boolean: "bool", bigint: "int", number: "float", string: "str" };
  return names[typeof root] ?? "object";
}
