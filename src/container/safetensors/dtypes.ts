import type { DType } from "../../tensor.js";

/** The names of dtypes in a header (safetensors/src/tensor.rs: Dtype), as far as there is a tensor for them. */
export const dtypes: Readonly<Record<string, DType>> = {
  F64: "float64",
  F32: "float32",
  F16: "float16",
  BF16: "bfloat16",
  I64: "int64",
  I32: "int32",
  I16: "int16",
  I8: "int8",
  U64: "uint64",
  U32: "uint32",
  U16: "uint16",
  U8: "uint8",
  BOOL: "bool",
  C64: "complex64",
};

export const nameOf: ReadonlyMap<DType, string> = new Map(Object.entries(dtypes).map(([name, dtype]) => [dtype, name]));

/** Of the length before the header; the header itself may have up to 100 MB (MAX_HEADER_SIZE). */
export const LENGTH_BYTES = 8;
export const MAX_HEADER = 100_000_000;
/** The member of the header that is no tensor. */
export const METADATA = "__metadata__";
