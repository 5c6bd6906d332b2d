import { ModelError } from "../../errors.js";
import type { RuntimeValue } from "../../graph/info.js";
import { CsrMatrix } from "../../sparse.js";
import { type Data, Tensor } from "../../tensor.js";

export function requireCsr(value: RuntimeValue | undefined, op: string): CsrMatrix {
  if (value instanceof CsrMatrix) return value;
  throw new ModelError("graph/spec", `${op} takes a sparse matrix.`, { where: op });
}

/** A csr matrix over new stored values; throws where they have a dtype that sparse matrices do not come in. */
export function sparse(
  op: string,
  shape: readonly [number, number],
  dtype: Tensor["dtype"],
  data: Data,
  indices: Int32Array,
  indptr: Int32Array,
): CsrMatrix {
  if (dtype !== "float64" && dtype !== "float32" && dtype !== "int64" && dtype !== "int32" && dtype !== "bool")
    throw new ModelError("graph/unsupported", `${op}: sparse matrices of ${dtype} do not exist; cast to float64 first.`, { where: op });
  return new CsrMatrix(shape, new Tensor(dtype, [indices.length], data as never), indices, indptr);
}
