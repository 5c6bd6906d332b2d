import type { DType } from "../../tensor.js";
import { type Dim, dense, type Info, ROWS } from "../info.js";
import type { OpSpec } from "../op.js";
import { axisOf } from "../shapes.js";

export interface AxisAttributes {
  readonly axis: number;
  /** Keep the reduced axis with length 1. */
  readonly keep: boolean;
}

export const overRows = (inputs: readonly Info[], { axis }: { readonly axis: number }): boolean =>
  inputs[0]?.shape[axis < 0 ? axis + inputs[0].shape.length : axis] === ROWS;

function reduction(op: string, result?: DType): OpSpec<AxisAttributes> {
  return {
    op,
    infer: (inputs, { axis, keep }) => {
      const shape: readonly Dim[] = inputs[0]?.shape ?? [];
      const at = axisOf(op, axis, shape.length);
      const rest = keep ? shape.map((dim, i) => (i === at ? 1 : dim)) : shape.filter((_, i) => i !== at);
      return [dense(result ?? inputs[0]?.dtype ?? "float64", rest)];
    },
    mixesRows: overRows,
  };
}

/** Pairwise summation over blocks of 128 along a contiguous axis, as NumPy adds (numpy/_core/src/umath/loops_utils.h.src: pairwise_sum). */
export const reduceSum = reduction("ReduceSum");
export const reduceMean = reduction("ReduceMean");
export const reduceProd = reduction("ReduceProd");
export const reduceMax = reduction("ReduceMax");
export const reduceMin = reduction("ReduceMin");
export const reduceL1 = reduction("ReduceL1");
export const reduceL2 = reduction("ReduceL2");
export const reduceSumSquare = reduction("ReduceSumSquare");
/** max + log(sum(exp(x - max))), as scipy.special.logsumexp. */
export const reduceLogSumExp = reduction("ReduceLogSumExp");
/** First index of the largest; a NaN counts as largest, as in NumPy. */
export const argMax = reduction("ArgMax", "int64");
export const argMin = reduction("ArgMin", "int64");

const alongAxis = (op: string): OpSpec<{ axis: number }> => ({
  op,
  infer: (inputs, { axis }) => {
    axisOf(op, axis, inputs[0]?.shape.length ?? 0);
    return [dense(inputs[0]?.dtype ?? "float64", inputs[0]?.shape ?? [])];
  },
  mixesRows: overRows,
});

export const softmax = alongAxis("Softmax");
export const logSoftmax = alongAxis("LogSoftmax");
export const cumSum = alongAxis("CumSum");

export const topK: OpSpec<{ k: number; axis: number; largest: boolean }> = {
  op: "TopK",
  infer: (inputs, { k, axis }) => {
    const shape = inputs[0]?.shape ?? [];
    const at = axisOf("TopK", axis, shape.length);
    const out = shape.map((dim, i) => (i === at ? k : dim));
    return [dense(inputs[0]?.dtype ?? "float64", out), dense("int64", out)];
  },
  mixesRows: overRows,
};
