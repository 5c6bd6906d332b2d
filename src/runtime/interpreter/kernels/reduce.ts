import { ModelError } from "../../../errors.js";
import { requireTensor } from "../../../graph/builder.js";
import type { Node } from "../../../graph/op.js";
import type { AxisAttributes } from "../../../graph/ops/reduce.js";
import * as ops from "../../../graph/ops/reduce.js";
import { allocate, type DType, Tensor } from "../../../tensor.js";
import { kernel, type Run } from "../kernel.js";
import { Lanes } from "../lanes.js";
import {
  allSafe,
  exactNumbers,
  isHalf,
  isPlain,
  isWide,
  larger,
  type Numbers,
  numbersOf,
  smaller,
  storeIntegers,
  toHalf,
  unsupported,
  type Wide,
} from "../numbers.js";
import { pairwiseSum, pairwiseSum32 } from "../pairwise.js";

/** Reduces every lane: `out[o * inner + k]` from `x[(o * n + i) * inner + k]`. `single` rounds each step to float32. */
type Reduce = (x: Numbers, lanes: Lanes, out: Numbers, single: boolean) => void;

interface Reduction {
  readonly reduce: Reduce;
  /** The same over 64-bit integers beyond 2^53. */
  readonly exact?: (values: readonly bigint[]) => bigint;
  /** Numpy's message for a lane without elements, where there is no answer. */
  readonly empty?: string;
}

function reduction({ reduce, exact, empty }: Reduction): (attributes: AxisAttributes, node: Node) => Run {
  return ({ axis, keep }, node) => {
    const { op } = node;
    const dtype = node.inputs[0]?.dtype ?? "float64";
    // NumPy counts the true ones of a bool array as int64; cast first.
    const counts = dtype === "bool" && op !== "ReduceMax" && op !== "ReduceMin";
    if (counts || !(isPlain(dtype) || isHalf(dtype) || (isWide(dtype) && exact))) throw unsupported(op, dtype);
    const lanes = new Lanes(op, axis, keep);
    return (inputs) => {
      const x = requireTensor(inputs[0], op);
      lanes.fit(x.shape);
      if (lanes.n === 0 && empty && lanes.count > 0) throw new ModelError("input/shape", empty, { where: op, python: "ValueError" });
      if (isWide(dtype)) return [new Tensor<DType>(dtype, lanes.reduced, reduceWide(x.data as Wide, dtype, lanes, reduce, exact))];
      if (isHalf(dtype)) {
        const out = new Float32Array(lanes.count);
        reduce(numbersOf(op, x), lanes, out, true);
        return [new Tensor<DType>(dtype, lanes.reduced, toHalf(dtype, out))];
      }
      const out = allocate(dtype, lanes.count) as Numbers;
      reduce(x.data as Numbers, lanes, out, dtype === "float32");
      return [new Tensor(dtype, lanes.reduced, out)];
    };
  };
}

function reduceWide(data: Wide, dtype: "int64" | "uint64", lanes: Lanes, reduce: Reduce, exact: Reduction["exact"]): Wide {
  const out = allocate(dtype, lanes.count);
  const numbers = exactNumbers(data);
  if (numbers) {
    const sums = new Float64Array(lanes.count);
    reduce(numbers, lanes, sums, false);
    if (allSafe(sums)) {
      // A mean of integers is cut toward zero, as C divides.
      for (let k = 0; k < sums.length; k++) sums[k] = Math.trunc(sums[k] as number);
      storeIntegers(sums, out);
      return out;
    }
  }
  for (let k = 0; k < lanes.count; k++)
    out[k] = exact?.(Array.from({ length: lanes.n }, (_, i) => data[lanes.index(k, i)] as bigint)) ?? 0n;
  return out;
}

/** Along a contiguous axis as NumPy does, pairwise; otherwise row after row. */
export const sumLanes: Reduce = (x, { outer, n, inner }, out, single) => {
  if (inner === 1) {
    const sum = single ? pairwiseSum32 : pairwiseSum;
    for (let o = 0; o < outer; o++) out[o] = sum(x, o * n, n);
    return;
  }
  // A float32 `out` rounds at every step by itself.
  for (let o = 0, at = 0; o < outer; o++)
    for (let i = 0; i < n; i++) for (let k = 0, to = o * inner; k < inner; k++) out[to] = (out[to++] as number) + (x[at++] as number);
};

const meanLanes: Reduce = (x, lanes, out, single) => {
  sumLanes(x, lanes, out, single);
  for (let k = 0; k < out.length; k++) out[k] = (out[k] as number) / lanes.n;
};

const prodLanes: Reduce = (x, { outer, n, inner }, out) => {
  out.fill(1);
  for (let o = 0, at = 0; o < outer; o++)
    for (let i = 0; i < n; i++) for (let k = 0, to = o * inner; k < inner; k++) out[to] = (out[to++] as number) * (x[at++] as number);
};

const maxLanes: Reduce = (x, { outer, n, inner }, out) => {
  for (let o = 0; o < outer; o++)
    for (let k = 0; k < inner; k++) {
      let at = o * n * inner + k;
      let best = x[at] as number;
      for (let i = 1; i < n; i++) {
        at += inner;
        const value = x[at] as number;
        if (!(value <= best) && !Number.isNaN(best)) best = value;
      }
      out[o * inner + k] = best;
    }
};

const minLanes: Reduce = (x, { outer, n, inner }, out) => {
  for (let o = 0; o < outer; o++)
    for (let k = 0; k < inner; k++) {
      let at = o * n * inner + k;
      let best = x[at] as number;
      for (let i = 1; i < n; i++) {
        at += inner;
        const value = x[at] as number;
        if (!(value >= best) && !Number.isNaN(best)) best = value;
      }
      out[o * inner + k] = best;
    }
};

/** Storage like `x` for what is summed instead of it. */
const like = (x: Numbers): Numbers => (x instanceof Float32Array ? new Float32Array(x.length) : new Float64Array(x.length));

const l1Lanes: Reduce = (x, lanes, out, single) => {
  const magnitudes = like(x);
  for (let i = 0; i < x.length; i++) magnitudes[i] = Math.abs(x[i] as number);
  sumLanes(magnitudes, lanes, out, single);
};

const squareLanes: Reduce = (x, lanes, out, single) => {
  const squares = like(x);
  for (let i = 0; i < x.length; i++) squares[i] = (x[i] as number) * (x[i] as number);
  sumLanes(squares, lanes, out, single);
};

const l2Lanes: Reduce = (x, lanes, out, single) => {
  squareLanes(x, lanes, out, single);
  for (let k = 0; k < out.length; k++) out[k] = Math.sqrt(out[k] as number);
};

const logSumExpLanes: Reduce = (x, lanes, out, single) => {
  const { outer, n, inner } = lanes;
  if (n === 0) {
    out.fill(Number.NEGATIVE_INFINITY);
    return;
  }
  const highest = like(out);
  maxLanes(x, lanes, highest, single);
  // scipy takes 0 where the maximum is infinite or NaN, so that inf - inf does not arise.
  for (let k = 0; k < highest.length; k++) if (!Number.isFinite(highest[k])) highest[k] = 0;
  const shares = like(x);
  for (let o = 0, at = 0; o < outer; o++)
    for (let i = 0; i < n; i++)
      for (let k = 0; k < inner; k++) shares[at] = Math.exp((x[at++] as number) - (highest[o * inner + k] as number));
  sumLanes(shares, lanes, out, single);
  for (let k = 0; k < out.length; k++) out[k] = Math.log(out[k] as number) + (highest[k] as number);
};

const total = (values: readonly bigint[]): bigint => values.reduce((sum, value) => sum + value, 0n);
const magnitude = (value: bigint): bigint => (value < 0n ? -value : value);
const emptyOf = (what: string) => `zero-size array to reduction operation ${what} which has no identity`;

export const reduceSum = kernel(ops.reduceSum, reduction({ reduce: sumLanes, exact: total }));
export const reduceMean = kernel(
  ops.reduceMean,
  reduction({ reduce: meanLanes, exact: (values) => total(values) / BigInt(values.length || 1) }),
);
export const reduceProd = kernel(
  ops.reduceProd,
  reduction({ reduce: prodLanes, exact: (values) => values.reduce((product, value) => product * value, 1n) }),
);
export const reduceMax = kernel(
  ops.reduceMax,
  reduction({ reduce: maxLanes, exact: (values) => values.reduce(larger), empty: emptyOf("maximum") }),
);
export const reduceMin = kernel(
  ops.reduceMin,
  reduction({ reduce: minLanes, exact: (values) => values.reduce(smaller), empty: emptyOf("minimum") }),
);
export const reduceL1 = kernel(ops.reduceL1, reduction({ reduce: l1Lanes, exact: (values) => total(values.map(magnitude)) }));
export const reduceL2 = kernel(ops.reduceL2, reduction({ reduce: l2Lanes }));
export const reduceSumSquare = kernel(
  ops.reduceSumSquare,
  reduction({ reduce: squareLanes, exact: (values) => total(values.map((value) => value * value)) }),
);
export const reduceLogSumExp = kernel(ops.reduceLogSumExp, reduction({ reduce: logSumExpLanes }));
