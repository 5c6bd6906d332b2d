import { ModelError } from "./errors.js";
import type { Tensor } from "./tensor.js";

/**
 * A sparse matrix by rows: row `i` holds `data[k]` in column `indices[k]` for k from `indptr[i]` to `indptr[i + 1]`.
 * Duplicates are summed by whoever makes one; indices within a row need not be sorted.
 */
export class CsrMatrix<D extends "float64" | "float32" | "int64" | "int32" | "bool" = "float64" | "float32" | "int64" | "int32" | "bool"> {
  constructor(
    readonly shape: readonly [number, number],
    /** Stored values, shape [nnz]. */
    readonly data: Tensor<D>,
    readonly indices: Int32Array,
    readonly indptr: Int32Array,
  ) {
    if (indptr.length !== shape[0] + 1 || indices.length !== data.size || (indptr[shape[0]] ?? -1) !== indices.length)
      throw new ModelError("input/shape", `A sparse matrix of shape [${shape}] whose data, indices and indptr do not fit together.`);
    for (let i = 0, from = 0; i < indptr.length; i++) {
      const to = indptr[i] as number;
      if (to < from)
        throw new ModelError("input/shape", `Row ${i} of a sparse matrix of shape [${shape}] ends at ${to}, before its start.`);
      from = to;
    }
    for (const index of indices)
      if (index < 0 || index >= shape[1])
        throw new ModelError("input/shape", `Column ${index} is outside of a sparse matrix of ${shape[1]} columns.`);
  }

  get dtype(): D {
    return this.data.dtype;
  }
}
