import { requireTensor } from "../../../graph/builder.js";
import { scaledSquares as spec } from "../../../graph/ops/scaledSquares.js";
import { Tensor } from "../../../tensor.js";
import { kernel } from "../kernel.js";
import { type Numbers, numbersOf } from "../numbers.js";
import { pairwiseSum, pairwiseSum32 } from "../pairwise.js";

export const scaledSquares = kernel(spec, (_, node) => {
  const single = node.outputs[0]?.dtype === "float32";
  const sum = single ? pairwiseSum32 : pairwiseSum;
  return (inputs) => {
    const numbers = (i: number): Numbers => numbersOf(spec.op, requireTensor(inputs[i], spec.op));
    const [x, centers] = [numbers(0), numbers(1)];
    const variances = inputs.length > 2 ? numbers(2) : undefined;
    const [rows = 0, columns = 0] = inputs[0]?.shape ?? [];
    const count = inputs[1]?.shape[0] ?? 0;
    const out = single ? new Float32Array(rows * count) : new Float64Array(rows * count);
    if (variances === undefined) {
      squaredDistances(x, centers, columns, out);
      return [new Tensor<"float32" | "float64">(single ? "float32" : "float64", [rows, count], out)];
    }
    const terms = single ? new Float32Array(columns) : new Float64Array(columns);
    for (let i = 0, at = 0; i < rows; i++)
      for (let k = 0; k < count; k++, at++) {
        (single ? singleTerms : doubleTerms)(terms, x, i * columns, centers, variances, k * columns);
        out[at] = sum(terms, 0, columns);
      }
    return [new Tensor<"float32" | "float64">(single ? "float32" : "float64", [rows, count], out)];
  };
});

type Terms = (out: Numbers, x: Numbers, from: number, centers: Numbers, variances: Numbers, to: number) => void;

const doubleTerms: Terms = (out, x, from, centers, variances, to) => {
  for (let j = 0; j < out.length; j++) {
    const difference = (x[from + j] as number) - (centers[to + j] as number);
    out[j] = (difference * difference) / (variances[to + j] as number);
  }
};

/** Rounds at every step, as float32 arrays are computed. */
const singleTerms: Terms = (out, x, from, centers, variances, to) => {
  for (let j = 0; j < out.length; j++) {
    const difference = Math.fround((x[from + j] as number) - (centers[to + j] as number));
    out[j] = Math.fround(difference * difference) / (variances[to + j] as number);
  }
};

/** Sums of squared differences, in four sums, since one would wait for each addition. `out` is [rows of x, rows of centers]. */
function squaredDistances(x: Numbers, centers: Numbers, columns: number, out: Numbers): void {
  const four = columns - (columns % 4);
  for (let from = 0, at = 0; at < out.length; from += columns)
    for (let to = 0; to < centers.length; to += columns, at++) {
      let [s0, s1, s2, s3] = [0, 0, 0, 0];
      let j = 0;
      for (; j < four; j += 4) {
        const d0 = (x[from + j] as number) - (centers[to + j] as number);
        const d1 = (x[from + j + 1] as number) - (centers[to + j + 1] as number);
        const d2 = (x[from + j + 2] as number) - (centers[to + j + 2] as number);
        const d3 = (x[from + j + 3] as number) - (centers[to + j + 3] as number);
        s0 += d0 * d0;
        s1 += d1 * d1;
        s2 += d2 * d2;
        s3 += d3 * d3;
      }
      for (; j < columns; j++) {
        const d = (x[from + j] as number) - (centers[to + j] as number);
        s0 += d * d;
      }
      out[at] = s0 + s1 + (s2 + s3);
    }
}
