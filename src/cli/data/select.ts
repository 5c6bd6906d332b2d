import { ModelError } from "../../errors.js";
import { CsrMatrix } from "../../sparse.js";
import { Table } from "../../table.js";
import { type HostValue, Tensor } from "../../tensor.js";
import type { Batch } from "./batch.js";
import { positionOf } from "./csv/read.js";

/** The columns of a batch that are asked for, in that order: by name in a Table, by position ("0", "1", …) in a matrix. */
export function selectColumns(batch: Batch, columns: readonly string[] | undefined, where: string): Batch {
  if (columns === undefined) return batch;
  if (batch instanceof Table) {
    const { names } = batch;
    for (const column of columns) positionOf(column, names, where);
    return new Table(new Map(columns.map((column) => [column, batch.columns.get(column) as Tensor])));
  }
  const [rows = 0, width = 0] = batch.shape;
  if (batch.shape.length !== 2)
    throw new ModelError("input/names", `${where} has ${batch.shape.length} dimensions; columns can be chosen of tables and matrices.`, {
      where,
    });
  const names = Array.from({ length: width }, (_, j) => String(j));
  const from = columns.map((column) => positionOf(column, names, where));
  if (batch instanceof CsrMatrix) return sparseColumns(batch, from);
  const at = Array.from({ length: rows * from.length }, (_, k) => Math.floor(k / from.length) * width + (from[k % from.length] ?? 0));
  return gather(batch, at, [rows, from.length]);
}

function sparseColumns(matrix: CsrMatrix, from: readonly number[]): CsrMatrix {
  const [rows] = matrix.shape;
  const to = new Map<number, number[]>();
  for (const [j, column] of from.entries()) to.set(column, [...(to.get(column) ?? []), j]);
  const indptr = new Int32Array(rows + 1);
  const indices: number[] = [];
  const kept: number[] = [];
  for (let i = 0; i < rows; i++) {
    for (let k = matrix.indptr[i] ?? 0; k < (matrix.indptr[i + 1] ?? 0); k++)
      for (const j of to.get(matrix.indices[k] ?? -1) ?? []) {
        indices.push(j);
        kept.push(k);
      }
    indptr[i + 1] = indices.length;
  }
  return new CsrMatrix(
    [rows, from.length],
    gather(matrix.data, kept, [kept.length]) as CsrMatrix["data"],
    Int32Array.from(indices),
    indptr,
  );
}

/** The elements at these positions, of a dtype with one storage element each. */
function gather(tensor: Tensor, at: readonly number[], shape: readonly number[]): Tensor {
  if (tensor.dtype.startsWith("complex"))
    throw new ModelError("input/dtype", "Columns of complex numbers cannot be chosen; no model takes them.");
  const { data } = tensor as { data: ArrayLike<HostValue> & { constructor: unknown } };
  if (Array.isArray(data))
    return new Tensor(
      tensor.dtype,
      shape,
      at.map((i) => (data as HostValue[])[i] ?? null),
    );
  const typed = data as unknown as Float64Array;
  const picked = new (typed.constructor as Float64ArrayConstructor)(at.length);
  for (const [k, i] of at.entries()) picked[k] = typed[i] as number;
  return new Tensor(tensor.dtype, shape, picked) as Tensor;
}
