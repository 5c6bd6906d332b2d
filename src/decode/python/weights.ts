import { PyDict, PyObject, PyTuple, type PyValue } from "../../container/pickle/values.js";
import { NdArray, NumpyScalar, SparseMatrix } from "../../container/python/array.js";
import { realize } from "../../container/python/realize.js";
import { field as fieldOf, toTensor } from "../../container/python/tensor.js";
import type { Tensor } from "../../tensor.js";
import { attributesOf } from "../sklearn/object.js";
import { isParameter } from "./config.js";

/** Every array of numbers or texts below a value, by its path, in the order of the file; structured arrays give one per field. */
export function weightsOf(root: PyValue): ReadonlyMap<string, Tensor> {
  const weights = new Map<string, Tensor>();
  const seen = new Set<object>();
  const open: [string, PyValue][] = [["", root]];
  const join = (path: string, name: string) => (path === "" ? name : `${path}.${name}`);
  for (let entry = open.pop(); entry !== undefined; entry = open.pop()) {
    const [path, item] = entry;
    const value = realize(item);
    if (typeof value !== "object" || value === null || seen.has(value)) continue;
    seen.add(value);
    let inner: [string, PyValue][] = [];
    if (value instanceof NdArray) {
      if (value.objects) inner = value.objects.map((object, i) => [join(path, String(i)), object]);
      else if (value.dtype.fields) for (const [name, tensor] of structured(value)) weights.set(join(path, name), tensor);
      else if (value.dtype.kind !== "V") weights.set(path || "value", toTensor(value));
    } else if (value instanceof NumpyScalar) {
      if (value.bytes && value.dtype.kind !== "V")
        weights.set(path || "value", toTensor(new NdArray(value.dtype, [], false, value.bytes, undefined)));
    } else if (value instanceof SparseMatrix) {
      weights.set(join(path, "data"), toTensor(value.data));
      weights.set(join(path, "indices"), toTensor(value.indices));
      if (value.indptr) weights.set(join(path, "indptr"), toTensor(value.indptr));
    } else if (value instanceof PyDict) {
      inner = value.entries().map(([key, object]) => [join(path, typeof key === "object" ? "?" : String(key)), object]);
    } else if (value instanceof PyTuple) inner = nameItems(path, value.items);
    else if (Array.isArray(value)) inner = nameItems(path, value as PyValue[]);
    else if (value instanceof PyObject) {
      for (const [name, object] of attributesOf(value))
        if (!isParameter(name) || typeof realize(object) === "object") inner.push([join(path, name), object]);
      inner = inner.concat(nameItems(path, value.args.items));
      for (const state of value.states) if (!(state instanceof PyDict)) inner.push([path, state]);
    }
    // One by one: a vocabulary has more entries than a call may have arguments.
    for (const each of inner.reverse()) open.push(each);
  }
  return weights;
}

/** Items of a list by position; pairs (name, object, …) by name. */
function nameItems(path: string, items: readonly PyValue[]): [string, PyValue][] {
  const prefix = path === "" ? "" : `${path}.`;
  return items.flatMap((item, i): [string, PyValue][] => {
    const [name, object, ...rest] = item instanceof PyTuple ? item.items : [];
    if (typeof name !== "string" || object === undefined) return [[`${prefix}${i}`, item]];
    return [[`${prefix}${name}`, object], ...rest.map((more, k): [string, PyValue] => [`${prefix}${name}.${k + 2}`, more])];
  });
}

function structured(array: NdArray): [string, Tensor][] {
  return (array.dtype.fields ?? [])
    .filter((field) => field.dtype.kind !== "V" && field.dtype.kind !== "O")
    .map((f) => [f.name, fieldOf(array, f.name)]);
}
