import type { Tensor as OrtTensor } from "onnxruntime-node";
import { ModelError } from "../../errors.js";
import type { RuntimeValue } from "../../graph/info.js";
import { type Data, type DType, type HostValue, Tensor } from "../../tensor.js";
import type { Onnxruntime } from "./load.js";

type OrtType = OrtTensor.Type;

/** Dtypes that both sides keep in the same kind of array; no element is copied. */
const shared: Partial<Record<DType, OrtType>> = {
  float64: "float64",
  float32: "float32",
  int64: "int64",
  int32: "int32",
  int16: "int16",
  int8: "int8",
  uint64: "uint64",
  uint32: "uint32",
  uint16: "uint16",
  uint8: "uint8",
  bool: "bool",
  string: "string",
  float16: "float16",
};

/** Whether values of a dtype can go to onnxruntime and come back. */
export function crosses(dtype: DType): boolean {
  return shared[dtype] !== undefined;
}

/** A tensor for onnxruntime, over the same memory. Cells of an `object` tensor must all be strings. */
export function toOrt({ Tensor: Ort }: Onnxruntime, value: RuntimeValue, where: string): OrtTensor {
  if (!(value instanceof Tensor)) throw new ModelError("graph/unsupported", `${where}: onnxruntime takes no sparse matrices.`, { where });
  const dims = [...value.shape];
  if (value.dtype === "object") return new Ort("string", textCells(value.data as readonly HostValue[], where), dims);
  const type = shared[value.dtype];
  if (type === undefined) throw new ModelError("graph/unsupported", `${where}: onnxruntime takes no ${value.dtype} tensors.`, { where });
  return new Ort(type, value.data as OrtTensor.DataType, dims);
}

function textCells(cells: readonly HostValue[], where: string): string[] {
  return cells.map((cell, i) => {
    if (typeof cell === "string") return cell;
    throw new ModelError("graph/unsupported", `${where}: element ${i} is no string, and onnxruntime takes no other objects.`, { where });
  });
}

const dtypes = new Map(Object.entries(shared).map(([dtype, type]) => [type, dtype as DType]));

/** What onnxruntime answered, over the same memory. */
export function fromOrt(tensor: OrtTensor, where: string): Tensor {
  const dtype = dtypes.get(tensor.type);
  if (dtype === undefined) throw new ModelError("graph/unsupported", `${where}: onnxruntime answered ${tensor.type}.`, { where });
  const data: unknown = tensor.data;
  // Engines that have a Float16Array get half floats in it; here they are their bits.
  if (dtype === "float16" && ArrayBuffer.isView(data))
    return new Tensor(dtype, tensor.dims, new Uint16Array(data.buffer, data.byteOffset, data.byteLength / 2));
  return new Tensor(dtype, tensor.dims, data as Data as never);
}
