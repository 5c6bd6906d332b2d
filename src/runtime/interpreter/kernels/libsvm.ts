import { requireTensor } from "../../../graph/builder.js";
import * as ops from "../../../graph/ops/libsvm.js";
import { CsrMatrix } from "../../../sparse.js";
import { Tensor } from "../../../tensor.js";
import { kernel } from "../kernel.js";
import { couple } from "../svm/coupling.js";
import { kernelRow } from "../svm/kernel-row.js";

/** Decision values row by row: the kernel values of one row are all that is kept at a time. */
export const libsvmDecision = kernel(ops.libsvmDecision, (attributes) => {
  const { coefficients, intercept, counts, support } = attributes;
  const filled = kernelRow(attributes);
  const { values } = filled;
  const functions = intercept.length;
  const ranges = counts.length === 0 ? [[0, 0, support.length, 0, 0, 0] as const] : pairs(counts, support.length);
  return ([x]) => {
    const rows = x?.shape[0] ?? 0;
    const out = new Float64Array(rows * functions);
    const sparse = x instanceof CsrMatrix ? x : undefined;
    const dense = sparse ? undefined : requireTensor(x, "brine.LibsvmDecision").as("float64").data;
    const width = x?.shape[1] ?? 0;
    for (let row = 0, o = 0; row < rows; row++) {
      const total = dense ? filled.dense(dense, row * width) : sparse ? filled.csr(sparse, row) : undefined;
      if (functions === 1 && total !== undefined) {
        out[o++] = total + (intercept[0] as number);
        continue;
      }
      for (let p = 0; p < functions; p++, o++) {
        const [c1, from1, to1, c2, from2, to2] = ranges[p] as Range;
        let sum = 0;
        for (let s = from1, c = c1 + from1; s < to1; s++, c++) sum += (coefficients[c] as number) * (values[s] as number);
        for (let s = from2, c = c2 + from2; s < to2; s++, c++) sum += (coefficients[c] as number) * (values[s] as number);
        out[o] = sum + (intercept[p] as number);
      }
    }
    return [new Tensor("float64", [rows, functions], out)];
  };
});

/** Two stretches of support vectors, each with where the row of its coefficients begins. */
type Range = readonly [number, number, number, number, number, number];

function pairs(counts: readonly number[], vectors: number): Range[] {
  const starts = [0];
  for (const count of counts) starts.push((starts.at(-1) ?? 0) + count);
  const ranges: Range[] = [];
  for (let i = 0; i < counts.length; i++)
    for (let j = i + 1; j < counts.length; j++)
      ranges.push([
        (j - 1) * vectors,
        starts[i] as number,
        starts[i + 1] as number,
        i * vectors,
        starts[j] as number,
        starts[j + 1] as number,
      ]);
  return ranges;
}

/** So that no share reaches half a vote: (0.5 - eps) / the largest magnitude. */
const BELOW_HALF = 0.5 - Number.EPSILON;

export const pairwiseVotes = kernel(ops.pairwiseVotes, ({ classes, confidence }) => ([x]) => {
  const decisions = requireTensor(x, "brine.PairwiseVotes").as("float64").data;
  const rows = x?.shape[0] ?? 0;
  const votes = new Float64Array(rows * classes);
  const sums = new Float64Array(rows * classes);
  for (let row = 0, p = 0, o = 0; row < rows; row++, o += classes)
    for (let i = o; i < o + classes; i++)
      for (let j = i + 1; j < o + classes; j++, p++) {
        const value = decisions[p] as number;
        // A tie is lost by the first class in libsvm's vote, and by the second in scikit-learn's score.
        const winner = confidence === "none" ? (value > 0 ? i : j) : value < 0 ? j : i;
        votes[winner] = (votes[winner] as number) + 1;
        sums[i] = (sums[i] as number) + value;
        sums[j] = (sums[j] as number) - value;
      }
  if (confidence === "bounded")
    for (let k = 0; k < votes.length; k++) {
      const sum = sums[k] as number;
      votes[k] = (votes[k] as number) + sum / (3 * (Math.abs(sum) + 1));
    }
  if (confidence === "scaled") {
    const largest = sums.reduce((most, sum) => Math.max(most, Math.abs(sum)), 0);
    if (largest !== 0)
      for (let k = 0; k < votes.length; k++) votes[k] = (votes[k] as number) + (sums[k] as number) * (BELOW_HALF / largest);
  }
  return [new Tensor("float64", [rows, classes], votes)];
});

export const pairwiseCoupling = kernel(ops.pairwiseCoupling, ({ classes, a, b }) => ([x]) => {
  const decisions = requireTensor(x, "brine.PairwiseCoupling").as("float64").data;
  const rows = x?.shape[0] ?? 0;
  const out = new Float64Array(rows * classes);
  const functions = a.length;
  for (let row = 0; row < rows; row++) couple(decisions, row * functions, classes, a, b, out, row * classes);
  return [new Tensor("float64", [rows, classes], out)];
});
