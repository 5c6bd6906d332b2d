import type { Tensor } from "../../../../tensor.js";

/**
 * The boundaries between bins of equal weight, out of a summary float32 [2, K] of numbers and how many each stands for
 * (keras/layers/preprocessing/discretization.py of Keras 2: get_bin_boundaries, _compress_summary_numpy).
 */
export function compressSummary(summary: Tensor, share: number): number[] {
  const length = summary.shape[1] ?? 0;
  const numbers = Array.from({ length }, (_, i) => Number(summary.at(i)));
  if (length * share < 1) return numbers.slice(0, -1);
  const sums = new Float32Array(length);
  for (let i = 0, sum = 0; i < length; i++) {
    sum = Math.fround(sum + Number(summary.at(length + i)));
    sums[i] = sum;
  }
  const shares = sums.map((sum) => sum / (sums[length - 1] as number));
  const steps = Math.ceil(1 / share);
  return Array.from({ length: steps - 1 }, (_, i) => Math.fround(interpolated(share + i * share, shares, numbers)));
}

/** numpy.interp. */
function interpolated(at: number, places: ArrayLike<number>, numbers: readonly number[]): number {
  const last = places.length - 1;
  if (at >= (places[last] as number)) return numbers[last] as number;
  let i = 0;
  while (i < last && (places[i + 1] as number) <= at) i++;
  const [from, to] = [places[i] as number, places[i + 1] as number];
  const [low, high] = [numbers[i] as number, numbers[i + 1] as number];
  return at <= from ? low : low + ((high - low) / (to - from)) * (at - from);
}
