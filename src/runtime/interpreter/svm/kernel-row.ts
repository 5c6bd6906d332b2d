import type { LibsvmAttributes } from "../../../graph/ops/libsvm.js";
import { CsrMatrix } from "../../../sparse.js";
import type { Tensor } from "../../../tensor.js";
import { expInPlace } from "./exp.js";
import { mergedRow } from "./merge.js";
import { GROUP, rbfRow } from "./rbf-simd.js";

/** The kernel values of one row with all support vectors: `dense` and `csr` put them into `values`, whose end may be padding. */
export interface KernelRow {
  readonly values: Float64Array;
  /** Both answer the sum of the values times the first row of coefficients, where that comes for free; else undefined. */
  dense(x: Float64Array, at: number): number | undefined;
  csr(x: CsrMatrix, row: number): number | undefined;
}

/** Support vectors that the plain loops work on at once, so that their sums are independent of each other. */
const LANES = 4;
/** Sparse vectors of at most this many cells are kept dense: 32 MB. */
const DENSE_CELLS = 1 << 22;

export function kernelRow(attributes: LibsvmAttributes): KernelRow {
  const { kernel, support, vectors, coefficients, gamma, coef0, degree } = attributes;
  const finish = finisher(kernel, gamma, coef0, degree);
  const count = support.length;
  if (kernel === "precomputed") return precomputed(support);
  if (vectors === undefined) throw new RangeError("An SVM without support vectors.");
  const [, features = 0] = vectors.shape;
  if (vectors instanceof CsrMatrix && count * features > DENSE_CELLS) return mergedRow(vectors, kernel === "rbf", finish);
  const simd = kernel === "rbf" ? rbfRow(pack(vectors, GROUP), features, gamma, coefficients.subarray(0, count)) : undefined;
  if (simd) return withSparse(features, simd.values, simd.run);
  const packed = pack(vectors, LANES);
  const values = new Float64Array(Math.ceil(count / LANES) * LANES);
  const sums = kernel === "rbf" ? squaredDistances : products;
  return withSparse(features, values, (x, at) => {
    sums(x, at, packed, features, values);
    finish(values, count);
    return undefined;
  });
}

/** Sparse rows are made dense one at a time. */
function withSparse(features: number, values: Float64Array, dense: KernelRow["dense"]): KernelRow {
  const scratch = new Float64Array(features);
  return {
    values,
    dense,
    csr: (x, row) => {
      const from = x.indptr[row] as number;
      const to = x.indptr[row + 1] as number;
      const stored = x.data.data as Float64Array;
      for (let k = from; k < to; k++) scratch[x.indices[k] as number] = (scratch[x.indices[k] as number] as number) + (stored[k] as number);
      const sum = dense(scratch, 0);
      for (let k = from; k < to; k++) scratch[x.indices[k] as number] = 0;
      return sum;
    },
  };
}

/** What makes a kernel value of a product or a squared distance. */
export type Finish = (values: Float64Array, count: number) => void;

function finisher(kernel: LibsvmAttributes["kernel"], gamma: number, coef0: number, degree: number): Finish {
  switch (kernel) {
    case "rbf":
      return (values, count) => expInPlace(values, count, -gamma);
    case "poly":
      return (values, count) => {
        for (let i = 0; i < count; i++) values[i] = power(gamma * (values[i] as number) + coef0, degree);
      };
    case "sigmoid":
      return (values, count) => {
        for (let i = 0; i < count; i++) values[i] = Math.tanh(gamma * (values[i] as number) + coef0);
      };
    default:
      return () => undefined;
  }
}

/** svm.cpp: powi. */
function power(base: number, times: number): number {
  let result = 1;
  for (let t = times; t > 0; t = Math.floor(t / 2)) {
    if (t % 2 === 1) result *= base;
    base *= base;
  }
  return result;
}

/** Groups of `lanes` vectors, feature by feature: element f of vector v of group g is at (g F + f) lanes + v. */
function pack(vectors: Tensor<"float64"> | CsrMatrix<"float64">, lanes: number): Float64Array {
  const [count = 0, features = 0] = vectors.shape;
  const packed = new Float64Array(Math.ceil(count / lanes) * lanes * features);
  const place = (s: number, f: number) => (Math.floor(s / lanes) * features + f) * lanes + (s % lanes);
  if (vectors instanceof CsrMatrix) {
    const { data, indices, indptr } = vectors;
    for (let s = 0; s < count; s++)
      for (let k = indptr[s] as number; k < (indptr[s + 1] as number); k++) {
        const at = place(s, indices[k] as number);
        packed[at] = (packed[at] as number) + (data.data[k] as number);
      }
  } else for (let s = 0, at = 0; s < count; s++) for (let f = 0; f < features; f++) packed[place(s, f)] = vectors.data[at++] as number;
  return packed;
}

function squaredDistances(x: Float64Array, at: number, packed: Float64Array, features: number, out: Float64Array): void {
  for (let o = 0, p = 0; o < out.length; o += LANES) {
    let s0 = 0;
    let s1 = 0;
    let s2 = 0;
    let s3 = 0;
    for (let f = 0; f < features; f++, p += LANES) {
      const v = x[at + f] as number;
      const d0 = v - (packed[p] as number);
      const d1 = v - (packed[p + 1] as number);
      const d2 = v - (packed[p + 2] as number);
      const d3 = v - (packed[p + 3] as number);
      s0 += d0 * d0;
      s1 += d1 * d1;
      s2 += d2 * d2;
      s3 += d3 * d3;
    }
    out[o] = s0;
    out[o + 1] = s1;
    out[o + 2] = s2;
    out[o + 3] = s3;
  }
}

function products(x: Float64Array, at: number, packed: Float64Array, features: number, out: Float64Array): void {
  for (let o = 0, p = 0; o < out.length; o += LANES) {
    let s0 = 0;
    let s1 = 0;
    let s2 = 0;
    let s3 = 0;
    for (let f = 0; f < features; f++, p += LANES) {
      const v = x[at + f] as number;
      s0 += v * (packed[p] as number);
      s1 += v * (packed[p + 1] as number);
      s2 += v * (packed[p + 2] as number);
      s3 += v * (packed[p + 3] as number);
    }
    out[o] = s0;
    out[o + 1] = s1;
    out[o + 2] = s2;
    out[o + 3] = s3;
  }
}

function precomputed(support: Int32Array): KernelRow {
  const values = new Float64Array(support.length);
  return {
    values,
    dense: (x, at) => {
      for (let i = 0; i < values.length; i++) values[i] = x[at + (support[i] as number)] as number;
      return undefined;
    },
    csr: () => {
      throw new RangeError("Precomputed kernels are dense.");
    },
  };
}
