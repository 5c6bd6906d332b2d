import { ModelError } from "../../errors.js";
import type { DType } from "../../tensor.js";
import { TensorProto_DataType as Code } from "./generated/onnx_pb.js";

const codes: Partial<Record<DType, Code>> = {
  float64: Code.DOUBLE,
  float32: Code.FLOAT,
  float16: Code.FLOAT16,
  bfloat16: Code.BFLOAT16,
  int64: Code.INT64,
  int32: Code.INT32,
  int16: Code.INT16,
  int8: Code.INT8,
  uint64: Code.UINT64,
  uint32: Code.UINT32,
  uint16: Code.UINT16,
  uint8: Code.UINT8,
  bool: Code.BOOL,
  complex128: Code.COMPLEX128,
  complex64: Code.COMPLEX64,
  string: Code.STRING,
};

const dtypes = new Map(Object.entries(codes).map(([dtype, code]) => [code as number, dtype as DType]));

/** The ONNX number of a dtype; throws `onnx/no-standard-op` for `object`, which ONNX has no word for. */
export function dtypeCode(dtype: DType, where: string): Code {
  const code = codes[dtype];
  if (code === undefined)
    throw new ModelError("onnx/no-standard-op", `${where}: ONNX has no tensors of dtype ${dtype}; give the model strings or numbers.`, {
      where,
    });
  return code;
}

/** The dtype of an ONNX number; throws `onnx/malformed` for those that Brine has no storage for (4-bit and 8-bit floats, say). */
export function dtypeOfCode(code: number, where: string): DType {
  const dtype = dtypes.get(code);
  if (dtype === undefined) throw new ModelError("onnx/malformed", `${where}: element type ${code} is none that Brine reads.`, { where });
  return dtype;
}
