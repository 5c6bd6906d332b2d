import type { DType } from "../tensor.js";

const order: DType[] = ["bool", "uint8", "int8", "uint16", "int16", "uint32", "int32", "uint64", "int64", "float16", "float32", "float64"];
const bits: Partial<Record<DType, number>> = {
  bool: 1,
  uint8: 8,
  int8: 8,
  uint16: 16,
  int16: 16,
  uint32: 32,
  int32: 32,
  uint64: 64,
  int64: 64,
};

/** NumPy's `result_type` of two dtypes (numpy/_core/src/multiarray/common_dtype.c), for the dtypes that estimators use. */
export function promote(a: DType, b: DType): DType {
  if (a === b) return a;
  if (a === "object" || b === "object") return "object";
  if (a === "string" || b === "string") return a === "string" && b === "string" ? "string" : "object";
  if (a.startsWith("complex") || b.startsWith("complex")) return a === "complex64" && b === "complex64" ? "complex64" : "complex128";
  if (a === "bool") return b;
  if (b === "bool") return a;
  const [low, high] = order.indexOf(a) < order.indexOf(b) ? [a, b] : [b, a];
  if (high.startsWith("float")) {
    const width = bits[low];
    if (width === undefined) return high;
    const needed: DType = width <= 8 ? "float16" : width <= 16 ? "float32" : "float64";
    return order.indexOf(high) > order.indexOf(needed) ? high : needed;
  }
  const signed = (dtype: DType) => dtype.startsWith("int");
  if (signed(low) === signed(high)) return high;
  const unsignedBits = bits[signed(low) ? high : low] ?? 64;
  const signedBits = bits[signed(low) ? low : high] ?? 64;
  if (signedBits > unsignedBits) return signed(low) ? low : high;
  return unsignedBits >= 64 ? "float64" : unsignedBits === 32 ? "int64" : unsignedBits === 16 ? "int32" : "int16";
}
