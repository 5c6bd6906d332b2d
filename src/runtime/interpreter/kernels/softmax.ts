import { requireTensor } from "../../../graph/builder.js";
import type { Node } from "../../../graph/op.js";
import * as ops from "../../../graph/ops/reduce.js";
import { allocate, type DType, isFloating, Tensor } from "../../../tensor.js";
import { kernel, type Run } from "../kernel.js";
import { Lanes } from "../lanes.js";
import { isHalf, type Numbers, numbersOf, toHalf, unsupported } from "../numbers.js";
import { pairwiseSum, pairwiseSum32 } from "../pairwise.js";

type Along = (x: Numbers, at: number, n: number, step: number, out: Numbers) => void;

function along(lane: Along): (attributes: { axis: number }, node: Node) => Run {
  return ({ axis }, node) => {
    const { op } = node;
    const dtype = node.inputs[0]?.dtype ?? "float64";
    if (!isFloating(dtype)) throw unsupported(op, dtype);
    const lanes = new Lanes(op, axis);
    return (inputs) => {
      const x = requireTensor(inputs[0], op);
      lanes.fit(x.shape);
      const { outer, n, inner } = lanes;
      const from = numbersOf(op, x);
      const out = isHalf(dtype) ? new Float32Array(x.size) : (allocate(dtype, x.size) as Numbers);
      if (n > 0) for (let o = 0; o < outer; o++) for (let k = 0; k < inner; k++) lane(from, o * n * inner + k, n, inner, out);
      return [new Tensor<DType>(dtype, x.shape, isHalf(dtype) ? toHalf(dtype, out) : out)];
    };
  };
}

function highest(x: Numbers, at: number, n: number, step: number): number {
  let best = x[at] as number;
  for (let i = 1, p = at + step; i < n; i++, p += step) {
    const value = x[p] as number;
    if (!(value <= best) && !Number.isNaN(best)) best = value;
  }
  return best;
}

function total(x: Numbers, at: number, n: number, step: number): number {
  if (step === 1) return x instanceof Float32Array ? pairwiseSum32(x, at, n) : pairwiseSum(x, at, n);
  let sum = 0;
  for (let i = 0, p = at; i < n; i++, p += step) sum += x[p] as number;
  return sum;
}

/**
 * sklearn/utils/extmath.py: softmax, in its order: subtract the largest, exp, divide by the sum. Every step goes through `out`,
 * which rounds it where the dtype is float32.
 */
const softmaxLane: Along = (x, at, n, step, out) => {
  const largest = highest(x, at, n, step);
  for (let i = 0, p = at; i < n; i++, p += step) {
    out[p] = (x[p] as number) - largest;
    out[p] = Math.exp(out[p] as number);
  }
  const sum = total(out, at, n, step);
  for (let i = 0, p = at; i < n; i++, p += step) out[p] = (out[p] as number) / sum;
};

/** x - max - log(sum(exp(x - max))), as scipy.special.log_softmax, which takes 0 for a maximum that is not finite. */
const logSoftmaxLane: Along = (x, at, n, step, out) => {
  const largest = highest(x, at, n, step);
  const base = Number.isFinite(largest) ? largest : 0;
  const powers = out instanceof Float32Array ? new Float32Array(n) : new Float64Array(n);
  for (let i = 0, p = at; i < n; i++, p += step) {
    out[p] = (x[p] as number) - base;
    powers[i] = Math.exp(out[p] as number);
  }
  const sum = Math.log(total(powers, 0, n, 1));
  const log = out instanceof Float32Array ? Math.fround(sum) : sum;
  for (let i = 0, p = at; i < n; i++, p += step) out[p] = (out[p] as number) - log;
};

export const softmax = kernel(ops.softmax, along(softmaxLane));
export const logSoftmax = kernel(ops.logSoftmax, along(logSoftmaxLane));
