import { ModelError } from "../../errors.js";
import { CsrMatrix } from "../../sparse.js";
import { Table } from "../../table.js";
import { allocate, type Data, type DType, type HostValue, sizeOf, Tensor } from "../../tensor.js";

/** Rows of a model's input: an array whose first axis is the rows, named columns, or a sparse matrix. */
export type Batch = Tensor | Table | CsrMatrix;

/** Number of rows; a tensor without axes has one. */
export function rowsOf(batch: Batch): number {
  if (batch instanceof Table) return batch.rows;
  return batch.shape[0] ?? 1;
}

/** Rows `from` to `to` (exclusive); dense data is shared with the batch, not copied. */
export function sliceRows(batch: Batch, from: number, to: number): Batch {
  if (batch instanceof Table) return new Table(new Map([...batch.columns].map(([name, column]) => [name, sliceTensor(column, from, to)])));
  if (batch instanceof CsrMatrix) {
    const start = batch.indptr[from] ?? 0;
    const end = batch.indptr[to] ?? start;
    const indptr = batch.indptr.slice(from, to + 1).map((at) => at - start);
    const data = sliceTensor(batch.data, start, end) as typeof batch.data;
    return new CsrMatrix([to - from, batch.shape[1]], data, batch.indices.subarray(start, end), indptr);
  }
  return sliceTensor(batch, from, to);
}

function sliceTensor(tensor: Tensor, from: number, to: number): Tensor {
  const [, ...rest] = tensor.shape;
  const step = stepOf(tensor.dtype, rest);
  const { data } = tensor as { data: Data };
  const part = Array.isArray(data) ? data.slice(from * step, to * step) : data.subarray(from * step, to * step);
  return new Tensor(tensor.dtype, [to - from, ...rest], part as Data);
}

function stepOf(dtype: DType, rest: readonly number[]): number {
  return sizeOf(rest) * (dtype.startsWith("complex") ? 2 : 1);
}

/** Yields a whole batch in pieces of at most `batchRows` rows; at least one, so that no rows still tell their columns. */
export function* inBatches(batch: Batch, batchRows: number): Generator<Batch> {
  const rows = rowsOf(batch);
  if (rows <= batchRows) {
    yield batch;
    return;
  }
  for (let from = 0; from < rows; from += batchRows) yield sliceRows(batch, from, Math.min(rows, from + batchRows));
}

/** One batch of all rows, in order. */
export function concatBatches(batches: readonly Batch[]): Batch {
  const [first] = batches;
  if (first === undefined) throw new ModelError("input/shape", "There are no rows to put together.");
  if (batches.length === 1) return first;
  if (first instanceof Table) {
    const tables = batches.filter((batch) => batch instanceof Table);
    const join = (name: string) => concatTensors(tables.map((table) => table.columns.get(name) ?? missingColumn(name)));
    return new Table(new Map(first.names.map((name) => [name, join(name)])));
  }
  if (first instanceof CsrMatrix) return concatSparse(batches.filter((batch) => batch instanceof CsrMatrix));
  return concatTensors(batches.filter((batch) => batch instanceof Tensor));
}

function missingColumn(name: string): never {
  throw new ModelError("input/names", `A later batch has no column "${name}", the first has.`);
}

/** Tensors of one dtype and one shape but for the first axis, end to end. */
export function concatTensors(parts: readonly Tensor[]): Tensor {
  const [first] = parts;
  if (first === undefined) throw new ModelError("input/shape", "There are no arrays to put together.");
  const [, ...rest] = first.shape;
  let rows = 0;
  for (const part of parts) {
    if (part.dtype !== first.dtype || String(part.shape.slice(1)) !== String(rest))
      throw new ModelError("input/shape", `Arrays of ${first.dtype}[n,${rest}] and ${part.dtype}[${part.shape}] do not go end to end.`);
    rows += part.shape[0] ?? 0;
  }
  const all = allocate(first.dtype, rows * sizeOf(rest)) as Data;
  let at = 0;
  for (const { data } of parts as readonly { data: Data }[]) {
    if (Array.isArray(all)) for (const value of data as HostValue[]) (all as HostValue[])[at++] = value;
    else {
      all.set(data as never, at);
      at += data.length;
    }
  }
  return new Tensor(first.dtype, [rows, ...rest], all);
}

function concatSparse(parts: readonly CsrMatrix[]): CsrMatrix {
  const rows = parts.reduce((sum, part) => sum + part.shape[0], 0);
  const stored = parts.reduce((sum, part) => sum + part.indices.length, 0);
  const indices = new Int32Array(stored);
  const indptr = new Int32Array(rows + 1);
  let at = 0;
  let row = 0;
  for (const part of parts) {
    indices.set(part.indices, at);
    for (let i = 1; i <= part.shape[0]; i++) indptr[++row] = at + (part.indptr[i] ?? 0);
    at += part.indices.length;
  }
  const data = concatTensors(parts.map((part) => part.data)) as CsrMatrix["data"];
  return new CsrMatrix([rows, parts[0]?.shape[1] ?? 0], data, indices, indptr);
}
