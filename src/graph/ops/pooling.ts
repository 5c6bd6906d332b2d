import { dense } from "../info.js";
import { defineOp } from "../op.js";
import { spatialLengths, windowedLengths } from "../windows.js";

export interface PoolAttributes {
  readonly kernel: readonly number[];
  readonly strides: readonly number[];
  /** Places before each spatial axis, then those behind each; no number stands there. */
  readonly pads: readonly number[];
}

const pool = (op: string) =>
  defineOp<PoolAttributes>({
    op,
    infer: ([x], attributes) => {
      const shape = x?.shape ?? [];
      return [
        dense(x?.dtype ?? "float32", [
          ...shape.slice(0, 2),
          ...windowedLengths(op, spatialLengths(op, shape), attributes.kernel, attributes),
        ]),
      ];
    },
  });

/** The largest number under each window over [N, C, …] (onnx/docs/Operators.md: MaxPool). */
export const maxPool = pool("MaxPool");
/** The mean of the numbers under each window; padded places do not count (onnx: AveragePool, count_include_pad = 0). */
export const averagePool = pool("AveragePool");
