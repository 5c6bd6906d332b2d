import { ModelError } from "../../../errors.js";
import { requireTensor } from "../../../graph/builder.js";
import type { Node } from "../../../graph/op.js";
import type { AxisAttributes } from "../../../graph/ops/reduce.js";
import * as ops from "../../../graph/ops/reduce.js";
import { allocate, type Data, type DType, Tensor } from "../../../tensor.js";
import { kernel, type Run } from "../kernel.js";
import { Lanes } from "../lanes.js";
import { isPlain, isWide, type Numbers, numbersOf, storeIntegers, unsupported } from "../numbers.js";

type Find = (x: Numbers, at: number, n: number, step: number) => number;

/** First index of the largest; the first NaN wins (numpy/_core/src/multiarray/arraytypes.c.src: argmax). */
const findMax: Find = (x, at, n, step) => {
  let best = x[at] as number;
  let index = 0;
  for (let i = 1, p = at + step; i < n; i++, p += step) {
    const value = x[p] as number;
    if (!(value <= best) && !Number.isNaN(best)) {
      best = value;
      index = i;
    }
  }
  return index;
};

const findMin: Find = (x, at, n, step) => {
  let best = x[at] as number;
  let index = 0;
  for (let i = 1, p = at + step; i < n; i++, p += step) {
    const value = x[p] as number;
    if (!(value >= best) && !Number.isNaN(best)) {
      best = value;
      index = i;
    }
  }
  return index;
};

function finder(find: Find, word: "argmax" | "argmin"): (attributes: AxisAttributes, node: Node) => Run {
  return ({ axis, keep }, { op }) => {
    const lanes = new Lanes(op, axis, keep);
    return (inputs) => {
      const x = requireTensor(inputs[0], op);
      lanes.fit(x.shape);
      const { outer, n, inner, count } = lanes;
      if (n === 0 && count > 0)
        throw new ModelError("input/shape", `attempt to get ${word} of an empty sequence`, { where: op, python: "ValueError" });
      const numbers = numbersOf(op, x);
      const found = new Float64Array(count);
      for (let o = 0; o < outer; o++) for (let k = 0; k < inner; k++) found[o * inner + k] = find(numbers, o * n * inner + k, n, inner);
      const out = allocate("int64", count);
      storeIntegers(found, out);
      return [new Tensor("int64", lanes.reduced, out)];
    };
  };
}

export const argMax = kernel(ops.argMax, finder(findMax, "argmax"));
export const argMin = kernel(ops.argMin, finder(findMin, "argmin"));

/** Sorted from the best on, ties by the lower index; NaN counts as largest, as in numpy.sort. */
export const topK = kernel(ops.topK, ({ k, axis, largest }) => {
  const lanes = new Lanes("TopK", axis, true);
  return ([input]) => {
    const x = requireTensor(input, "TopK");
    lanes.fit(x.shape);
    const { n, count, inner } = lanes;
    if (k > n) throw new ModelError("input/shape", `TopK: ${k} of an axis of length ${n}.`, { where: "TopK" });
    const numbers = numbersOf("TopK", x);
    const shape = x.shape.map((dim, i) => (i === (axis < 0 ? axis + x.shape.length : axis) ? k : dim));
    const values: Data = allocate(x.dtype, count * k);
    const indices = new Float64Array(count * k);
    const order = new Array<number>(n);
    for (let lane = 0; lane < count; lane++) {
      for (let i = 0; i < n; i++) order[i] = i;
      order.sort((i, j) => before(numbers[lanes.index(lane, i)] as number, numbers[lanes.index(lane, j)] as number, largest) || i - j);
      const at = Math.floor(lane / inner) * k * inner + (lane % inner);
      for (let i = 0; i < k; i++) {
        values[at + i * inner] = x.data[lanes.index(lane, order[i] as number)] as never;
        indices[at + i * inner] = order[i] as number;
      }
    }
    const out = allocate("int64", count * k);
    storeIntegers(indices, out);
    return [new Tensor<DType>(x.dtype, shape, values), new Tensor("int64", shape, out)];
  };
});

function before(a: number, b: number, largest: boolean): number {
  if (a === b || (Number.isNaN(a) && Number.isNaN(b))) return 0;
  const higher = a > b || Number.isNaN(a);
  return higher === largest ? -1 : 1;
}

export const cumSum = kernel(ops.cumSum, ({ axis }, node) => {
  const dtype = node.inputs[0]?.dtype ?? "float64";
  if (dtype === "bool" || !(isPlain(dtype) || isWide(dtype))) throw unsupported("CumSum", dtype);
  const lanes = new Lanes("CumSum", axis);
  return ([input]) => {
    const x = requireTensor(input, "CumSum");
    lanes.fit(x.shape);
    const { outer, n, inner } = lanes;
    const data: Data = allocate(dtype, x.size);
    if (isWide(dtype)) {
      const from = x.data as BigInt64Array;
      const out = data as BigInt64Array;
      for (let o = 0, at = 0; o < outer; o++)
        for (let i = 0; i < n; i++)
          for (let k = 0; k < inner; k++, at++) out[at] = (from[at] as bigint) + (i > 0 ? (out[at - inner] as bigint) : 0n);
      return [new Tensor<DType>(dtype, x.shape, data)];
    }
    const from = numbersOf("CumSum", x);
    const out = data as Numbers;
    for (let o = 0, at = 0; o < outer; o++)
      for (let i = 0; i < n; i++)
        for (let k = 0; k < inner; k++, at++) out[at] = (from[at] as number) + (i > 0 ? (out[at - inner] as number) : 0);
    return [new Tensor<DType>(dtype, x.shape, data)];
  };
});
