import { ModelError } from "../../errors.js";
import type { PyDict, PyValue } from "../pickle/values.js";
import { NdArray, SparseMatrix } from "./array.js";
import { attributeDict, itemsOf, shapeOf } from "./content.js";
import type { Context, Reconstructor } from "./real.js";

const formats = ["csr", "csc", "coo", "bsr", "dia"] as const;
type Format = (typeof formats)[number];

/** `scipy.sparse.csr.csr_matrix` until SciPy 1.7, `scipy.sparse._csr.csr_matrix` since, arrays beside matrices since 1.8. */
const classes = new Map<string, Format>(
  formats.flatMap((format) =>
    [`scipy.sparse.${format}.${format}_matrix`, `scipy.sparse._${format}.${format}_matrix`, `scipy.sparse._${format}.${format}_array`]
      .concat([`scipy.sparse.${format}_matrix`, `scipy.sparse.${format}_array`, `scipy.sparse._arrays.${format}_array`])
      .map((name) => [name, format] as const),
  ),
);

/** Sparse matrices keep their arrays as attributes: data, indices, indptr; row and col, or coords since 1.13; offsets. */
export const scipySparse: Reconstructor = {
  classes: [...classes.keys()],
  read: (record, context) => {
    const format = classes.get(record.cls?.path ?? "");
    const attributes = attributeDict(record);
    if (format === undefined || attributes === undefined) return undefined;
    const shape = shapeOf(attributes.get("_shape") ?? attributes.get("shape"));
    if (shape?.length === 1) return record;
    const [rows, columns] = shape ?? [];
    const parts = partsOf(format, attributes, context);
    const data = arrayOf(attributes.get("data"), context);
    if (rows === undefined || columns === undefined || shape?.length !== 2 || data === undefined || parts === undefined) return undefined;
    const matrix = new SparseMatrix(format, [rows, columns], data, parts.indices, parts.indptr);
    checkLengths(matrix);
    return matrix;
  },
};

function partsOf(format: Format, attributes: PyDict, context: Context): { indices: NdArray; indptr: NdArray | undefined } | undefined {
  const get = (name: string) => arrayOf(attributes.get(name), context);
  if (format === "coo") {
    const [first, second] = itemsOf(attributes.get("coords") ?? null) ?? [attributes.get("row"), attributes.get("col")];
    const row = arrayOf(first, context);
    const column = arrayOf(second, context);
    return row && column && { indices: column, indptr: row };
  }
  if (format === "dia") {
    const offsets = get("offsets");
    return offsets && { indices: offsets, indptr: undefined };
  }
  const indices = get("indices");
  const indptr = get("indptr");
  return indices && indptr && { indices, indptr };
}

function arrayOf(value: PyValue | undefined, context: Context): NdArray | undefined {
  const real = value === undefined ? undefined : context.realize(value);
  return real instanceof NdArray && real.bytes !== undefined ? real : undefined;
}

/** The arrays' lengths; what is in them is checked by who uses it. */
function checkLengths({ format, shape, data, indices, indptr }: SparseMatrix): void {
  const [rows, columns] = shape;
  const stored = format === "bsr" || format === "dia" ? (data.shape[0] ?? 0) : data.size;
  const blockRows = format === "bsr" ? (data.shape[1] ?? 1) : 1;
  const pointers = format === "csr" ? rows + 1 : format === "csc" ? columns + 1 : format === "bsr" ? rows / blockRows + 1 : stored;
  // Compressed formats may keep room behind the last element that indptr names.
  const fits =
    format === "coo" || format === "dia" ? indices.size === stored : indices.size >= 0 && data.shape.length === (format === "bsr" ? 3 : 1);
  if (!fits || (indptr !== undefined && indptr.size !== pointers))
    throw new ModelError(
      "numpy/shape",
      `A ${format} matrix of shape [${shape}] with data [${data.shape}], indices [${indices.shape}] and indptr [${indptr?.shape ?? ""}].`,
    );
}
