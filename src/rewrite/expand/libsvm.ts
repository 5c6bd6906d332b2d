import type { LibsvmAttributes } from "../../graph/ops/libsvm.js";
import * as ops from "../../graph/ops/libsvm.js";
import type { Value } from "../../graph/value.js";
import { CsrMatrix } from "../../sparse.js";
import { Tensor } from "../../tensor.js";
import { expansion } from "../expansion.js";

/** svm.cpp: svm_predict_probability, multiclass_probability. */
const MIN_PROBABILITY = 1e-7;
const TOLERANCE = 0.005;

/**
 * Kernel values [N, S] by products. Squared distances as |x|² + |s|² - 2 x·s, both sides moved so that the mean of the support
 * vectors is the origin, which keeps what the subtraction loses small.
 */
export const libsvmDecision = expansion(ops.libsvmDecision, ([x], attributes) => {
  const values = kernelValues(x, attributes);
  const { coefficients, counts, intercept, support } = attributes;
  const weights = new Float64Array(support.length * intercept.length);
  const starts = [0];
  for (const count of counts) starts.push((starts.at(-1) ?? 0) + count);
  const put = (row: number, from: number, to: number, column: number) => {
    for (let s = from; s < to; s++) weights[s * intercept.length + column] = coefficients[row * support.length + s] as number;
  };
  if (counts.length === 0) put(0, 0, support.length, 0);
  for (let i = 0, pair = 0; i < counts.length; i++)
    for (let j = i + 1; j < counts.length; j++, pair++) {
      put(j - 1, starts[i] as number, starts[i + 1] as number, pair);
      put(i, starts[j] as number, starts[j + 1] as number, pair);
    }
  return [
    values
      .matMul(new Tensor("float64", [support.length, intercept.length], weights))
      .add(new Tensor("float64", [intercept.length], intercept)),
  ];
});

function kernelValues(x: Value, { kernel, vectors, support, gamma, coef0, degree }: LibsvmAttributes): Value {
  if (kernel === "precomputed" || vectors === undefined) return x.gather(Array.from(support), 1);
  const dense = vectors instanceof CsrMatrix ? denseRows(vectors) : vectors;
  const [count = 0, features = 0] = dense.shape;
  if (kernel === "rbf") {
    const { center, moved, squares } = centered(dense.data, count, features);
    const rows = x.sub(new Tensor("float64", [features], center));
    const distances = rows
      .sumSquare(1, true)
      .add(new Tensor("float64", [count], squares))
      .sub(rows.matMul(x.constantLike(new Tensor("float64", [count, features], moved)).transpose()).mul(2));
    return distances.relu().mul(-gamma).exp();
  }
  if (kernel === "linear") return x.matMul(x.constantLike(dense).transpose());
  // gamma on the constant: onnxruntime merges a product behind a MatMul into it, with a float32 factor.
  const times = new Tensor(
    "float64",
    dense.shape,
    dense.data.map((value) => value * gamma),
  );
  const scaled = x.matMul(x.constantLike(times).transpose()).add(coef0);
  if (kernel === "sigmoid") return scaled.tanh();
  let result: Value | undefined;
  let factor = scaled;
  for (let t = degree; t > 0; t = Math.floor(t / 2)) {
    if (t % 2 === 1) result = result ? result.mul(factor) : factor;
    if (t > 1) factor = factor.mul(factor);
  }
  return result ?? scaled.mul(0).add(1);
}

function centered(vectors: Float64Array, count: number, features: number) {
  const center = new Float64Array(features);
  for (let i = 0; i < vectors.length; i++) center[i % features] = (center[i % features] as number) + (vectors[i] as number) / count;
  const moved = vectors.map((value, i) => value - (center[i % features] as number));
  const squares = new Float64Array(count);
  for (let i = 0; i < moved.length; i++) {
    const row = Math.floor(i / features);
    squares[row] = (squares[row] as number) + (moved[i] as number) ** 2;
  }
  return { center, moved, squares };
}

function denseRows({ shape, data, indices, indptr }: CsrMatrix<"float64">): Tensor<"float64"> {
  const [rows, columns] = shape;
  const out = new Float64Array(rows * columns);
  for (let row = 0; row < rows; row++)
    for (let k = indptr[row] as number; k < (indptr[row + 1] as number); k++) {
      const at = row * columns + (indices[k] as number);
      out[at] = (out[at] as number) + (data.data[k] as number);
    }
  return new Tensor("float64", [rows, columns], out);
}

export const pairwiseVotes = expansion(ops.pairwiseVotes, ([values], { classes, confidence }) => {
  const functions = (classes * (classes - 1)) / 2;
  const first = new Float64Array(functions * classes);
  const second = new Float64Array(functions * classes);
  for (let i = 0, pair = 0; i < classes; i++)
    for (let j = i + 1; j < classes; j++, pair++) {
      first[pair * classes + i] = 1;
      second[pair * classes + j] = 1;
    }
  const matrix = (data: Float64Array) => new Tensor("float64", [functions, classes], data);
  const won = (confidence === "none" ? values.greater(0) : values.less(0).not()).cast("float64");
  const votes = won.matMul(matrix(first)).add(won.neg().add(1).matMul(matrix(second)));
  if (confidence === "none") return [votes];
  const sums = values.matMul(matrix(first.map((value, i) => value - (second[i] as number))));
  if (confidence === "bounded") return [votes.add(sums.div(sums.abs().add(1).mul(3)))];
  const largest = sums.abs().maximum(1, true).maximum(0, true);
  const scale = largest
    .equal(0)
    .where(1, largest)
    .pow(-1)
    .mul(0.5 - Number.EPSILON);
  return [votes.add(sums.mul(scale))];
});

/**
 * Rounds that are written out. Of 1.8 million random decisions of 2 to 10 classes none took more than 4 to come within the tolerance at
 * which the iteration ends.
 */
const ROUNDS = 8;

export const pairwiseCoupling = expansion(ops.pairwiseCoupling, ([values], { classes: k, a, b }) => {
  const constant = (numbers: ArrayLike<number>) => new Tensor("float64", [numbers.length], Float64Array.from(numbers));
  const pairs = values
    .mul(constant(a))
    .add(constant(b))
    .neg()
    .sigmoid()
    .clip(MIN_PROBABILITY, 1 - MIN_PROBABILITY);
  const against = againstEachOther(pairs, k);
  // Row t of Q: the squares of all that speaks against t on the diagonal, and products beside it.
  const rows = against.map((own, t) => {
    const diagonal = own.map((r) => r.mul(r)).reduce((sum, square) => sum.add(square));
    const others = against.map((other, j) => (j === t ? diagonal : (own[j] as Value).mul(other[t] as Value).neg()));
    return { diagonal, row: (others[0] as Value).concat(others.slice(1), 1) };
  });
  let p = pairs
    .slice(1, 0, 1)
    .mul(0)
    .add(1 / k)
    .expand([values.shape[0] ?? 1, k]);
  let going: Value | undefined;
  for (let round = 0; round < ROUNDS; round++) {
    const products = rows.map(({ row }) => row.mul(p).sum(1, true));
    let qp = (products[0] as Value).concat(products.slice(1), 1);
    let pqp = p.mul(qp).sum(1, true);
    const far = qp
      .sub(pqp)
      .abs()
      .maximum(1, true)
      .less(TOLERANCE / k)
      .not();
    going = going ? going.and(far) : far;
    let next = p;
    rows.forEach(({ diagonal, row }, t) => {
      const own = qp.slice(1, t, t + 1);
      const step = pqp.sub(own).div(diagonal);
      const whole = step.add(1);
      const unit = constant(Array.from({ length: k }, (_, j) => Number(j === t)));
      pqp = pqp
        .add(step.mul(step.mul(diagonal).add(own.mul(2))))
        .div(whole)
        .div(whole);
      qp = qp.add(step.mul(row)).div(whole);
      next = next.add(step.mul(unit)).div(whole);
    });
    p = going.where(next, p);
  }
  return [p];
});

/** For each class t and each other class j: the probability of j in their pair; the own place is 0. */
function againstEachOther(pairs: Value, k: number): Value[][] {
  const zero = pairs.slice(1, 0, 1).mul(0);
  const table = Array.from({ length: k }, () => new Array<Value>(k).fill(zero));
  for (let i = 0, pair = 0; i < k; i++)
    for (let j = i + 1; j < k; j++, pair++) {
      const first = pairs.slice(1, pair, pair + 1);
      (table[j] as Value[])[i] = first;
      (table[i] as Value[])[j] = first.neg().add(1);
    }
  return table;
}
