import { bytesPerElement, type DType, Tensor, type TypedData } from "../../tensor.js";
import type { Hdf5Value } from "./file.js";
import type { Hdf5Metadata } from "./h5wasm.js";
import type { Library } from "./library.js";

/** libhdf5's H5T_class_t. */
export const INTEGER = 0;
export const FLOAT = 1;
export const STRING = 3;
export const BITFIELD = 4;
export const OPAQUE = 5;
export const COMPOUND = 6;
const ENUM = 8;
const classes = ["integer", "float", "time", "string", "bit field", "opaque", "compound", "reference", "enumeration", "list", "array"];
/** libhdf5's H5T_str_t: padded with spaces. Others end at a NUL. */
const SPACES = 2;
const NUL_TERMINATED = 0;

export function className(metadata: Hdf5Metadata): string {
  return classes[metadata.type] ?? `type class ${metadata.type}`;
}

/** The dtype that elements have as a tensor, where they have one. */
export function dtypeOf(metadata: Hdf5Metadata, attributes?: ReadonlyMap<string, Hdf5Value>): DType | undefined {
  const { type, size } = metadata;
  const bits = size * 8;
  switch (type) {
    case INTEGER:
      return known(`${metadata.signed ? "" : "u"}int${bits}`);
    case BITFIELD:
      return known(`uint${bits}`);
    case FLOAT:
      return known(`float${bits}`);
    case STRING:
      return "string";
    case ENUM:
      return isBoolean(metadata)
        ? "bool"
        : metadata.enum_type?.type === INTEGER
          ? known(`${metadata.signed ? "" : "u"}int${bits}`)
          : undefined;
    case OPAQUE:
      return size === 2 && attributes?.get("dtype") === "bfloat16" ? "bfloat16" : undefined;
    default:
      return undefined;
  }
}

function known(name: string): DType | undefined {
  return name in bytesPerElement ? (name as DType) : undefined;
}

/** h5py keeps NumPy's booleans so. */
function isBoolean({ size, enum_type: type }: Hdf5Metadata): boolean {
  const members = Object.entries(type?.members ?? {});
  return size === 1 && members.length === 2 && type?.members.FALSE === 0 && type.members.TRUE === 1;
}

/** Numbers out of little-endian bytes, which are shared where they are aligned. */
export function numbers(dtype: DType, shape: readonly number[], bytes: Uint8Array): Tensor {
  const width = bytesPerElement[dtype];
  const aligned = bytes.byteOffset % width === 0 ? bytes : bytes.slice();
  const data = views[dtype]?.(aligned.buffer as ArrayBuffer, aligned.byteOffset, aligned.length / width) ?? aligned;
  return new Tensor(dtype, shape, (dtype === "bool" ? zeroOrOne(aligned) : data) as TypedData[DType]);
}

type View = (buffer: ArrayBuffer, offset: number, length: number) => ArrayBufferView;
const halves: View = (buffer, offset, length) => new Uint16Array(buffer, offset, length);
const views: { readonly [D in DType]?: View } = {
  float64: (buffer, offset, length) => new Float64Array(buffer, offset, length),
  float32: (buffer, offset, length) => new Float32Array(buffer, offset, length),
  float16: halves,
  bfloat16: halves,
  uint16: halves,
  int64: (buffer, offset, length) => new BigInt64Array(buffer, offset, length),
  uint64: (buffer, offset, length) => new BigUint64Array(buffer, offset, length),
  int32: (buffer, offset, length) => new Int32Array(buffer, offset, length),
  uint32: (buffer, offset, length) => new Uint32Array(buffer, offset, length),
  int16: (buffer, offset, length) => new Int16Array(buffer, offset, length),
  int8: (buffer, offset, length) => new Int8Array(buffer, offset, length),
};

function zeroOrOne(bytes: Uint8Array): Uint8Array {
  return bytes.some((byte) => byte > 1) ? bytes.map((byte) => (byte === 0 ? 0 : 1)) : bytes;
}

/** Texts of `count` elements at `address` in libhdf5's memory. */
export function textsAt({ module }: Library, metadata: Hdf5Metadata, address: number, count: number): string[] {
  const heap = module.HEAPU8;
  const { size } = metadata;
  if (!metadata.vlen)
    return Array.from({ length: count }, (_, i) => fixedText(heap.subarray(address + i * size, address + (i + 1) * size), metadata.strpad));
  const pointers = new DataView(heap.buffer, address, count * size);
  return Array.from({ length: count }, (_, i) => {
    const start = pointers.getUint32(i * size, true);
    const end = start === 0 ? 0 : heap.indexOf(0, start);
    return decodeText(heap.subarray(start, end < 0 ? heap.length : end));
  });
}

/** A text of fixed length without its padding, as NumPy strips it from `S`. */
function fixedText(bytes: Uint8Array, padding: number | undefined): string {
  const nul = padding === NUL_TERMINATED ? bytes.indexOf(0) : -1;
  let end = nul < 0 ? bytes.length : nul;
  while (end > 0 && (bytes[end - 1] === 0 || (padding === SPACES && bytes[end - 1] === 0x20))) end--;
  return decodeText(bytes.subarray(0, end));
}

const strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** UTF-8, whatever the file calls it (Keras writes UTF-8 as ASCII); what is none is Latin-1, which any bytes are. */
function decodeText(bytes: Uint8Array): string {
  try {
    return strict.decode(bytes);
  } catch {
    return Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  }
}
