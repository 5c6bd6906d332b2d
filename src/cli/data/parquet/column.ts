import type { DecodedArray, SchemaElement } from "hyparquet";
import { type DType, type HostValue, Tensor } from "../../../tensor.js";
import { hostOf } from "../json/column.js";

/**
 * The dtype that pandas.read_parquet gives a column of this type without gaps; `object` holds text, dates and nested values.
 * Decimals become float64.
 */
function dtypeOf(element: SchemaElement): DType {
  const { type, converted_type: converted, logical_type: logical } = element;
  if (element.num_children) return "object";
  if (converted === "DECIMAL" || logical?.type === "DECIMAL") return "float64";
  if (logical?.type === "FLOAT16") return "float32";
  if (type === "BOOLEAN") return "bool";
  if (type === "FLOAT") return "float32";
  if (type === "DOUBLE") return "float64";
  if (type !== "INT32" && type !== "INT64") return "object";
  if (logical?.type === "INTEGER") return `${logical.isSigned ? "int" : "uint"}${logical.bitWidth}` as DType;
  if (converted?.startsWith("INT_")) return converted.toLowerCase().replace("_", "") as DType;
  if (converted?.startsWith("UINT_")) return converted.toLowerCase().replace("_", "") as DType;
  return converted || logical ? "object" : type === "INT32" ? "int32" : "int64";
}

/** How a column with or without gaps is held: gaps make integers float64 (NaN) and bools objects, as in pandas. */
export function columnDtype(element: SchemaElement, gaps: boolean): DType {
  const dtype = dtypeOf(element);
  if (!gaps || dtype === "float64" || dtype === "float32" || dtype === "object") return dtype;
  return dtype === "bool" ? "object" : "float64";
}

/** Decoded values as a tensor; a gap is NaN. */
export function columnTensor(dtype: DType, values: DecodedArray): Tensor {
  const shape = [values.length];
  const each = values as ArrayLike<unknown>;
  if (dtype === "object") return new Tensor(dtype, shape, Array.from(each, cellOf));
  if (dtype === "int64" || dtype === "uint64") {
    const integers = Array.from(each, (value) => BigInt(value as bigint));
    return dtype === "int64"
      ? new Tensor(dtype, shape, BigInt64Array.from(integers))
      : new Tensor(dtype, shape, BigUint64Array.from(integers));
  }
  const number = (value: unknown): number => (value === null || value === undefined ? Number.NaN : Number(value));
  switch (dtype) {
    case "float32":
      return new Tensor(dtype, shape, Float32Array.from(each, number));
    case "int32":
      return new Tensor(dtype, shape, Int32Array.from(each, number));
    case "int16":
      return new Tensor(dtype, shape, Int16Array.from(each, number));
    case "int8":
      return new Tensor(dtype, shape, Int8Array.from(each, number));
    case "uint32":
      return new Tensor(dtype, shape, Uint32Array.from(each, number));
    case "uint16":
      return new Tensor(dtype, shape, Uint16Array.from(each, number));
    case "uint8":
      return new Tensor(dtype, shape, Uint8Array.from(each, number));
    case "bool":
      return new Tensor(dtype, shape, Uint8Array.from(each, number));
    default:
      return new Tensor("float64", shape, Float64Array.from(each, number));
  }
}

function cellOf(value: unknown): HostValue {
  if (value === null || value === undefined) return Number.NaN;
  if (value instanceof Date) return value;
  if (ArrayBuffer.isView(value)) return Array.from(value as unknown as ArrayLike<number>);
  return hostOf(value);
}
