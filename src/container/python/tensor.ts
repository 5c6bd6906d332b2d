import { ModelError } from "../../errors.js";
import { defaultLimits } from "../../limits.js";
import { bytesPerElement, type Data, type DType, Tensor } from "../../tensor.js";
import { NdArray, type NumpyDtype } from "./array.js";
import { hostValue, pyValue } from "./host.js";
import { longDoubles } from "./long-double.js";
import { describeDtype } from "./numpy-dtype.js";
import { bytesToText, textToBytes } from "./strings.js";
import { swapped, toCOrder } from "./swap.js";

export { field, fieldArray } from "./field.js";

/**
 * An array as a tensor in C order and the machine's byte order, sharing memory with the file where its bytes are already so and
 * aligned. `S` (as latin-1, trailing NULs cut, as NumPy does) and `U` become strings; `O` host values; datetime64 and timedelta64
 * int64 in the dtype's unit, NaT being the smallest; long doubles float64. Field arrays and raw void have no tensor: see `field`.
 * @throws numpy/dtype
 */
export function toTensor(array: NdArray): Tensor {
  const { dtype, shape } = array;
  if (array.objects !== undefined && dtype.kind === "O") {
    if (array.objects.length > defaultLimits.maxObjects)
      throw new ModelError(
        "pickle/limit",
        `An array of ${array.objects.length} objects; the limit (maxObjects) is ${defaultLimits.maxObjects}.`,
      );
    return new Tensor(
      "object",
      shape,
      array.objects.map((item) => hostValue(item)),
    );
  }
  const { bytes } = array;
  if (bytes === undefined || dtype.fields !== undefined || dtype.kind === "V")
    throw new ModelError("numpy/dtype", `An array of ${describeDtype(dtype)} is no tensor; take a field of it.`);
  const ordered = array.fortran && shape.length > 1 ? toCOrder(bytes, shape, dtype.itemSize) : bytes;
  if (dtype.kind === "S" || dtype.kind === "U") return new Tensor("string", shape, bytesToText(ordered, dtype, array.size));
  if (dtype.kind === "f" && dtype.itemSize > 8) return new Tensor("float64", shape, longDoubles(ordered, dtype.itemSize, dtype));
  if (dtype.kind === "c" && dtype.itemSize > 16) return new Tensor("complex128", shape, longDoubles(ordered, dtype.itemSize / 2, dtype));
  const target = tensorDtype(dtype);
  const width = dtype.kind === "c" ? dtype.itemSize / 2 : dtype.itemSize;
  const data = view(target, dtype.byteOrder === ">" && width > 1 ? swapped(ordered, width) : ordered, width);
  return new Tensor(target, shape, (dtype.kind === "b" ? normalizeBools(data as Uint8Array) : data) as never);
}

/** The dtype that a numeric NumPy dtype has as a tensor. @throws numpy/dtype */
export function tensorDtype(dtype: NumpyDtype): DType {
  const found = numeric[`${dtype.kind}${dtype.itemSize}`];
  if (found === undefined) throw new ModelError("numpy/dtype", `${describeDtype(dtype)} has no counterpart among tensors.`);
  return found;
}

/** A tensor as NumPy would hold it: little-endian, C order; strings as `U` of the longest; object as `O`. */
export function fromTensor(tensor: Tensor): NdArray {
  const { dtype, shape } = tensor;
  if (dtype === "object") return new NdArray(objectDtype, shape, false, undefined, tensor.as("object").data.map(pyValue));
  if (dtype === "string") {
    const { bytes, itemSize } = textToBytes(tensor.as("string").data);
    return new NdArray({ kind: "U", itemSize, byteOrder: "<" }, shape, false, bytes, undefined);
  }
  if (dtype === "bfloat16") throw new ModelError("numpy/dtype", "NumPy has no bfloat16; convert the tensor to float32.");
  const data = tensor.data as Exclude<Data, unknown[]>;
  const [kind, itemSize] = numpyOf[dtype];
  const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  return new NdArray({ kind, itemSize, byteOrder: itemSize === 1 ? "|" : "<" }, shape, false, bytes, undefined);
}

const objectDtype: NumpyDtype = { kind: "O", itemSize: 8, byteOrder: "|" };

const numpyOf: Readonly<Record<Exclude<DType, "object" | "string" | "bfloat16">, readonly [NumpyDtype["kind"], number]>> = {
  float64: ["f", 8],
  float32: ["f", 4],
  float16: ["f", 2],
  int64: ["i", 8],
  int32: ["i", 4],
  int16: ["i", 2],
  int8: ["i", 1],
  uint64: ["u", 8],
  uint32: ["u", 4],
  uint16: ["u", 2],
  uint8: ["u", 1],
  bool: ["b", 1],
  complex128: ["c", 16],
  complex64: ["c", 8],
};

const numeric: Readonly<Record<string, DType | undefined>> = {
  ...Object.fromEntries(Object.entries(numpyOf).map(([name, [kind, size]]) => [`${kind}${size}`, name as DType])),
  m8: "int64",
  M8: "int64",
};

/** Typed storage over bytes, without a copy where they are aligned. */
function view(dtype: DType, bytes: Uint8Array, width: number): Data {
  const aligned = bytes.byteOffset % width === 0 ? bytes : new Uint8Array(bytes);
  const { buffer, byteOffset } = aligned;
  const length = aligned.byteLength / width;
  const make = arrays[dtype];
  if (make === undefined || bytesPerElement[dtype] === 0) throw new ModelError("numpy/dtype", `${dtype} has no storage of its own.`);
  return new make(buffer as ArrayBuffer, byteOffset, length);
}

type NumberArray = Exclude<Data, unknown[]>;
const arrays: Readonly<Partial<Record<DType, new (buffer: ArrayBuffer, offset: number, length: number) => NumberArray>>> = {
  float64: Float64Array,
  float32: Float32Array,
  float16: Uint16Array,
  int64: BigInt64Array,
  int32: Int32Array,
  int16: Int16Array,
  int8: Int8Array,
  uint64: BigUint64Array,
  uint32: Uint32Array,
  uint16: Uint16Array,
  uint8: Uint8Array,
  bool: Uint8Array,
  complex128: Float64Array,
  complex64: Float32Array,
};

/** NumPy takes any byte but 0 for true. */
function normalizeBools(data: Uint8Array): Uint8Array {
  return data.every((byte) => byte <= 1) ? data : data.map((byte) => (byte === 0 ? 0 : 1));
}
