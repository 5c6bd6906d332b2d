import { ModelError } from "../../errors.js";
import type { Tensor } from "../../tensor.js";
import { PyTuple } from "../pickle/values.js";
import { NdArray } from "./array.js";
import { describeDtype } from "./numpy-dtype.js";
import { toTensor } from "./tensor.js";

/** One field of a structured array as a tensor, of the array's shape and the field's own behind it. @throws numpy/dtype */
export function field(array: NdArray, name: string): Tensor {
  return toTensor(fieldArray(array, name));
}

/** One field of a structured array, gathered. */
export function fieldArray(array: NdArray, name: string): NdArray {
  const at = array.dtype.fields?.findIndex((each) => each.name === name) ?? -1;
  const found = array.dtype.fields?.[at];
  if (found === undefined) throw new ModelError("numpy/dtype", `An array of ${describeDtype(array.dtype)} has no field "${name}".`);
  const { base, shape } = found.dtype.subarray ?? { base: found.dtype, shape: [] };
  // The field's own dimensions follow the array's; a gathered column-major array of them is neither order.
  if (shape.length > 0 && array.fortran && array.shape.length > 1)
    throw new ModelError("numpy/dtype", `Field "${name}" is an array inside of a column-major array.`);
  const whole = [...array.shape, ...shape];
  if (array.objects !== undefined) {
    const items = array.objects.map((row) => (row instanceof PyTuple ? (row.items[at] ?? null) : null));
    return new NdArray(base, whole, false, undefined, items);
  }
  const bytes = gather(array.bytes ?? new Uint8Array(0), array.dtype.itemSize, found.offset, found.dtype.itemSize);
  return new NdArray(base, whole, array.fortran && array.shape.length > 1, bytes, undefined);
}

/** `width` bytes at `offset` of every element. Whole words move at once; their byte order does not matter, they are only moved. */
function gather(bytes: Uint8Array, stride: number, offset: number, width: number): Uint8Array {
  const size = stride === 0 ? 0 : bytes.length / stride;
  const out = new Uint8Array(size * width);
  const from = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (width === 8) {
    const words = new Uint32Array(out.buffer);
    for (let i = 0, at = offset, to = 0; i < size; i++, at += stride) {
      words[to++] = from.getUint32(at, true);
      words[to++] = from.getUint32(at + 4, true);
    }
  } else if (width === 4) {
    const words = new Uint32Array(out.buffer);
    for (let i = 0, at = offset; i < size; i++, at += stride) words[i] = from.getUint32(at, true);
  } else if (width === 1) {
    for (let i = 0, at = offset; i < size; i++, at += stride) out[i] = bytes[at] as number;
  } else {
    for (let i = 0, at = offset, to = 0; i < size; i++, at += stride) for (let k = 0; k < width; k++) out[to++] = bytes[at + k] as number;
  }
  return out;
}
