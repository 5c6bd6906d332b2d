import { ModelError } from "../../../errors.js";
import type { TensorInput } from "../../../lower/lowering.js";
import { sliceRows } from "../../../runtime/rows.js";
import { CsrMatrix } from "../../../sparse.js";
import { Table } from "../../../table.js";
import { isInteger, sizeOf, Tensor } from "../../../tensor.js";
import type { Batch } from "../batch.js";

/** What a network is asked: its inputs by name, all of the same number of rows. */
export type Arrays = Readonly<Record<string, Tensor>>;

/** Bytes of one batch's inputs: a hundred photographs. */
const BATCH_BYTES = 64 * 2 ** 20;
const BYTES_EACH = 4;
const MOST_ROWS = 8_192;

/** Rows at a time, where the user does not say: what the inputs' lengths leave room for. */
export function defaultRows(declared: readonly TensorInput[]): number {
  const each = declared.reduce((sum, { shape }) => sum + sizeOf((shape ?? []).slice(1).map((dim) => dim ?? 1)) * BYTES_EACH, 0);
  return Math.max(1, Math.min(MOST_ROWS, Math.floor(BATCH_BYTES / Math.max(1, each))));
}

export const rowsIn = (arrays: Arrays): number => Object.values(arrays)[0]?.shape[0] ?? 0;

/** Arrays of whole inputs, a number of rows at a time. */
export function* inPieces(arrays: Arrays, rows: number, where: string): Generator<Arrays> {
  checkRows(arrays, where);
  const all = rowsIn(arrays);
  for (let from = 0; from < Math.max(all, 1); from += rows)
    yield Object.fromEntries(
      Object.entries(arrays).map(([name, tensor]) => [name, sliceRows(tensor, from, Math.min(all, from + rows)) as Tensor]),
    );
}

export function checkRows(arrays: Arrays, where: string): void {
  const counts = new Set(Object.values(arrays).map(({ shape }) => shape[0]));
  if (counts.size <= 1 && !counts.has(undefined)) return;
  const told = Object.entries(arrays).map(([name, { shape }]) => `${name} [${shape.join(", ")}]`);
  throw new ModelError("input/shape", `The inputs in ${where} need the same number of rows: ${told.join(", ")}.`, { where });
}

/** Named arrays of a file, as the model's inputs: by name, or by their order where none of the names is known. */
export function byName(found: ReadonlyMap<string, Tensor>, declared: readonly TensorInput[], where: string): Arrays {
  const names = declared.map(({ name }) => name);
  const missing = names.filter((name) => !found.has(name));
  if (missing.length === 0) return Object.fromEntries(names.map((name) => [name, found.get(name) as Tensor]));
  // numpy.savez without names, or one array for one input.
  const anonymous = [...found.keys()].every((name, i) => name === `arr_${i}`) || (found.size === 1 && names.length === 1);
  if (anonymous && found.size === names.length)
    return Object.fromEntries([...found.values()].map((tensor, i) => [names[i] as string, tensor]));
  throw new ModelError(
    "input/names",
    `${where} holds ${[...found.keys()].join(", ") || "nothing"}; the model takes ${names.join(", ")}, of which ${missing.join(", ")} is missing.`,
    { where },
  );
}

/** The rows of a table or matrix, as the model's inputs: columns by name, or all of them as one input. */
export function ofBatch(batch: Batch, declared: readonly TensorInput[], where: string): Arrays {
  if (batch instanceof CsrMatrix) throw new ModelError("input/dtype", `${where} is sparse; a network takes dense arrays.`, { where });
  const [only] = declared;
  if (!(batch instanceof Table)) {
    if (only === undefined || declared.length > 1) return byName(new Map([["arr_0", batch]]), declared, where);
    return { [only.name]: asText(batch) };
  }
  if (declared.length > 0 && declared.every(({ name }) => batch.columns.has(name)))
    return Object.fromEntries(declared.map(({ name }) => [name, asText(batch.columns.get(name) as Tensor)]));
  if (only === undefined || declared.length > 1) return byName(batch.columns, declared, where);
  return { [only.name]: shaped(matrixOf(batch, only, where), only) };
}

/** Texts of a column are objects while they are read. */
function asText(tensor: Tensor): Tensor {
  if (tensor.dtype !== "object") return tensor;
  const values = tensor.data as readonly unknown[];
  return values.every((value) => typeof value === "string") ? new Tensor("string", tensor.shape, [...values] as string[]) : tensor;
}

function matrixOf({ columns, rows }: Table, { name, dtype }: TensorInput, where: string): Tensor {
  const list = [...columns].map(([column, tensor]): [string, Tensor] => [column, asText(tensor)]);
  const shape = [rows, list.length];
  const cells = <T>(read: (tensor: Tensor, row: number) => T): T[] =>
    Array.from({ length: rows * list.length }, (_, i) => read(list[i % list.length]?.[1] as Tensor, Math.floor(i / list.length)));
  if (list.every(([, tensor]) => tensor.dtype === "string"))
    return new Tensor(
      "string",
      shape,
      cells((tensor, row) => String(tensor.at(row))),
    );
  const bad = list.find(([, tensor]) => tensor.dtype === "string" || tensor.dtype === "object");
  if (bad)
    throw new ModelError(
      "input/dtype",
      `Column "${bad[0]}" of ${where} holds texts, and input "${name}" takes ${dtype}; choose columns with --columns, or name them as the inputs.`,
      { where },
    );
  if (isInteger(dtype) && list.every(([, tensor]) => tensor.dtype === "int64"))
    return new Tensor("int64", shape, BigInt64Array.from(cells((tensor, row) => BigInt(Number(tensor.at(row))))));
  return new Tensor("float64", shape, Float64Array.from(cells((tensor, row) => Number(tensor.at(row)))));
}

/** A line of a table holds one example flat, in C order: an image of 28 × 28 in 784 columns. */
function shaped(matrix: Tensor, { shape }: TensorInput): Tensor {
  const rest = shape?.slice(1);
  if (rest === undefined || rest.length < 2 || !rest.every((dim) => dim !== null)) return matrix;
  const lengths = rest as readonly number[];
  return sizeOf(lengths) === matrix.shape[1] ? matrix.reshape([matrix.shape[0] ?? 0, ...lengths]) : matrix;
}
