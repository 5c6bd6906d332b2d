import { ModelError } from "../../errors.js";
import { PyTuple, type PyValue } from "../pickle/values.js";
import { NdArray, type NumpyDtype, NumpyScalar } from "./array.js";
import { bytesOf, inNumpyCore, intOf, isBare, itemsOf, onlyState, shapeOf, textOf } from "./content.js";
import { describeDtype, dtypeOf, hasObjects } from "./numpy-dtype.js";
import type { Context, Reconstructor } from "./real.js";

/** Dimensions that NumPy 2 allows. */
const MAX_DIMENSIONS = 64;

/** Elements of dtypes such as `S0`: nothing in the file pays for them. */
const MAX_EMPTY_ELEMENTS = 1_000_000;

/** Subclasses of ndarray that keep their content in ndarray's own state. */
const arrayClasses: ReadonlySet<string> = new Set([
  "numpy.ndarray",
  "numpy.matrix",
  "numpy.matrixlib.defmatrix.matrix",
  "numpy.memmap",
  "numpy.core.memmap.memmap",
  "numpy._core.memmap.memmap",
  "numpy.recarray",
  "numpy.rec.recarray",
  "numpy.core.records.recarray",
  "numpy._core.records.recarray",
  "numpy.chararray",
  "numpy.char.chararray",
  "numpy.core.defchararray.chararray",
]);

/** Checks an array's shape against its bytes. @throws numpy/shape */
export function makeArray(dtype: NumpyDtype, shape: readonly number[], fortran: boolean, bytes: Uint8Array): NdArray {
  const size = checkedSize(shape);
  const expected = size * dtype.itemSize;
  if (dtype.itemSize === 0 && size > MAX_EMPTY_ELEMENTS)
    throw new ModelError("numpy/shape", `An array of ${size} elements that take no bytes; at most ${MAX_EMPTY_ELEMENTS} are read.`);
  if (bytes.length !== expected)
    throw new ModelError(
      "numpy/shape",
      `An array of shape [${shape}] and ${describeDtype(dtype)} takes ${expected} bytes, not ${bytes.length}.`,
    );
  return new NdArray(dtype, shape, fortran, bytes, undefined);
}

/** Checks an object array's shape against its items, which are in C order whatever the array's own. @throws numpy/shape */
export function makeObjectArray(dtype: NumpyDtype, shape: readonly number[], items: readonly PyValue[]): NdArray {
  const size = checkedSize(shape);
  if (items.length !== size)
    throw new ModelError("numpy/shape", `An array of shape [${shape}] takes ${size} objects, not ${items.length}.`);
  return new NdArray(dtype, shape, false, undefined, items);
}

function checkedSize(shape: readonly number[]): number {
  if (shape.length > MAX_DIMENSIONS)
    throw new ModelError("numpy/shape", `An array of ${shape.length} dimensions; NumPy allows ${MAX_DIMENSIONS}.`);
  const size = shape.reduce((a, b) => a * b, 1);
  if (!Number.isSafeInteger(size)) throw new ModelError("numpy/shape", `An array of shape [${shape}] has too many elements.`);
  return size;
}

/** numpy/core/src/multiarray/methods.c, `array_setstate`: ([version,] shape, dtype, is_fortran, bytes or list). */
export function arrayFromState(items: readonly PyValue[], context: Context): NdArray | undefined {
  const [dims = null, record = null, fortran, content = null] = items.length === 5 ? items.slice(1) : items;
  const shape = shapeOf(dims);
  const dtype = dtypeOf(record, context);
  if (shape === undefined || dtype === undefined || items.length < 4 || items.length > 5) return undefined;
  if (hasObjects(dtype)) return Array.isArray(content) ? makeObjectArray(dtype, shape, content) : undefined;
  const bytes = bytesOf(context.realize(content));
  return bytes && makeArray(dtype, shape, fortran === true || intOf(fortran) === 1, bytes);
}

/** `_reconstruct(cls, (0,), b"b")` and the state. Without one, the empty array of `cls`. */
const reconstruct: Reconstructor = {
  calls: inNumpyCore("multiarray._reconstruct"),
  read: (record, context) => {
    if (!arrayClasses.has(record.cls?.path ?? "")) return record;
    const state = onlyState(record);
    return state instanceof PyTuple ? arrayFromState(state.items, context) : undefined;
  },
};

/** Protocol 5: `_frombuffer(buffer, dtype, shape, order[, axes])`; order K (NumPy 2.3) permutes the axes of a C array. */
const frombuffer: Reconstructor = {
  calls: inNumpyCore("numeric._frombuffer"),
  read: (record, context) => {
    const [buffer = null, dtypeRecord = null, dims, order, axes] = record.args.items;
    const dtype = dtypeOf(dtypeRecord, context);
    const shape = shapeOf(dims);
    const bytes = bytesOf(context.realize(buffer));
    if (dtype === undefined || shape === undefined || bytes === undefined || hasObjects(dtype) || !isBare(record)) return undefined;
    const name = textOf(order);
    if (name === "C" || name === "F") return makeArray(dtype, shape, name === "F", bytes);
    const permutation = itemsOf(axes)?.map(intOf);
    if (name !== "K" || permutation === undefined || !isPermutation(permutation, shape.length)) return undefined;
    return transposed(makeArray(dtype, shape, false, bytes), permutation as number[]);
  },
};

/** `scalar(dtype, bytes)`; the object itself for dtype object. */
const scalar: Reconstructor = {
  calls: inNumpyCore("multiarray.scalar"),
  read: (record, context) => {
    const [dtypeRecord = null, content = null] = record.args.items;
    const dtype = dtypeOf(dtypeRecord, context);
    if (dtype === undefined || !isBare(record)) return undefined;
    if (hasObjects(dtype)) return new NumpyScalar(dtype, undefined, content);
    const bytes = bytesOf(context.realize(content));
    if (bytes === undefined || bytes.length !== dtype.itemSize) return undefined;
    return new NumpyScalar(dtype, bytes, undefined);
  },
};

function isPermutation(axes: readonly (number | undefined)[], length: number): boolean {
  return axes.length === length && new Set(axes).size === length && axes.every((axis) => axis !== undefined && axis >= 0 && axis < length);
}

/** The array with its axes permuted, in C order: a copy. */
function transposed(array: NdArray, axes: readonly number[]): NdArray {
  const { dtype, shape, bytes } = array;
  const source = bytes ?? new Uint8Array(0);
  const width = dtype.itemSize;
  const strides = shape.map((_, axis) => shape.slice(axis + 1).reduce((a, b) => a * b, width));
  const newShape = axes.map((axis) => shape[axis] ?? 0);
  const newStrides = axes.map((axis) => strides[axis] ?? 0);
  const out = new Uint8Array(source.length);
  const index = new Array<number>(newShape.length).fill(0);
  let from = 0;
  for (let to = 0; to < out.length; to += width) {
    for (let k = 0; k < width; k++) out[to + k] = source[from + k] as number;
    for (let axis = newShape.length - 1; axis >= 0; axis--) {
      const next = (index[axis] as number) + 1;
      from += newStrides[axis] as number;
      if (next < (newShape[axis] as number)) {
        index[axis] = next;
        break;
      }
      index[axis] = 0;
      from -= next * (newStrides[axis] as number);
    }
  }
  return makeArray(dtype, newShape, false, out);
}

export const numpyArrays: readonly Reconstructor[] = [reconstruct, frombuffer, scalar];
