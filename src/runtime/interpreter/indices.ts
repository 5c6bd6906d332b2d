import { ModelError } from "../../errors.js";
import type { Value } from "../../graph/value.js";
import { type Data, Tensor } from "../../tensor.js";
import { nearestNumbers } from "./numbers.js";

/** Indices as plain numbers: prepared once where they are constant, read at each run where they are not. */
export function indexReader(value: Value | undefined): (tensor: Tensor) => ArrayLike<number> {
  const constant = value?.constant;
  if (constant instanceof Tensor) {
    const known = Int32Array.from(readIndices(constant));
    return () => known;
  }
  return readIndices;
}

function readIndices(tensor: Tensor): ArrayLike<number> {
  const data: Data = tensor.data;
  if (data instanceof BigInt64Array || data instanceof BigUint64Array) return nearestNumbers(data);
  if (tensor.dtype === "int32") return data as Int32Array;
  throw new ModelError("graph/spec", `Indices must be int64 or int32, not ${tensor.dtype}.`);
}

/** An index counted from the front, or NumPy's IndexError. */
export function boundIndex(op: string, index: number, axis: number, length: number): number {
  const at = index < 0 ? index + length : index;
  if (at >= 0 && at < length) return at;
  throw new ModelError("input/value", `index ${index} is out of bounds for axis ${axis} with size ${length}`, {
    where: op,
    python: "IndexError",
  });
}
