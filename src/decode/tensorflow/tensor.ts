import { byteLength, tensorOver } from "../../container/tensorflow/bundle/elements.js";
import { dtypeOf, typeName } from "../../container/tensorflow/dtype.js";
import type { TensorProto } from "../../container/tensorflow/generated/tensorflow/core/framework/tensor_pb.js";
import { ModelError } from "../../errors.js";
import { allocate, type Data, type DType, sizeOf, Tensor } from "../../tensor.js";

/** A constant may say one number for all of its elements: as many as one may have. */
const MAX_FILLED = 2 ** 27;

/** A constant of a graph (tensorflow/core/framework/tensor.proto). @throws ModelError `tensorflow/malformed` */
export function constantOf(proto: TensorProto, where: string): Tensor {
  const dtype = dtypeOf(proto.dtype);
  if (dtype === undefined) throw malformed(`${where} is a constant of ${typeName(proto.dtype)}`, where);
  const shape = (proto.tensorShape?.dim ?? []).map(({ size }) => Number(size));
  const size = sizeOf(shape);
  if (shape.some((dim) => !(dim >= 0)) || !Number.isSafeInteger(size))
    throw malformed(`${where} has the shape [${shape.slice(0, 8)}]`, where);
  if (proto.tensorContent.length > 0) {
    if (byteLength(dtype, shape) !== proto.tensorContent.length)
      throw malformed(`${where}: ${dtype} of [${shape}] in ${proto.tensorContent.length} bytes`, where);
    return tensorOver(dtype, shape, proto.tensorContent, where);
  }
  const values = valuesOf(proto, dtype);
  const parts = dtype.startsWith("complex") ? 2 : 1;
  if (values.length > size * parts || (size > values.length && size > MAX_FILLED))
    throw malformed(`${where}: ${values.length} values for the shape [${shape.slice(0, 8)}]`, where);
  const data: Data = allocate(dtype, size);
  // The last value goes on to the end; without any, all are zero.
  for (let i = 0; i < data.length && values.length > 0; i++)
    data[i] = values[i < values.length ? i : values.length - parts + ((i - values.length) % parts)] as never;
  return new Tensor<DType>(dtype, shape, data as never);
}

/** Narrow integers and halves are kept in wider fields: as they are stored here. */
function valuesOf(proto: TensorProto, dtype: DType): ArrayLike<unknown> {
  if (dtype === "float32") return proto.floatVal;
  if (dtype === "float64") return proto.doubleVal;
  if (dtype === "float16" || dtype === "bfloat16") return proto.halfVal;
  if (dtype === "int64") return proto.int64Val;
  if (dtype === "uint64") return proto.uint64Val;
  if (dtype === "uint32") return proto.uint32Val;
  if (dtype === "bool") return proto.boolVal.map(Number);
  if (dtype === "complex64") return proto.scomplexVal;
  if (dtype === "complex128") return proto.dcomplexVal;
  if (dtype === "string") return proto.stringVal.map((bytes) => new TextDecoder().decode(bytes));
  return proto.intVal;
}

function malformed(what: string, where: string): ModelError {
  return new ModelError("tensorflow/malformed", `${what}.`, { where });
}
