import { formatHeader } from "../../../container/npy/header.js";
import { NdArray } from "../../../container/python/array.js";
import { fromTensor } from "../../../container/python/tensor.js";
import { writeZip } from "../../../container/zip/write.js";
import { ModelError } from "../../../errors.js";
import { CsrMatrix } from "../../../sparse.js";
import { Table } from "../../../table.js";
import { type HostValue, Tensor } from "../../../tensor.js";
import { concatBatches, concatTensors } from "../batch.js";
import type { Result } from "./columns.js";
import type { Encoder } from "./encoder.js";

/** A .npy file of one array. Its header tells the number of rows, so that all of them are kept until the end. */
export function npyEncoder(): Encoder {
  const parts: Tensor[] = [];
  return {
    encode(result) {
      if (!(result instanceof Tensor))
        throw new ModelError(
          "format/write",
          "A .npy file holds one dense array; write several outputs, a table or a sparse matrix as .npz.",
        );
      parts.push(result);
      return [];
    },
    *finish() {
      if (parts.length > 0) yield* npyBytes(arrayOf(joined(parts), "The result"));
    },
  };
}

/**
 * A .npz file: `arr_0` for an array, `arr_0`, `arr_1`, … for several outputs, as numpy.savez names them, or under names of their own; a table's columns by
 * name; a sparse matrix as scipy.sparse.save_npz writes it.
 */
export function npzEncoder(outputs?: readonly string[]): Encoder {
  const parts: Result[] = [];
  return {
    encode(result) {
      parts.push(result);
      return [];
    },
    async *finish() {
      const entries = [...arraysOf(parts, outputs)].map(([name, array]): [string, Uint8Array] => [
        `${name}.npy`,
        joinedBytes([...npyBytes(array)]),
      ]);
      yield* writeZip(entries, { compress: true });
    },
  };
}

function arraysOf(parts: readonly Result[], outputs: readonly string[] | undefined): Map<string, NdArray> {
  const [first] = parts;
  if (first instanceof CsrMatrix) return scipyArrays(concatBatches(parts.filter((part) => part instanceof CsrMatrix)) as CsrMatrix);
  if (first instanceof Table) {
    const table = concatBatches(parts.filter((part) => part instanceof Table)) as Table;
    return new Map([...table.columns].map(([name, column]) => [name, arrayOf(column, `Column ${JSON.stringify(name)}`)]));
  }
  const lists = parts.map((part): readonly Tensor[] => (part instanceof Tensor ? [part] : (part as readonly Tensor[])));
  const count = lists[0]?.length ?? 0;
  return new Map(
    Array.from({ length: count }, (_, i): [string, NdArray] => [
      outputs?.[i] ?? `arr_${i}`,
      arrayOf(joined(lists.map((list) => list[i]).filter((tensor) => tensor !== undefined)), `Output ${i}`),
    ]),
  );
}

function joined(parts: readonly Tensor[]): Tensor {
  const [only] = parts;
  return parts.length === 1 && only ? only : concatTensors(parts);
}

/** csr with int32 indices, as scipy/sparse/_matrix_io.py: save_npz lays it out. */
function scipyArrays(matrix: CsrMatrix): Map<string, NdArray> {
  const bytes = (data: Int32Array): Uint8Array => new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  const int32 = (data: Int32Array): NdArray =>
    new NdArray({ kind: "i", itemSize: 4, byteOrder: "<" }, [data.length], false, bytes(data), undefined);
  return new Map([
    ["indices", int32(matrix.indices)],
    ["indptr", int32(matrix.indptr)],
    ["format", new NdArray({ kind: "S", itemSize: 3, byteOrder: "|" }, [], false, new TextEncoder().encode("csr"), undefined)],
    ["shape", fromTensor(new Tensor("int64", [2], BigInt64Array.from(matrix.shape, BigInt)))],
    ["data", fromTensor(matrix.data)],
  ]);
}

/** Text columns are objects while they are read; as arrays they are strings, as numpy.load takes them without pickles. */
function arrayOf(tensor: Tensor, what: string): NdArray {
  if (tensor.dtype !== "object") return fromTensor(tensor);
  const values = tensor.data as readonly HostValue[];
  if (values.every((value) => typeof value === "string")) return fromTensor(new Tensor("string", tensor.shape, values as string[]));
  const numbers = values.every((value) => typeof value === "number" || value === null);
  if (numbers)
    return fromTensor(
      new Tensor(
        "float64",
        tensor.shape,
        Float64Array.from(values, (value) => (value === null ? Number.NaN : Number(value))),
      ),
    );
  throw new ModelError(
    "format/write",
    `${what} mixes kinds of values, for which NumPy's formats would need a pickle; write CSV, JSON or JSONL.`,
  );
}

function* npyBytes(array: NdArray): Generator<Uint8Array> {
  yield formatHeader(array.dtype, array.shape, array.fortran);
  if (array.bytes) yield array.bytes;
}

function joinedBytes(parts: readonly Uint8Array[]): Uint8Array {
  return Buffer.concat(parts);
}
