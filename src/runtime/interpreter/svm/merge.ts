import type { CsrMatrix } from "../../../sparse.js";
import type { Finish, KernelRow } from "./kernel-row.js";

/** Kernel values with wide sparse vectors: both sides are walked in the order of their columns (svm.cpp: k_function of sparse nodes). */
export function mergedRow(vectors: CsrMatrix<"float64">, distances: boolean, finish: Finish): KernelRow {
  const sorted = sortedRows(vectors);
  const count = vectors.shape[0];
  const walk = distances ? squaredDistance : product;
  const out = new Float64Array(count);
  const all = (columns: Int32Array, values: Float64Array) => {
    for (let s = 0; s < count; s++) out[s] = walk(columns, values, sorted, s);
    finish(out, count);
    return undefined;
  };
  return {
    values: out,
    dense: (x, at) => {
      const width = vectors.shape[1];
      const columns: number[] = [];
      for (let f = 0; f < width; f++) if (x[at + f] !== 0) columns.push(f);
      return all(
        Int32Array.from(columns),
        Float64Array.from(columns, (f) => x[at + f] as number),
      );
    },
    csr: (x, row) => {
      const { indices, values } = sortedRow(x, row);
      return all(indices, values);
    },
  };
}

interface Rows {
  readonly indptr: Int32Array;
  readonly indices: Int32Array;
  readonly values: Float64Array;
}

function squaredDistance(columns: Int32Array, x: Float64Array, { indptr, indices, values }: Rows, s: number): number {
  let sum = 0;
  let a = 0;
  let b = indptr[s] as number;
  const aEnd = columns.length;
  const bEnd = indptr[s + 1] as number;
  while (a < aEnd && b < bEnd) {
    const left = columns[a] as number;
    const right = indices[b] as number;
    const d = (left <= right ? (x[a] as number) : 0) - (right <= left ? (values[b] as number) : 0);
    sum += d * d;
    if (left <= right) a++;
    if (right <= left) b++;
  }
  for (; a < aEnd; a++) sum += (x[a] as number) * (x[a] as number);
  for (; b < bEnd; b++) sum += (values[b] as number) * (values[b] as number);
  return sum;
}

function product(columns: Int32Array, x: Float64Array, { indptr, indices, values }: Rows, s: number): number {
  let sum = 0;
  let a = 0;
  let b = indptr[s] as number;
  const aEnd = columns.length;
  const bEnd = indptr[s + 1] as number;
  while (a < aEnd && b < bEnd) {
    const left = columns[a] as number;
    const right = indices[b] as number;
    if (left === right) sum += (x[a++] as number) * (values[b++] as number);
    else if (left < right) a++;
    else b++;
  }
  return sum;
}

/** The stored values of one row by column, those of the same column added. */
function sortedRow({ data, indices, indptr }: CsrMatrix, row: number): { indices: Int32Array; values: Float64Array } {
  const from = indptr[row] as number;
  const to = indptr[row + 1] as number;
  const order = Array.from({ length: to - from }, (_, i) => from + i).sort((a, b) => (indices[a] as number) - (indices[b] as number));
  const columns: number[] = [];
  const values: number[] = [];
  for (const k of order) {
    const column = indices[k] as number;
    const value = Number(data.data[k]);
    if (columns.at(-1) === column) values.push((values.pop() ?? 0) + value);
    else {
      columns.push(column);
      values.push(value);
    }
  }
  return { indices: Int32Array.from(columns), values: Float64Array.from(values) };
}

function sortedRows(matrix: CsrMatrix): Rows {
  const rows = Array.from({ length: matrix.shape[0] }, (_, row) => sortedRow(matrix, row));
  const indptr = new Int32Array(rows.length + 1);
  rows.forEach((row, i) => {
    indptr[i + 1] = (indptr[i] as number) + row.indices.length;
  });
  const stored = indptr[rows.length] as number;
  const indices = new Int32Array(stored);
  const values = new Float64Array(stored);
  rows.forEach((row, i) => {
    indices.set(row.indices, indptr[i]);
    values.set(row.values, indptr[i]);
  });
  return { indptr, indices, values };
}
