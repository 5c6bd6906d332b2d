import type { DType } from "../../tensor.js";

const floats = ["float64", "float32"] as const;
const wide = ["int32", "int64"] as const;
const integers = ["int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64"] as const;
const halves = ["float16", "bfloat16"] as const;

const numbers: readonly DType[] = [...floats, ...integers];
const reducible: readonly DType[] = [...floats, ...wide];
const ordered: readonly DType[] = [...floats, ...wide, "int8", "uint8"];
const bounded: readonly DType[] = [...ordered, "float16", "uint32", "uint64"];
const single: readonly DType[] = ["float32"];
const storable: readonly DType[] = [...numbers, "bool", "string", "float16"];

/**
 * The dtypes that onnxruntime's CPU kernels take for each op at the pinned opset (its docs/OperatorKernels.md). The standard allows
 * more: what is missing here is computed in a dtype that holds the same numbers, between two Casts.
 */
const kernels: Readonly<Record<string, readonly DType[]>> = {
  Add: numbers,
  Sub: numbers,
  Mul: numbers,
  Div: numbers,
  Mod: [...numbers, "float16"],
  Pow: reducible,
  Max: bounded,
  Min: bounded,
  Equal: [...numbers, "bool", "string"],
  Less: numbers,
  LessOrEqual: numbers,
  Greater: numbers,
  GreaterOrEqual: numbers,
  And: ["bool"],
  Or: ["bool"],
  Not: ["bool"],
  IsNaN: [...floats, ...halves],
  IsInf: [...floats, ...halves],
  Neg: [...floats, "int8", "int16", "int32", "int64"],
  Abs: numbers,
  Sign: [...numbers, ...halves],
  Sqrt: floats,
  Exp: floats,
  Log: floats,
  Floor: floats,
  Ceil: floats,
  Round: [...floats, "float16"],
  Sin: floats,
  Cos: floats,
  Tan: single,
  Asin: single,
  Acos: single,
  Atan: single,
  Sinh: single,
  Cosh: single,
  Tanh: floats,
  Erf: single,
  Relu: [...floats, "int32", "int8"],
  Sigmoid: floats,
  Softplus: single,
  Where: [...floats, ...wide, "uint8", "string"],
  ReduceSum: reducible,
  ReduceMean: reducible,
  ReduceProd: reducible,
  ReduceL1: reducible,
  ReduceL2: reducible,
  ReduceSumSquare: reducible,
  ReduceLogSumExp: reducible,
  ReduceMax: [...ordered, "bool"],
  ReduceMin: [...ordered, "bool"],
  ArgMax: ordered,
  ArgMin: ordered,
  Softmax: floats,
  LogSoftmax: floats,
  CumSum: reducible,
  TopK: [...ordered, "int16"],
  MatMul: [...reducible, "uint32", "uint64"],
  Conv: single,
  ConvTranspose: single,
  MaxPool: [...floats, "int8", "uint8"],
  AveragePool: single,
  Pad: [...floats, ...wide, "int8", "uint8", "uint32", "uint64", "bool"],
  Resize: ["float32", "int32", "int8", "uint8"],
  OneHot: ["int64"],
  RNN: single,
  GRU: single,
  LSTM: single,
  Cast: [...storable, "bfloat16"],
  Reshape: storable,
  Transpose: storable,
  Squeeze: storable,
  Unsqueeze: storable,
  Expand: storable,
  Concat: storable,
  Slice: storable,
  Gather: storable,
  GatherElements: storable,
  GatherND: storable,
};

/** For each dtype, those that hold all of its values, the narrowest first. uint64 wraps into int64 and back, bit for bit. */
const wider: Partial<Record<DType, readonly DType[]>> = {
  bool: ["uint8", "int32", "int64", "float32"],
  int8: ["int16", "int32", "int64", "float32"],
  uint8: ["int16", "int32", "int64", "float32"],
  int16: ["int32", "int64", "float32"],
  uint16: ["int32", "int64", "float32"],
  uint32: ["int64", "float64"],
  int32: ["int64", "float64"],
  int64: ["float64"],
  uint64: ["int64"],
  float16: ["float32"],
  bfloat16: ["float32"],
};

/**
 * The dtype in which onnxruntime computes an op on `dtype`: itself, one that holds all of its values, or undefined where
 * onnxruntime cannot compute it without losing digits (`Erf` of float64).
 */
export function computeDType(op: string, dtype: DType): DType | undefined {
  const supported = kernels[op];
  if (supported === undefined || supported.includes(dtype)) return dtype;
  return wider[dtype]?.find((candidate) => supported.includes(candidate));
}

/** Standard ops that graphs hold before any expansion. */
export const standardOps: ReadonlySet<string> = new Set(Object.keys(kernels));
