import { ModelError } from "../../errors.js";
import type { DType, Tensor } from "../../tensor.js";
import type { Hdf5Value } from "./file.js";

/** A group to be written; an {@link Hdf5File}'s root is one as well. */
export interface GroupDraft {
  readonly attributes: ReadonlyMap<string, Hdf5Value>;
  readonly members: ReadonlyMap<string, GroupDraft | DatasetDraft | Tensor>;
}

/** A dataset to be written. A Tensor alone is one without attributes. */
export interface DatasetDraft {
  readonly content: Tensor;
  readonly attributes: ReadonlyMap<string, Hdf5Value>;
}

/** libhdf5 keeps attributes in an object's header, which holds 64 kB; Keras cuts longer ones (legacy_h5_format.py). */
export const MAX_ATTRIBUTE_BYTES = 64_512;

/** What h5wasm is told of a type and an extent. `enum` and other types that it cannot make are made of others: see types.ts. */
export interface WriteMetadata {
  readonly type: number;
  readonly size: number;
  readonly signed: boolean;
  readonly vlen: boolean;
  readonly littleEndian: true;
  readonly shape: readonly bigint[];
  readonly maxshape: readonly bigint[];
  readonly chunks: null;
  readonly track_order: false;
  readonly compound_type?: object;
  /** Of strings: UTF-8. */
  readonly cset?: number;
}

const STRING = 3;
const COMPOUND = 6;
const UTF8 = 1;
/** Of an address in libhdf5's memory. */
const ADDRESS_BYTES = 4;

export function extent(shape: readonly number[]): Pick<WriteMetadata, "shape" | "maxshape" | "chunks" | "track_order" | "littleEndian"> {
  const dims = shape.map(BigInt);
  return { shape: dims, maxshape: dims, chunks: null, track_order: false, littleEndian: true };
}

export function variableText(shape: readonly number[]): WriteMetadata {
  return { type: STRING, size: ADDRESS_BYTES, signed: false, vlen: true, cset: UTF8, ...extent(shape) };
}

export function fixedText(shape: readonly number[], size: number): WriteMetadata {
  return { type: STRING, size, signed: false, vlen: false, cset: UTF8, ...extent(shape) };
}

const numeric: { readonly [D in DType]?: Pick<WriteMetadata, "type" | "size" | "signed"> } = {
  int8: { type: 0, size: 1, signed: true },
  int16: { type: 0, size: 2, signed: true },
  int32: { type: 0, size: 4, signed: true },
  int64: { type: 0, size: 8, signed: true },
  uint8: { type: 0, size: 1, signed: false },
  uint16: { type: 0, size: 2, signed: false },
  uint32: { type: 0, size: 4, signed: false },
  uint64: { type: 0, size: 8, signed: false },
  float32: { type: 1, size: 4, signed: true },
  float64: { type: 1, size: 8, signed: true },
};

/** Elements of types that h5wasm has no name for, as a compound of the same size. */
const standIns: { readonly [D in DType]?: number } = { bool: 1, float16: 2, bfloat16: 2 };

export const needsStandIn = (dtype: DType): boolean => standIns[dtype] !== undefined;

/** @throws ModelError `format/write` for complex numbers and objects */
export function numbers(tensor: Tensor, path: string): WriteMetadata {
  const { dtype, shape } = tensor;
  const plain = numeric[dtype];
  if (plain) return { ...plain, vlen: false, ...extent(shape) };
  const size = standIns[dtype];
  if (size === undefined)
    throw new ModelError("format/write", `${path}: HDF5 files of models hold no ${dtype} values; cast them first.`, { where: path });
  const member = { type: 0, size, signed: false, vlen: false, littleEndian: true, name: "x", offset: 0, shape: [] };
  return { type: COMPOUND, size, signed: false, vlen: false, compound_type: { nmembers: 1, members: [member] }, ...extent(shape) };
}
