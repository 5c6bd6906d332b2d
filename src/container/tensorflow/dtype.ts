import type { DType } from "../../tensor.js";
import { DataType } from "./generated/tensorflow/core/framework/types_pb.js";

const known: readonly (readonly [DataType, DType])[] = [
  [DataType.DT_FLOAT, "float32"],
  [DataType.DT_DOUBLE, "float64"],
  [DataType.DT_HALF, "float16"],
  [DataType.DT_BFLOAT16, "bfloat16"],
  [DataType.DT_INT64, "int64"],
  [DataType.DT_INT32, "int32"],
  [DataType.DT_INT16, "int16"],
  [DataType.DT_INT8, "int8"],
  [DataType.DT_UINT64, "uint64"],
  [DataType.DT_UINT32, "uint32"],
  [DataType.DT_UINT16, "uint16"],
  [DataType.DT_UINT8, "uint8"],
  [DataType.DT_QINT8, "int8"],
  [DataType.DT_QUINT8, "uint8"],
  [DataType.DT_QINT32, "int32"],
  [DataType.DT_BOOL, "bool"],
  [DataType.DT_COMPLEX64, "complex64"],
  [DataType.DT_COMPLEX128, "complex128"],
  [DataType.DT_STRING, "string"],
];
const dtypes = new Map<DataType, DType>(known);

/** TensorFlow numbers references to variables (TF 1) from here on. */
const REFERENCE = 100;

/** The dtype of a TensorFlow type; undefined for resources, variants and what holds no numbers. */
export function dtypeOf(type: DataType): DType | undefined {
  return dtypes.get(type > REFERENCE ? ((type - REFERENCE) as DataType) : type);
}

/** As messages name it: `DT_VARIANT`. */
export function typeName(type: DataType): string {
  return DataType[type] ?? `type ${type}`;
}
