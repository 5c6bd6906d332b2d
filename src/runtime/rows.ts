import { ModelError } from "../errors.js";
import type { Graph } from "../graph/builder.js";
import { type Dim, ROWS, type RuntimeValue } from "../graph/info.js";
import { CsrMatrix } from "../sparse.js";
import { allocate, type Data, type DType, sizeOf, Tensor } from "../tensor.js";

/** Number of rows of a run-time value. */
export function rowsOf(value: RuntimeValue): number {
  return value.shape[0] ?? 1;
}

/** How many rows a run of a network may take for its widest value to stay below `bytes`: at most `rows`, which other graphs always take. */
export function wideRows(graph: Graph, rows: number, bytes: number): number {
  if (!graph.single) return rows;
  const widths = graph.nodes.flatMap(({ outputs }) => outputs.map(({ shape }) => cellsPerRow(shape) * CELL_BYTES));
  return Math.max(1, Math.min(rows, Math.floor(bytes / Math.max(1, ...widths))));
}

/** float32 is what networks compute in. */
const CELL_BYTES = 4;

function cellsPerRow(shape: readonly Dim[]): number {
  return shape[0] === ROWS ? shape.reduce<number>((cells, dim) => (typeof dim === "number" ? cells * dim : cells), 1) : 0;
}

/** Rows `start` to `end`; dense slices share memory. */
export function sliceRows(value: RuntimeValue, start: number, end: number): RuntimeValue {
  if (value instanceof CsrMatrix) {
    const from = value.indptr[start] ?? 0;
    const to = value.indptr[end] ?? from;
    const pointers = value.indptr.slice(start, end + 1);
    for (let i = 0; i < pointers.length; i++) pointers[i] = (pointers[i] ?? 0) - from;
    const data = new Tensor(value.dtype, [to - from], slice(value.data.data, from, to) as never);
    return new CsrMatrix([end - start, value.shape[1]], data as CsrMatrix["data"], value.indices.subarray(from, to), pointers);
  }
  const width = widthOf(value);
  return new Tensor(value.dtype, [end - start, ...value.shape.slice(1)], slice(value.data, start * width, end * width) as never);
}

/** Values one above the other. */
export function concatRows(parts: readonly RuntimeValue[]): RuntimeValue {
  const first = parts[0];
  if (first === undefined) throw new ModelError("graph/spec", "No rows to put together.");
  if (parts.length === 1) return first;
  if (first instanceof CsrMatrix) return concatCsr(parts as CsrMatrix[]);
  const tensors = parts as Tensor[];
  const rows = tensors.reduce((sum, part) => sum + rowsOf(part), 0);
  const data = join(
    first.dtype,
    tensors.map((part) => part.data),
  );
  return new Tensor(first.dtype, [rows, ...first.shape.slice(1)], data as never);
}

function concatCsr(parts: readonly CsrMatrix[]): CsrMatrix {
  const first = parts[0] as CsrMatrix;
  const rows = parts.reduce((sum, part) => sum + part.shape[0], 0);
  const stored = parts.reduce((sum, part) => sum + part.indices.length, 0);
  const indices = new Int32Array(stored);
  const indptr = new Int32Array(rows + 1);
  let row = 0;
  let at = 0;
  for (const part of parts) {
    indices.set(part.indices, at);
    for (let i = 1; i <= part.shape[0]; i++) indptr[row + i] = at + (part.indptr[i] ?? 0);
    row += part.shape[0];
    at += part.indices.length;
  }
  const data = join(
    first.dtype,
    parts.map((part) => part.data.data),
  );
  return new CsrMatrix([rows, first.shape[1]], new Tensor(first.dtype, [stored], data as never) as CsrMatrix["data"], indices, indptr);
}

function join(dtype: DType, parts: readonly Data[]): Data {
  if (parts.every(Array.isArray)) return (parts as unknown[][]).flat(1) as Data;
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const complex = dtype === "complex64" || dtype === "complex128" ? 2 : 1;
  const out = allocate(dtype, length / complex) as Float64Array;
  let at = 0;
  for (const part of parts) {
    out.set(part as Float64Array, at);
    at += part.length;
  }
  return out;
}

function slice(data: Data, start: number, end: number): Data {
  return Array.isArray(data) ? (data.slice(start, end) as Data) : data.subarray(start, end);
}

function widthOf(tensor: Tensor): number {
  return sizeOf(tensor.shape.slice(1)) * (tensor.dtype === "complex64" || tensor.dtype === "complex128" ? 2 : 1);
}
