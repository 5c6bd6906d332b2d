import { create } from "@bufbuild/protobuf";
import { ModelError } from "../../errors.js";
import { allocate, bytesPerElement, type DType, sizeOf, Tensor } from "../../tensor.js";
import { dtypeCode, dtypeOfCode } from "./dtype.js";
import { type TensorProto, TensorProto_DataLocation, TensorProtoSchema } from "./generated/onnx_pb.js";

const utf8 = new TextEncoder();
const littleEndian = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

/** A constant as ONNX keeps it: little-endian bytes in `raw_data`, strings as UTF-8. The bytes are shared, not copied. */
export function encodeTensor(tensor: Tensor, name = ""): TensorProto {
  const proto = create(TensorProtoSchema, { dims: tensor.shape.map(BigInt), dataType: dtypeCode(tensor.dtype, name), name });
  const { data } = tensor;
  if (tensor.dtype === "string") proto.stringData = (data as string[]).map((text) => utf8.encode(text));
  else if (!Array.isArray(data))
    proto.rawData = toLittleEndian(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), data.BYTES_PER_ELEMENT);
  return proto;
}

function toLittleEndian(bytes: Uint8Array, width: number): Uint8Array {
  if (littleEndian || width === 1) return bytes;
  const swapped = new Uint8Array(bytes.length);
  for (let i = 0; i < bytes.length; i++) swapped[i] = bytes[i - (i % width) + width - 1 - (i % width)] ?? 0;
  return swapped;
}

/** Reads a tensor from whichever of its fields holds it; throws `onnx/malformed` where the count of elements is not that of its dims. */
export function decodeTensor(proto: TensorProto): Tensor {
  const where = `tensor "${proto.name}"`;
  if (proto.dataLocation === TensorProto_DataLocation.EXTERNAL || proto.externalData.length > 0)
    throw new ModelError("onnx/malformed", `${where} lies in a file beside the model, which Brine does not read.`, { where });
  const dtype = dtypeOfCode(proto.dataType, where);
  const shape = proto.dims.map(Number);
  if (shape.some((dim) => dim < 0 || !Number.isSafeInteger(dim)))
    throw new ModelError("onnx/malformed", `${where} has dimensions [${shape}].`, { where });
  const size = sizeOf(shape) * (dtype.startsWith("complex") ? 2 : 1);
  if (dtype !== "string" && proto.rawData.length > 0) return fromRaw(proto.rawData, dtype, shape, size, where);
  const values = typedField(proto, dtype);
  if (values.length !== size)
    throw new ModelError("onnx/malformed", `${where} of shape [${shape}] holds ${values.length} values, not ${size}.`, { where });
  if (dtype === "string")
    return new Tensor(
      dtype,
      shape,
      (values as readonly Uint8Array[]).map((bytes) => decodeText(bytes, where)),
    );
  const data = allocate(dtype, size / (dtype.startsWith("complex") ? 2 : 1)) as unknown as (number | bigint)[];
  for (let i = 0; i < size; i++) data[i] = values[i] as number | bigint;
  return new Tensor(dtype, shape, data as never);
}

function fromRaw(raw: Uint8Array, dtype: DType, shape: readonly number[], size: number, where: string): Tensor {
  const expected = sizeOf(shape) * bytesPerElement[dtype];
  if (raw.length !== expected)
    throw new ModelError("onnx/malformed", `${where} of shape [${shape}] holds ${raw.length} bytes, not ${expected}.`, { where });
  const bytes = toLittleEndian(raw, size === 0 ? 1 : expected / size);
  const data = allocate(dtype, sizeOf(shape));
  if (!Array.isArray(data)) new Uint8Array(data.buffer).set(bytes);
  return new Tensor(dtype, shape, data);
}

/** Where each dtype lies when it is not in `raw_data` (onnx.proto, message TensorProto). */
function typedField(proto: TensorProto, dtype: DType): readonly (number | bigint | Uint8Array)[] {
  if (dtype === "string") return proto.stringData;
  if (dtype === "float32" || dtype === "complex64") return proto.floatData;
  if (dtype === "float64" || dtype === "complex128") return proto.doubleData;
  if (dtype === "int64") return proto.int64Data;
  if (dtype === "uint64") return proto.uint64Data;
  if (dtype === "uint32") return proto.uint64Data.map(Number);
  return proto.int32Data;
}

const strictText = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

export function decodeText(bytes: Uint8Array, where: string): string {
  try {
    return strictText.decode(bytes);
  } catch (cause) {
    throw new ModelError("onnx/malformed", `${where} holds a string that is not UTF-8.`, { where, cause });
  }
}
