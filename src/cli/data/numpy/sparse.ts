import { ModelError } from "../../../errors.js";
import { CsrMatrix } from "../../../sparse.js";
import { isFloating, isInteger, Tensor } from "../../../tensor.js";

type Part = "format" | "shape" | "data" | "indices" | "indptr" | "row" | "col" | "offsets";

/** Whether the arrays of an archive are those that scipy.sparse.save_npz writes. */
export function isScipySparse(names: Iterable<string>): boolean {
  const all = new Set(names);
  return all.has("format") && all.has("shape") && all.has("data");
}

/**
 * The matrix of scipy.sparse.save_npz: csr, csc and coo; duplicates stay side by side. Values become float64, but for float32.
 * @throws ModelError `input/shape` where the parts do not fit, `input/dtype` for values that are no numbers
 */
export function fromScipy(arrays: ReadonlyMap<string, Tensor>, where: string): CsrMatrix {
  const part = (name: Part): Tensor => {
    const found = arrays.get(name);
    if (found) return found;
    throw new ModelError("table/parse", `${where} looks like scipy.sparse.save_npz's, but has no array "${name}".`, { where });
  };
  const format = formatOf(part("format"));
  const [rows = 0, columns = 0, ...more] = integers(part("shape"), where);
  if (more.length > 0 || part("shape").size !== 2)
    throw new ModelError("input/shape", `${where} holds a sparse array of ${part("shape").size} dimensions, not 2.`, { where });
  const data = values(part("data"), where);
  if (format === "csr") return new CsrMatrix([rows, columns], data, integers(part("indices"), where), integers(part("indptr"), where));
  if (format === "csc") {
    const indptr = integers(part("indptr"), where);
    return byRows([rows, columns], data, integers(part("indices"), where), expand(indptr, columns, data.size, where), where);
  }
  if (format === "coo") return byRows([rows, columns], data, integers(part("row"), where), integers(part("col"), where), where);
  throw new ModelError("table/parse", `${where} holds a ${format} matrix; save it as csr: save_npz(path, matrix.tocsr()).`, { where });
}

function formatOf({ data }: Tensor): string {
  const value: unknown = data[0];
  if (value instanceof Uint8Array) return new TextDecoder().decode(value);
  return String(value).replace(/\0+$/, "");
}

function integers(tensor: Tensor, where: string): Int32Array {
  if (!isInteger(tensor.dtype)) throw new ModelError("input/dtype", `${where}: the indices are ${tensor.dtype}, not integers.`, { where });
  return Int32Array.from(tensor.data as ArrayLike<number | bigint>, (value) => {
    const index = Number(value);
    if (index < 0 || index > 0x7fffffff)
      throw new ModelError("input/shape", `${where}: the index ${value} is not within 0 to 2147483647.`, { where });
    return index;
  });
}

function values(tensor: Tensor, where: string): Tensor<"float64"> | Tensor<"float32"> {
  if (tensor.dtype === "float32") return tensor.as("float32");
  if (tensor.dtype === "float64") return tensor.as("float64");
  if (!isInteger(tensor.dtype) && !isFloating(tensor.dtype) && tensor.dtype !== "bool")
    throw new ModelError("input/dtype", `${where}: the values are ${tensor.dtype}, not numbers.`, { where });
  return new Tensor(
    "float64",
    [tensor.size],
    Float64Array.from({ length: tensor.size }, (_, i) => Number(tensor.at(i))),
  );
}

/** The column of each stored value of a csc matrix. */
function expand(indptr: Int32Array, columns: number, stored: number, where: string): Int32Array {
  if (
    indptr.length !== columns + 1 ||
    indptr[0] !== 0 ||
    indptr[columns] !== stored ||
    indptr.some((at, i) => i > 0 && at < (indptr[i - 1] ?? 0))
  )
    throw new ModelError("input/shape", `${where}: indptr does not fit ${columns} columns and ${stored} values.`, { where });
  const column = new Int32Array(stored);
  for (let j = 0; j < columns; j++) column.fill(j, indptr[j], indptr[j + 1]);
  return column;
}

/** Sorts coordinates by row, keeping their order within a row: a counting sort. */
function byRows(shape: [number, number], data: CsrMatrix["data"], row: Int32Array, column: Int32Array, where: string): CsrMatrix {
  if (row.length !== data.size || column.length !== data.size)
    throw new ModelError("input/shape", `${where}: ${data.size} values have ${row.length} rows and ${column.length} columns.`, { where });
  const indptr = new Int32Array(shape[0] + 1);
  for (const i of row) {
    if (i >= shape[0]) throw new ModelError("input/shape", `${where}: row ${i} is outside of a matrix of ${shape[0]} rows.`, { where });
    indptr[i + 1] = (indptr[i + 1] ?? 0) + 1;
  }
  for (let i = 0; i < shape[0]; i++) indptr[i + 1] = (indptr[i + 1] ?? 0) + (indptr[i] ?? 0);
  const next = indptr.slice();
  const indices = new Int32Array(data.size);
  const sorted = data.dtype === "float32" ? new Float32Array(data.size) : new Float64Array(data.size);
  for (let k = 0; k < row.length; k++) {
    const i = row[k] ?? 0;
    const at = next[i] ?? 0;
    next[i] = at + 1;
    indices[at] = column[k] ?? 0;
    sorted[at] = Number(data.data[k]);
  }
  return new CsrMatrix(shape, new Tensor(data.dtype, [data.size], sorted), indices, indptr);
}
