import { ModelError } from "../../errors.js";
import { concatRows, sliceRows as sliceArray } from "../../runtime/rows.js";
import { CsrMatrix } from "../../sparse.js";
import { Table } from "../../table.js";
import { Tensor } from "../../tensor.js";

/** Rows of a model's input: an array whose first axis is the rows, named columns, or a sparse matrix. */
export type Batch = Tensor | Table | CsrMatrix;

/** Number of rows; a tensor without axes has one. */
export function rowsOf(batch: Batch): number {
  if (batch instanceof Table) return batch.rows;
  return batch.shape[0] ?? 1;
}

/** Rows `from` to `to` (exclusive); dense data is shared with the batch, not copied. */
export function sliceRows(batch: Batch, from: number, to: number): Batch {
  if (!(batch instanceof Table)) return sliceArray(batch, from, to);
  return new Table(new Map([...batch.columns].map(([name, column]) => [name, sliceArray(column, from, to) as Tensor])));
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
  if (first instanceof Table) {
    const tables = batches.filter((batch) => batch instanceof Table);
    const join = (name: string) => concatTensors(tables.map((table) => table.columns.get(name) ?? missingColumn(name)));
    return batches.length === 1 ? first : new Table(new Map(first.names.map((name) => [name, join(name)])));
  }
  if (first instanceof CsrMatrix) return concatRows(batches.filter((batch) => batch instanceof CsrMatrix));
  return concatTensors(batches.filter((batch) => batch instanceof Tensor));
}

function missingColumn(name: string): never {
  throw new ModelError("input/names", `A later batch has no column "${name}", the first has.`);
}

/** Tensors of one dtype and one shape but for the first axis, end to end. */
export function concatTensors(parts: readonly Tensor[]): Tensor {
  const [first] = parts;
  if (first === undefined) throw new ModelError("input/shape", "There are no arrays to put together.");
  const rest = String(first.shape.slice(1));
  for (const { dtype, shape } of parts)
    if (dtype !== first.dtype || String(shape.slice(1)) !== rest)
      throw new ModelError("input/shape", `Arrays of ${first.dtype}[n,${rest}] and ${dtype}[${shape}] do not go end to end.`);
  return concatRows(parts) as Tensor;
}
