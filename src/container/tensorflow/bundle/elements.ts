import { allocateBytes } from "../../../bytes/range.js";
import { bytesPerElement, type Data, type DType, sizeOf, Tensor } from "../../../tensor.js";

const views: { readonly [D in DType]?: (buffer: ArrayBuffer, length: number) => Data } = {
  float64: (buffer, length) => new Float64Array(buffer, 0, length),
  float32: (buffer, length) => new Float32Array(buffer, 0, length),
  float16: (buffer, length) => new Uint16Array(buffer, 0, length),
  bfloat16: (buffer, length) => new Uint16Array(buffer, 0, length),
  int64: (buffer, length) => new BigInt64Array(buffer, 0, length),
  int32: (buffer, length) => new Int32Array(buffer, 0, length),
  int16: (buffer, length) => new Int16Array(buffer, 0, length),
  int8: (buffer, length) => new Int8Array(buffer, 0, length),
  uint64: (buffer, length) => new BigUint64Array(buffer, 0, length),
  uint32: (buffer, length) => new Uint32Array(buffer, 0, length),
  uint16: (buffer, length) => new Uint16Array(buffer, 0, length),
  uint8: (buffer, length) => new Uint8Array(buffer, 0, length),
  bool: (buffer, length) => new Uint8Array(buffer, 0, length),
  complex64: (buffer, length) => new Float32Array(buffer, 0, 2 * length),
  complex128: (buffer, length) => new Float64Array(buffer, 0, 2 * length),
};

/** Bytes that the numbers of a tensor take; undefined where they are no numbers. */
export function byteLength(dtype: DType, shape: readonly number[]): number | undefined {
  return views[dtype] === undefined ? undefined : sizeOf(shape) * bytesPerElement[dtype];
}

/** A tensor over little-endian bytes, which are copied where they do not begin at a place of their own. */
export function tensorOver(dtype: DType, shape: readonly number[], bytes: Uint8Array, where: string): Tensor {
  const own = bytes.byteOffset === 0 && bytes.buffer instanceof ArrayBuffer ? bytes : copied(bytes, where);
  const data = views[dtype]?.(own.buffer as ArrayBuffer, sizeOf(shape)) ?? own;
  return new Tensor<DType>(dtype, shape, data as never);
}

function copied(bytes: Uint8Array, where: string): Uint8Array {
  const copy = allocateBytes(bytes.length, where);
  copy.set(bytes);
  return copy;
}

/** The bytes of each element the other way round: data of the other byte order. */
export function swapped(bytes: Uint8Array, width: number): Uint8Array {
  const copy = bytes.slice();
  for (let at = 0; width > 1 && at + width <= copy.length; at += width) copy.subarray(at, at + width).reverse();
  return copy;
}
