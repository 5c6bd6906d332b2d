import { ModelError } from "../../../errors.js";
import { requireTensor } from "../../../graph/builder.js";
import * as ops from "../../../graph/ops/linear.js";
import type { CsrMatrix } from "../../../sparse.js";
import { allocate, type Data, type DType, Tensor } from "../../../tensor.js";
import { kernel } from "../kernel.js";
import { isPlain, isWide, type Numbers, unsupported, type Wide } from "../numbers.js";
import { requireCsr, sparse } from "../sparse.js";

/** Adds each stored value's multiple of a row of `b`, in storage order (scipy/sparse/sparsetools/csr.h: csr_matvecs). */
function addRows({ shape: [rows], data, indices, indptr }: CsrMatrix, b: Numbers, n: number, out: Numbers): void {
  const stored = data.data as Numbers;
  for (let i = 0; i < rows; i++)
    for (let s = indptr[i] as number; s < (indptr[i + 1] as number); s++) {
      const value = stored[s] as number;
      for (let j = 0, o = i * n, p = (indices[s] as number) * n; j < n; j++, o++, p++)
        out[o] = (out[o] as number) + value * (b[p] as number);
    }
}

/** The same as C does it in float32: the product is rounded before it is added. */
function addRows32({ shape: [rows], data, indices, indptr }: CsrMatrix, b: Numbers, n: number, out: Numbers): void {
  const stored = data.data as Numbers;
  for (let i = 0; i < rows; i++)
    for (let s = indptr[i] as number; s < (indptr[i + 1] as number); s++) {
      const value = stored[s] as number;
      for (let j = 0, o = i * n, p = (indices[s] as number) * n; j < n; j++, o++, p++)
        out[o] = (out[o] as number) + Math.fround(value * (b[p] as number));
    }
}

function addRowsWide({ shape: [rows], data, indices, indptr }: CsrMatrix, b: Wide, n: number, out: Wide): void {
  const stored = data.data as Wide;
  for (let i = 0; i < rows; i++)
    for (let s = indptr[i] as number; s < (indptr[i + 1] as number); s++)
      for (let j = 0, o = i * n, p = (indices[s] as number) * n; j < n; j++, o++, p++)
        out[o] = (out[o] as bigint) + (stored[s] as bigint) * (b[p] as bigint);
}

export const csrMatMul = kernel(ops.csrMatMul, (_, node) => {
  const dtype = node.inputs[1]?.dtype ?? "float64";
  if (dtype === "bool" || !(isPlain(dtype) || isWide(dtype))) throw unsupported("brine.CsrMatMul", dtype);
  return (inputs) => {
    const a = requireCsr(inputs[0], "brine.CsrMatMul");
    const b = requireTensor(inputs[1], "brine.CsrMatMul").as(a.dtype);
    const [rows, k] = a.shape;
    if (b.shape[0] !== k || b.shape.length > 2)
      throw new ModelError("input/shape", `brine.CsrMatMul: shapes [${a.shape}] and [${b.shape}] do not multiply.`, {
        where: "brine.CsrMatMul",
      });
    const n = b.shape[1] ?? 1;
    const out: Data = allocate(dtype, rows * n);
    if (isWide(dtype)) addRowsWide(a, b.data as Wide, n, out as Wide);
    else (dtype === "float32" ? addRows32 : addRows)(a, b.data as Numbers, n, out as Numbers);
    return [new Tensor<DType>(dtype, b.shape.length === 1 ? [rows] : [rows, n], out)];
  };
});

/** Values stored twice for one cell are added (csr.h: csr_todense). */
export const csrToDense = kernel(ops.csrToDense, () => ([input]) => {
  const { shape, dtype, data, indices, indptr } = requireCsr(input, "brine.CsrToDense");
  const [rows, columns] = shape;
  const out: Data = allocate(dtype, rows * columns);
  const wide = isWide(dtype);
  for (let i = 0; i < rows; i++)
    for (let s = indptr[i] as number; s < (indptr[i + 1] as number); s++) {
      const at = i * columns + (indices[s] as number);
      if (wide) out[at] = (out[at] as bigint) + (data.data[s] as bigint);
      else if (dtype === "bool") out[at] = (out[at] as number) | (data.data[s] as number);
      else out[at] = (out[at] as number) + (data.data[s] as number);
    }
  return [new Tensor<DType>(dtype, shape, out)];
});

/** NaN is stored, since it is not zero. */
export const csrFromDense = kernel(ops.csrFromDense, () => ([input]) => {
  const x = requireTensor(input, "brine.CsrFromDense");
  const [rows = 0, columns = 0] = x.shape;
  if (x.shape.length !== 2)
    throw new ModelError("input/shape", `A sparse matrix has 2 dimensions, not ${x.shape.length}.`, { where: "brine.CsrFromDense" });
  const from: Data = x.data;
  const zero = isWide(x.dtype) ? 0n : 0;
  const indptr = new Int32Array(rows + 1);
  let stored = 0;
  for (let i = 0, p = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) if (from[p++] !== zero) stored++;
    indptr[i + 1] = stored;
  }
  const indices = new Int32Array(stored);
  const data: Data = allocate(x.dtype, stored);
  for (let i = 0, p = 0, s = 0; i < rows; i++)
    for (let j = 0; j < columns; j++, p++)
      if (from[p] !== zero) {
        indices[s] = j;
        data[s++] = from[p] as never;
      }
  return [sparse("brine.CsrFromDense", [rows, columns], x.dtype, data, indices, indptr)];
});
