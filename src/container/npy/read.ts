import { ModelError } from "../../errors.js";
import { defaultLimits, type Limits } from "../../limits.js";
import { readPickle } from "../pickle/read.js";
import { PyObject, PyTuple } from "../pickle/values.js";
import { NdArray } from "../python/array.js";
import { hasObjects } from "./descr.js";
import { type NpyHeader, parseHeader } from "./header.js";

/**
 * An array from the bytes of a .npy file, versions 1 to 3. Plain data is a view of `bytes`; an object array is a pickle inside, and is
 * read as inert values.
 * @throws ModelError `npy/header`, `numpy/dtype`, `numpy/shape`, `bytes/eof`, `bytes/too-large`, and those of pickles
 */
export function readNpy(bytes: Uint8Array, limits: Limits = defaultLimits, where = "array.npy"): NdArray {
  const header = parseHeader(bytes, where);
  const count = header.shape.reduce((a, b) => a * b, 1);
  if (hasObjects(header.dtype)) return readObjects(bytes, header, count, limits, where);
  const size = count * header.dtype.itemSize;
  if (!Number.isSafeInteger(size) || size > limits.maxBytes)
    throw new ModelError("bytes/too-large", `${where}: an array of ${size} bytes; the limit (maxBytes) is ${limits.maxBytes}.`, { where });
  const left = bytes.length - header.dataOffset;
  if (size > left)
    throw new ModelError("bytes/eof", `${where}: the array takes ${size} bytes, ${left} are left.`, { where, offset: bytes.length });
  const data = bytes.subarray(header.dataOffset, header.dataOffset + size);
  return new NdArray(header.dtype, header.shape, header.fortran, data, undefined);
}

function readObjects(bytes: Uint8Array, header: NpyHeader, count: number, limits: Limits, where: string): NdArray {
  const { root } = readPickle(bytes, { limits, offset: header.dataOffset, where });
  const state = root instanceof PyObject ? root.states[0] : undefined;
  // The state of a pickled ndarray: (version, shape, dtype, is_fortran, list). The list is in C order, whatever the array's own.
  const objects = state instanceof PyTuple && state.items.length === 5 ? state.items[4] : undefined;
  if (!Array.isArray(objects) || objects.length !== count)
    throw new ModelError(
      "numpy/shape",
      `${where}: an object array of ${count} elements is announced, ${Array.isArray(objects) ? objects.length : "none"} are there.`,
      { where, offset: header.dataOffset, python: "ValueError" },
    );
  return new NdArray(header.dtype, header.shape, false, undefined, objects);
}
