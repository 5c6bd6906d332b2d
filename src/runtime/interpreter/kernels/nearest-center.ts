import { requireTensor } from "../../../graph/builder.js";
import { nearestCenter as spec } from "../../../graph/ops/nearestCenter.js";
import { squaredNorm } from "../../../graph/squared-norm.js";
import { CsrMatrix } from "../../../sparse.js";
import { Tensor } from "../../../tensor.js";
import { fusedMultiplyAdd } from "../fused.js";
import { kernel } from "../kernel.js";

/** Scores closer than this share of what was added up are looked at again. */
const CLOSE = 1e-13;

export const nearestCenter = kernel(spec, ({ centers, rank }) => {
  const [count = 0, features = 0] = centers.shape;
  const points = centers.data;
  const single = centers.dtype === "float32";
  const round = single ? Math.fround : (value: number) => value;
  const close = single ? 1e-5 : CLOSE;
  const norms = Float64Array.from({ length: count }, (_, k) => round(squaredNorm(points, k * features, features)));
  const padded = new Float64Array(4 * Math.ceil(count / 4) * features);
  padded.set(points);
  const scores = new Float64Array(padded.length / Math.max(1, features));
  const largest = norms.reduce((most, norm) => Math.max(most, norm), 0);

  /** What the row's score is to the last digit. */
  const exact = (x: Float64Array | Float32Array, i: number, k: number, own: number): number => {
    let product = 0;
    for (let f = 0, c = k * features; f < features; f++, c++)
      product = round(fusedMultiplyAdd(x[i + f] as number, points[c] as number, product));
    const norm = norms[k] as number;
    return rank === "distances" ? Math.max(0, round(round(-2 * product + own) + norm)) : round(norm - 2 * product);
  };
  const dense = (x: Float64Array | Float32Array, i: number): number => {
    let best = 0;
    let least = Number.POSITIVE_INFINITY;
    let second = Number.POSITIVE_INFINITY;
    // Four centers at a time: their sums do not wait for each other.
    for (let k = 0, c = 0; k < count; k += 4, c += 4 * features) {
      const [p, q, r] = [c + features, c + 2 * features, c + 3 * features];
      let [first, next, third, fourth] = [0, 0, 0, 0];
      for (let f = 0; f < features; f++) {
        const value = x[i + f] as number;
        first += value * (padded[c + f] as number);
        next += value * (padded[p + f] as number);
        third += value * (padded[q + f] as number);
        fourth += value * (padded[r + f] as number);
      }
      scores[k] = (norms[k] as number) - 2 * first;
      scores[k + 1] = (norms[k + 1] as number) - 2 * next;
      scores[k + 2] = (norms[k + 2] as number) - 2 * third;
      scores[k + 3] = (norms[k + 3] as number) - 2 * fourth;
    }
    for (let k = 0; k < count; k++) {
      const score = scores[k] as number;
      if (score < least) {
        second = least;
        least = score;
        best = k;
      } else if (score < second) second = score;
    }
    const own = squaredNorm(x, i, features);
    if (!(second - least <= close * (own + largest))) return best;
    best = 0;
    least = Number.POSITIVE_INFINITY;
    for (let k = 0; k < count; k++) {
      const score = exact(x, i, k, round(own));
      if (score < least) {
        least = score;
        best = k;
      }
    }
    return best;
  };
  const sparse = ({ data, indices, indptr }: CsrMatrix, row: number): number => {
    let best = 0;
    let least = Number.POSITIVE_INFINITY;
    for (let k = 0; k < count; k++) {
      let product = 0;
      for (let at = indptr[row] as number; at < (indptr[row + 1] as number); at++)
        product = round(product + round((data.data[at] as number) * (points[k * features + (indices[at] as number)] as number)));
      const score = round((norms[k] as number) - 2 * product);
      if (score < least) {
        least = score;
        best = k;
      }
    }
    return best;
  };
  return ([x]) => {
    const rows = x?.shape[0] ?? 0;
    const labels = new Int32Array(rows);
    if (x instanceof CsrMatrix) for (let row = 0; row < rows; row++) labels[row] = sparse(x, row);
    else {
      const { data } = requireTensor(x, spec.op).as(centers.dtype);
      for (let row = 0; row < rows; row++) labels[row] = dense(data as Float64Array, row * features);
    }
    return [new Tensor("int32", [rows], labels)];
  };
});
