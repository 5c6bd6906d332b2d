import { ModelError } from "../../../errors.js";
import { CsrMatrix } from "../../../sparse.js";
import { Table } from "../../../table.js";
import { allocate, type HostValue, sizeOf, Tensor } from "../../../tensor.js";

/** What a model answers: an array, one per output of a multi-output model, a sparse matrix, or named columns. */
export type Result = Tensor | readonly Tensor[] | CsrMatrix | Table;

/** One column of rows to write; `at` gives a row's cell. */
export interface OutputColumn {
  readonly name: string;
  /** Whether integral numbers are written with their `.0`, so that they read as the floats they are. */
  readonly floating: boolean;
  readonly single: boolean;
  at(row: number): HostValue;
}

/** Number of rows of a result. */
export function resultRows(result: Result): number {
  if (result instanceof Table) return result.rows;
  if (isList(result)) return result[0] ? resultRows(result[0]) : 0;
  return result.shape[0] ?? 1;
}

function isList(result: Result): result is readonly Tensor[] {
  return Array.isArray(result);
}

/**
 * A result as named columns: `prediction` where there is one value per row, else the given names or positions ("0", "1", …).
 * The outputs of a multi-output model come side by side, `0_` and `1_` before their names, or their own names.
 * @throws ModelError `input/shape` beyond two dimensions or where the names are too few or many
 */
export function columnsOf(result: Result, names: readonly string[] | undefined, outputs?: readonly string[]): OutputColumn[] {
  if (result instanceof Table) return [...result.columns].map(([name, column]) => columnOf(name, column, (row) => row));
  if (isList(result)) {
    const each = result.map((tensor, i) => {
      const parts = columnsOf(tensor, undefined);
      const output = outputs?.[i];
      const nameOf = (column: string) => (output === undefined ? `${i}_${column}` : parts.length === 1 ? output : `${output}_${column}`);
      return parts.map((column) => ({ ...column, name: nameOf(column.name) }));
    });
    return renamed(each.flat(), names);
  }
  if (result instanceof CsrMatrix) return sparseColumns(result, names);
  const [, width = 1, ...more] = result.shape;
  if (more.length > 0)
    throw new ModelError("input/shape", `A result of shape [${result.shape}] is no table; write it as .npy, .npz, .json or .jsonl.`);
  if (result.shape.length < 2) return renamed([columnOf("prediction", result, (row) => row)], names);
  return renamed(
    Array.from({ length: width }, (_, j) => columnOf(String(j), result, (row) => row * width + j)),
    names,
  );
}

function columnOf(name: string, tensor: Tensor, index: (row: number) => number): OutputColumn {
  const { dtype } = tensor;
  const floating = dtype.startsWith("float") || dtype === "bfloat16";
  return { name, floating, single: dtype === "float32", at: (row) => tensor.at(index(row)) };
}

function renamed(columns: OutputColumn[], names: readonly string[] | undefined): OutputColumn[] {
  if (names === undefined) return columns;
  if (names.length !== columns.length)
    throw new ModelError("input/shape", `${names.length} names were given for ${columns.length} columns of the result.`);
  return columns.map((column, i) => ({ ...column, name: names[i] ?? column.name }));
}

function sparseColumns(matrix: CsrMatrix, names: readonly string[] | undefined): OutputColumn[] {
  const width = matrix.shape[1];
  const cells = new Float64Array(width);
  let filled = -1;
  const fill = (row: number): void => {
    cells.fill(0);
    for (let k = matrix.indptr[row] ?? 0; k < (matrix.indptr[row + 1] ?? 0); k++) {
      const j = matrix.indices[k] ?? 0;
      cells[j] = (cells[j] ?? 0) + Number(matrix.data.at(k));
    }
    filled = row;
  };
  const floating = matrix.dtype.startsWith("float");
  const columns = Array.from(
    { length: width },
    (_, j): OutputColumn => ({
      name: String(j),
      floating,
      single: matrix.dtype === "float32",
      at(row) {
        if (filled !== row) fill(row);
        return cells[j] ?? 0;
      },
    }),
  );
  return renamed(columns, names);
}

/** One row of an array as nested host values; of a list of outputs, each output's row. */
export function rowValue(result: Exclude<Result, Table>, row: number): HostValue {
  if (isList(result)) return result.map((tensor) => rowValue(tensor, row));
  if (result instanceof CsrMatrix) return sparseColumns(result, undefined).map((column) => column.at(row));
  if (result.shape.length === 0) return result.at(0);
  const [, ...rest] = result.shape;
  if (rest.length === 0) return result.at(row);
  const size = sizeOf(rest);
  const step = result.dtype.startsWith("complex") ? 2 : 1;
  const from = row * size * step;
  const part = Array.isArray(result.data)
    ? result.data.slice(from, from + size)
    : (result.data as Float64Array).subarray(from, from + size * step);
  return new Tensor(result.dtype, rest, part as Float64Array).toArray() as HostValue;
}

/** A column's cells as one tensor, where the columns of many batches are put together. */
export function columnTensorOf(result: Exclude<Result, CsrMatrix>, names: readonly string[] | undefined): Map<string, Tensor> {
  if (result instanceof Table) return new Map(result.columns);
  const list = isList(result) ? result : [result as Tensor];
  const flat: Tensor[] = [];
  for (const tensor of list) {
    const [rows = 1, width = 1] = tensor.shape;
    if (tensor.shape.length < 2) flat.push(tensor.reshape([rows]));
    else for (let j = 0; j < width; j++) flat.push(pick(tensor, j, rows, width));
  }
  return new Map(columnsOf(result, names).map(({ name }, i): [string, Tensor] => [name, flat[i] as Tensor]));
}

function pick(tensor: Tensor, j: number, rows: number, width: number): Tensor {
  const out = allocate(tensor.dtype, rows) as HostValue[];
  const data = tensor.data as ArrayLike<HostValue>;
  for (let i = 0; i < rows; i++) out[i] = data[i * width + j] ?? null;
  return new Tensor(tensor.dtype, [rows], out) as Tensor;
}
