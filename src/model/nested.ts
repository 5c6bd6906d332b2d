import { ModelError } from "../errors.js";
import { type Data, type DType, type HostValue, Tensor, zeros } from "../tensor.js";
import type { Column } from "./form.js";

/** Nested lists as `numpy.array` reads them: numbers float64, bigints int64, booleans bool, texts string; any mixture object. */
export function tensorOf(list: readonly unknown[]): Tensor {
  const first = list[0];
  if (first === undefined) return new Tensor("float64", [0], new Float64Array(0));
  if (ArrayBuffer.isView(first)) return stackTyped(list as readonly ArrayLike<number>[], first);
  if (!Array.isArray(first)) return vector(list);
  const width = first.length;
  if (first.length > 0 && Array.isArray(first[0])) {
    const parts = list.map((item) => tensorOf(item as readonly unknown[]));
    const flat = vector(parts.flatMap((part) => Array.from({ length: part.size }, (_, i) => part.at(i))));
    return flat.reshape([list.length, ...(parts[0]?.shape ?? [])]);
  }
  const numbers = new Float64Array(list.length * width);
  let at = 0;
  for (let i = 0; i < list.length; i++) {
    const row = list[i];
    if (!Array.isArray(row) || row.length !== width)
      throw new ModelError("input/shape", `Row ${i} has ${Array.isArray(row) ? row.length : "no"} values, the first row has ${width}.`);
    for (let j = 0; j < width; j++) {
      const cell: unknown = row[j];
      if (typeof cell !== "number") return vector((list as readonly (readonly unknown[])[]).flat()).reshape([list.length, width]);
      numbers[at++] = cell;
    }
  }
  return new Tensor("float64", [list.length, width], numbers);
}

function vector(cells: readonly unknown[]): Tensor {
  const shape = [cells.length];
  const every = (type: string) => cells.every((cell) => typeof cell === type);
  if (every("number")) return new Tensor("float64", shape, Float64Array.from(cells as number[]));
  if (every("string")) return new Tensor("string", shape, cells as string[]);
  if (every("bigint")) return new Tensor("int64", shape, BigInt64Array.from(cells as bigint[]));
  if (every("boolean")) return new Tensor("bool", shape, Uint8Array.from(cells as boolean[], Number));
  return new Tensor("object", shape, cells.map(host));
}

function host(cell: unknown): HostValue {
  if (cell === undefined) return null;
  if (
    typeof cell === "object"
      ? cell === null || cell instanceof Date || cell instanceof Map || Array.isArray(cell)
      : typeof cell !== "function" && typeof cell !== "symbol"
  )
    return cell as HostValue;
  throw new ModelError(
    "input/dtype",
    `A cell of the input is a ${typeof cell}; numbers, strings, booleans, bigints, dates and null are taken.`,
  );
}

const typedNames = new Map<unknown, DType>([
  [Float64Array, "float64"],
  [Float32Array, "float32"],
  [BigInt64Array, "int64"],
  [BigUint64Array, "uint64"],
  [Int32Array, "int32"],
  [Int16Array, "int16"],
  [Int8Array, "int8"],
  [Uint32Array, "uint32"],
  [Uint16Array, "uint16"],
  [Uint8Array, "uint8"],
  [Uint8ClampedArray, "uint8"],
]);

function dtypeOf(view: ArrayBufferView): DType {
  const dtype = typedNames.get(view.constructor);
  if (dtype === undefined) throw new ModelError("input/dtype", `A ${view.constructor.name} is no array of numbers.`);
  return dtype;
}

function stackTyped(rows: readonly ArrayLike<number>[], first: ArrayBufferView): Tensor {
  const dtype = dtypeOf(first);
  const width = rows[0]?.length ?? 0;
  const out = new (first.constructor as new (length: number) => Float64Array)(rows.length * width);
  rows.forEach((row, i) => {
    if (row.length !== width) throw new ModelError("input/shape", `Row ${i} has ${row.length} values, the first row has ${width}.`);
    out.set(row, i * width);
  });
  return new Tensor(dtype, [rows.length, width], out as Data as never);
}

/** One column of a table. In lists, a null among numbers is a missing value (NaN); among texts it stays None. */
export function columnOf(name: string, column: Column): Tensor {
  if (column instanceof Tensor) return column;
  if (ArrayBuffer.isView(column)) return new Tensor(dtypeOf(column), [column.length], column as Data as never);
  if (!Array.isArray(column)) throw new ModelError("input/dtype", `Column "${name}" is neither a list nor a typed array.`);
  const cells = column as readonly unknown[];
  const numeric =
    cells.some((cell) => typeof cell === "number") &&
    cells.every((cell) => typeof cell === "number" || cell === null || cell === undefined);
  return vector(numeric ? cells.map((cell) => cell ?? Number.NaN) : cells);
}

/**
 * The rows of an array of lists, each as an array of its own: texts string, numbers float64, bigints int64; dicts as arrays of no dimension.
 * Tuples of numbers are lists of them, empty tuples empty lists. `empty` is the dtype of rows without cells.
 */
export function raggedRows(lists: Tensor, tuples: boolean, empty: DType = "string"): (Tensor | readonly Tensor[])[] {
  return Array.from({ length: lists.size }, (_, i) => {
    const cell = lists.at(i);
    if (!Array.isArray(cell)) return new Tensor("object", [], [cell]);
    const items = cell as readonly HostValue[];
    if (items.length === 0) return tuples ? [] : zeros(empty, [0]);
    const row = vector(items);
    return tuples && row.dtype !== "string" ? items.map((item) => vector([item]).reshape([])) : row;
  });
}
