import { ModelError } from "../../../errors.js";
import { requireTensor } from "../../../graph/builder.js";
import * as ops from "../../../graph/ops/linear.js";
import type { CsrMatrix } from "../../../sparse.js";
import { allocate, type Data, type Tensor } from "../../../tensor.js";
import { kernel } from "../kernel.js";
import { isWide, type Numbers, numbersOf, storeIntegers, unsupported } from "../numbers.js";
import { requireCsr, sparse } from "../sparse.js";
import { convert } from "./cast.js";

/** The same cells with other values. */
function withValues(op: string, x: CsrMatrix, data: Data, dtype: Tensor["dtype"] = x.dtype): CsrMatrix {
  return sparse(op, x.shape, dtype, data, x.indices, x.indptr);
}

/** Stored values as numbers, to be overwritten. */
function ownNumbers(op: string, x: CsrMatrix): Numbers {
  if (x.dtype === "bool") throw unsupported(op, x.dtype);
  return isWide(x.dtype) ? numbersOf(op, x.data) : (x.data.data as Numbers).slice();
}

/** Numbers back in the matrix's own dtype. */
function ownDtype(x: CsrMatrix, numbers: Numbers): Data {
  if (!isWide(x.dtype)) return numbers;
  const out = allocate("int64", numbers.length);
  storeIntegers(numbers, out);
  return out;
}

export const csrCast = kernel(ops.csrCast, ({ dtype }) => ([input]) => {
  const x = requireCsr(input, "brine.CsrCast");
  return [x.dtype === dtype ? x : withValues("brine.CsrCast", x, convert(x.data, dtype), dtype)];
});

export const csrScaleColumns = kernel(ops.csrScaleColumns, ({ divide, reverse }) => (inputs) => {
  const op = "brine.CsrScaleColumns";
  const x = requireCsr(inputs[0], op);
  const scale = requireTensor(inputs[1], op);
  if (scale.size !== x.shape[1] && scale.size !== 1)
    throw new ModelError("input/shape", `${op}: ${scale.size} numbers for ${x.shape[1]} columns.`, { where: op });
  const factors = numbersOf(op, scale);
  const out = ownNumbers(op, x);
  const step = scale.size === 1 ? 0 : 1;
  if (divide) for (let s = 0; s < out.length; s++) out[s] = (out[s] as number) / (factors[step * (x.indices[s] as number)] as number);
  else for (let s = 0; s < out.length; s++) out[s] = (out[s] as number) * (factors[step * (x.indices[s] as number)] as number);
  const scaled = withValues(op, x, ownDtype(x, out));
  return [reverse ? reversed(op, scaled) : scaled];
});

/** Each row's cells in reverse. */
function reversed(op: string, x: CsrMatrix): CsrMatrix {
  const data = x.data.data.slice();
  const indices = x.indices.slice();
  for (let i = 0; i < x.shape[0]; i++) {
    const [from, to] = [x.indptr[i] as number, x.indptr[i + 1] as number];
    data.subarray(from, to).reverse();
    indices.subarray(from, to).reverse();
  }
  return sparse(op, x.shape, x.dtype, data, indices, x.indptr);
}

/** One function over stored values; `binarize` makes every stored value 1, as the text vectorizers' `binary` does. */
const maps: Readonly<Record<string, (value: number) => number>> = {
  log1p: Math.log1p,
  sqrt: Math.sqrt,
  abs: Math.abs,
  sign: Math.sign,
  binarize: () => 1,
  onePlusLog: (value) => Math.log(value) + 1,
  cbrt: Math.cbrt,
  square: (value) => value * value,
  neg: (value) => -value,
  clipToOne: (value) => Math.max(-1, Math.min(1, value)),
};

export const csrMap = kernel(ops.csrMap, ({ map }) => {
  const f = maps[map];
  if (f === undefined) throw new ModelError("graph/spec", `brine.CsrMap has no map ${map}.`, { where: "brine.CsrMap" });
  return ([input]) => {
    const x = requireCsr(input, "brine.CsrMap");
    const out = ownNumbers("brine.CsrMap", x);
    for (let s = 0; s < out.length; s++) out[s] = f(out[s] as number);
    return [withValues("brine.CsrMap", x, ownDtype(x, out))];
  };
});

type Norm = (x: Numbers, from: number, to: number) => number;

/** Added one by one in double, whatever the dtype (sklearn/utils/sparsefuncs_fast.pyx). */
const norms: Readonly<Record<"l1" | "l2" | "max" | "signedMax", Norm>> = {
  l1: (x, from, to) => {
    let sum = 0;
    for (let s = from; s < to; s++) sum += Math.abs(x[s] as number);
    return sum;
  },
  l2: (x, from, to) => {
    let sum = 0;
    // C rounds a product of floats before it becomes part of a double.
    if (x instanceof Float32Array) for (let s = from; s < to; s++) sum += Math.fround((x[s] as number) ** 2);
    else for (let s = from; s < to; s++) sum += (x[s] as number) * (x[s] as number);
    return Math.sqrt(sum);
  },
  max: (x, from, to) => {
    let largest = 0;
    for (let s = from; s < to; s++) largest = Math.max(largest, Math.abs(x[s] as number));
    return largest;
  },
  signedMax: (x, from, to) => {
    let largest = Number.NEGATIVE_INFINITY;
    for (let s = from; s < to; s++) largest = Math.max(largest, x[s] as number);
    return largest;
  },
};

export const csrNormalize = kernel(ops.csrNormalize, ({ norm }) => ([input]) => {
  const x = requireCsr(input, "brine.CsrNormalize");
  const [rows, columns] = x.shape;
  const out = ownNumbers("brine.CsrNormalize", x);
  for (let i = 0; i < rows; i++) {
    const from = x.indptr[i] as number;
    const to = x.indptr[i + 1] as number;
    let length = norms[norm](out, from, to);
    // Cells that are not stored are zeros, and count.
    if (norm === "signedMax" && to - from < columns) length = Math.max(length, 0);
    if (length !== 0) for (let s = from; s < to; s++) out[s] = (out[s] as number) / length;
  }
  return [withValues("brine.CsrNormalize", x, ownDtype(x, out))];
});

export const csrConcat = kernel(ops.csrConcat, () => (inputs) => {
  const op = "brine.CsrConcat";
  const blocks = inputs.map((input) => requireCsr(input, op));
  const first = requireCsr(inputs[0], op);
  const rows = first.shape[0];
  let columns = 0;
  let stored = 0;
  for (const block of blocks) {
    if (block.shape[0] !== rows || block.dtype !== first.dtype)
      throw new ModelError(
        "input/shape",
        `${op}: a ${block.dtype} block of ${block.shape[0]} rows beside a ${first.dtype} one of ${rows}.`,
        {
          where: op,
        },
      );
    columns += block.shape[1];
    stored += block.indices.length;
  }
  const data: Data = allocate(first.dtype, stored);
  const indices = new Int32Array(stored);
  const indptr = new Int32Array(rows + 1);
  let at = 0;
  for (let i = 0; i < rows; i++) {
    let start = 0;
    for (const block of blocks) {
      for (let s = block.indptr[i] as number; s < (block.indptr[i + 1] as number); s++, at++) {
        indices[at] = (block.indices[s] as number) + start;
        data[at] = block.data.data[s] as never;
      }
      start += block.shape[1];
    }
    indptr[i + 1] = at;
  }
  return [sparse(op, [rows, columns], first.dtype, data, indices, indptr)];
});
