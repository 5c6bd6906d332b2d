import type { SparseMatrix } from "../../container/python/array.js";
import { toTensor } from "../../container/python/tensor.js";
import { ModelError } from "../../errors.js";
import { CsrMatrix } from "../../sparse.js";
import { Tensor } from "../../tensor.js";

/** Floats or integers of an attribute as numbers. */
export function numbersOf(tensor: Tensor): Float64Array {
  if (tensor.dtype === "float64") return tensor.as("float64").data;
  return Float64Array.from({ length: tensor.size }, (_, i) => Number(tensor.at(i)));
}

/** The most numbers that a sparse attribute is spread over: 1 GB. */
const MAX_CELLS = 2 ** 27;

/** Throws where an array of this many numbers would be made out of a few bytes of a file. */
export function checkCells(cells: number, where: string): void {
  if (cells >= 0 && cells <= MAX_CELLS) return;
  throw new ModelError("sklearn/attribute", `${where} is a sparse array of ${cells} cells; at most ${MAX_CELLS} are spread.`, { where });
}

/** A sparse attribute by rows, in float64, duplicates kept in storage order. */
export function csrOf(matrix: SparseMatrix, where: string): CsrMatrix<"float64"> {
  const [rows, columns] = matrix.shape;
  const data = numbersOf(toTensor(matrix.data));
  const indices = Int32Array.from(numbersOf(toTensor(matrix.indices)));
  const pointers = matrix.indptr ? Int32Array.from(numbersOf(toTensor(matrix.indptr))) : new Int32Array(0);
  if (matrix.format === "csr") return new CsrMatrix([rows, columns], new Tensor("float64", [data.length], data), indices, pointers);
  if (matrix.format !== "csc" && matrix.format !== "coo")
    throw new ModelError("sklearn/attribute", `${where} is a ${matrix.format} matrix; csr, csc and coo are read here.`, { where });
  const rowOf = matrix.format === "coo" ? pointers : indices;
  const columnOf = matrix.format === "coo" ? indices : expandPointers(pointers, data.length);
  checkCells(rows, where);
  const counts = new Int32Array(rows + 1);
  for (const row of rowOf) {
    if (row < 0 || row >= rows) throw new ModelError("sklearn/attribute", `${where} names row ${row} of ${rows}.`, { where });
    counts[row + 1] = (counts[row + 1] ?? 0) + 1;
  }
  for (let i = 0; i < rows; i++) counts[i + 1] = (counts[i + 1] ?? 0) + (counts[i] ?? 0);
  const next = counts.slice();
  const values = new Float64Array(data.length);
  const positions = new Int32Array(data.length);
  for (let k = 0; k < data.length; k++) {
    const row = rowOf[k] ?? 0;
    const to = next[row] ?? 0;
    next[row] = to + 1;
    values[to] = data[k] ?? 0;
    positions[to] = columnOf[k] ?? 0;
  }
  return new CsrMatrix([rows, columns], new Tensor("float64", [values.length], values), positions, counts);
}

function expandPointers(pointers: Int32Array, length: number): Int32Array {
  const out = new Int32Array(length);
  for (let i = 0; i + 1 < pointers.length; i++) out.fill(i, pointers[i], pointers[i + 1]);
  return out;
}

/** A sparse attribute as a dense float64 tensor (fitted attributes are small beside the data). */
export function denseOf(matrix: SparseMatrix, where: string): Tensor<"float64"> {
  const csr = csrOf(matrix, where);
  const [rows, columns] = csr.shape;
  checkCells(rows * columns, where);
  const out = new Float64Array(rows * columns);
  for (let i = 0; i < rows; i++)
    for (let k = csr.indptr[i] ?? 0; k < (csr.indptr[i + 1] ?? 0); k++) {
      const at = i * columns + (csr.indices[k] ?? 0);
      out[at] = (out[at] ?? 0) + (csr.data.data[k] ?? 0);
    }
  return new Tensor("float64", [rows, columns], out);
}
