import { ModelError } from "../../errors.js";
import type { DType } from "../../tensor.js";
import { csr, type Dim, dense, type Info } from "../info.js";
import { defineOp, type OpSpec } from "../op.js";
import { broadcast } from "../shapes.js";

type Empty = Record<never, never>;

function product(op: string, a: readonly Dim[], b: readonly Dim[]): Dim[] {
  const left = a.length === 1 ? [1, ...a] : a;
  const right = b.length === 1 ? [...b, 1] : b;
  const inner = [left.at(-1), right.at(-2)];
  if (inner[0] !== inner[1] && typeof inner[0] === "number" && typeof inner[1] === "number")
    throw new ModelError("graph/spec", `${op}: shapes [${a}] and [${b}] do not multiply.`, { where: op });
  const batch = broadcast(op, left.slice(0, -2), right.slice(0, -2));
  return [...batch, ...(a.length === 1 ? [] : [left.at(-2) ?? 1]), ...(b.length === 1 ? [] : [right.at(-1) ?? 1])];
}

/** numpy.matmul. */
export const matMul: OpSpec<Empty> = {
  op: "MatMul",
  infer: (inputs) => [dense(inputs[0]?.dtype ?? "float64", product("MatMul", inputs[0]?.shape ?? [], inputs[1]?.shape ?? []))],
};

/** A csr matrix times a dense one of rank 1 or 2: dense (scipy/sparse/sparsetools/csr.h: csr_matvecs, in storage order). */
export const csrMatMul: OpSpec<Empty> = {
  op: "brine.CsrMatMul",
  infer: (inputs) => [dense(inputs[1]?.dtype ?? "float64", product("brine.CsrMatMul", inputs[0]?.shape ?? [], inputs[1]?.shape ?? []))],
};

const sameCsr = (inputs: readonly Info[], dtype?: DType): Info => csr(dtype ?? inputs[0]?.dtype ?? "float64", inputs[0]?.shape ?? []);

export const csrToDense = defineOp<Empty>({
  op: "brine.CsrToDense",
  infer: (inputs) => [dense(inputs[0]?.dtype ?? "float64", inputs[0]?.shape ?? [])],
});

/** A dense matrix as csr: zeros are left out. */
export const csrFromDense = defineOp<Empty>({
  op: "brine.CsrFromDense",
  infer: (inputs) => [csr(inputs[0]?.dtype ?? "float64", inputs[0]?.shape ?? [])],
});

export const csrCast = defineOp<{ dtype: DType }>({ op: "brine.CsrCast", infer: (inputs, { dtype }) => [sameCsr(inputs, dtype)] });

/** Columns (axis 1) of a csr matrix by constant int64 indices. */
export const csrGather = defineOp<{ axis: number }>({
  op: "brine.CsrGather",
  infer: (inputs, { axis }) => {
    if (axis !== 1) throw new ModelError("graph/spec", "brine.CsrGather picks columns (axis 1) only.");
    return [csr(inputs[0]?.dtype ?? "float64", [inputs[0]?.shape[0] ?? 1, inputs[1]?.shape[0] ?? 1])];
  },
});

/**
 * csr ∘ dense with the dense side of shape [1, F] or [F]: stored values times (or divided by) their column's number. `reverse`: rows are
 * stored backwards, as scipy's product with a diagonal csr matrix leaves them (scipy/sparse/sparsetools/csr.h: csr_matmat).
 */
export const csrScaleColumns = defineOp<{ divide: boolean; reverse?: boolean }>({
  op: "brine.CsrScaleColumns",
  infer: (inputs) => [sameCsr(inputs)],
});

/** A function over the stored values; `binarize` makes each of them 1, `onePlusLog` is 1 + log(x) (sublinear term frequency). */
export const csrMap = defineOp<{
  map: "log1p" | "sqrt" | "abs" | "sign" | "binarize" | "onePlusLog" | "cbrt" | "square" | "neg" | "clipToOne";
}>({
  op: "brine.CsrMap",
  infer: (inputs) => [sameCsr(inputs)],
});

/**
 * Rows divided by their norm, zero rows kept (sklearn/utils/sparsefuncs_fast.pyx: inplace_csr_row_normalize_l1, _l2; max by
 * preprocessing.normalize). `signedMax` is what `max` was before scikit-learn 0.23: the largest value, not the largest magnitude.
 */
export const csrNormalize = defineOp<{ norm: "l1" | "l2" | "max" | "signedMax" }>({
  op: "brine.CsrNormalize",
  infer: (inputs) => [sameCsr(inputs)],
});

/** csr matrices side by side. */
export const csrConcat = defineOp<Empty>({
  op: "brine.CsrConcat",
  infer: (inputs) => {
    let columns = 0;
    for (const input of inputs) {
      const dim = input.shape[1];
      if (typeof dim !== "number") throw new ModelError("graph/spec", "brine.CsrConcat needs known column counts.");
      columns += dim;
    }
    return [csr(inputs[0]?.dtype ?? "float64", [inputs[0]?.shape[0] ?? 1, columns])];
  },
});
