import { Tensor } from "../../tensor.js";

/** The ways of tf.image.resize that are sums with weights; `nearest` picks. */
export const interpolations = ["bilinear", "bicubic", "area", "lanczos3", "lanczos5", "gaussian", "mitchellcubic"] as const;
export type Interpolation = (typeof interpolations)[number];

/** The weight that a number at a distance has, and beyond which distance it has none. */
interface Kernel {
  readonly radius: number;
  weight(distance: number): number;
}

const triangle: Kernel = { radius: 1, weight: (x) => Math.max(0, 1 - x) };

const { fround } = Math;
/** TensorFlow's kernels compute in float32, and where a number lies decides more than its weight: weights are of its float32, too. */
const PI = fround(Math.PI);

const polynomial = (x: number, factors: readonly number[]): number =>
  factors.reduce((sum, factor) => fround(fround(sum * x) + fround(factor)), 0);

/** tensorflow/core/kernels/image/sampling_kernels.h: LanczosKernelFunc. */
const lanczos = (radius: number): Kernel => ({
  radius,
  weight: (x) => {
    if (x > radius) return 0;
    if (x <= 1e-3) return 1;
    const waves = fround(radius * fround(Math.sin(fround(PI * x)))) * fround(Math.sin(fround(fround(PI * x) / radius)));
    return fround(fround(waves) / fround(fround(fround(PI * PI) * x) * x));
  },
});

/** GaussianKernelFunc: a standard deviation of a third of the radius, 1.5. */
const gaussian: Kernel = { radius: 1.5, weight: (x) => (x >= 1.5 ? 0 : Math.exp(-(x * x) / (2 * 0.5 * 0.5))) };

/** MitchellCubicKernelFunc: B = C = 1/3. */
const mitchell: Kernel = {
  radius: 2,
  weight: (x) => (x >= 2 ? 0 : x >= 1 ? polynomial(x, [-7 / 18, 2, -10 / 3, 16 / 9]) : polynomial(x, [7 / 6, -2, 0, 8 / 9])),
};

/** KeysCubicKernelFunc: what bicubic becomes where numbers are smoothed. */
const keys: Kernel = {
  radius: 2,
  weight: (x) => (x >= 2 ? 0 : x >= 1 ? polynomial(x, [-0.5, 2.5, -4, 2]) : polynomial(x, [1.5, -2.5, 0, 1])),
};

const kernels = { bilinear: triangle, lanczos3: lanczos(3), lanczos5: lanczos(5), gaussian, mitchellcubic: mitchell } as const;

/**
 * What makes a line of `length` numbers of one of `old`, as a float64 matrix [length, old] (tensorflow/python/ops/image_ops_impl.py:
 * resize_images_v2). `antialias`: where the line becomes shorter, the kernel becomes as much wider; `area` does so by itself.
 */
export function interpolationMatrix(way: Interpolation, old: number, length: number, antialias = false): Tensor<"float64"> {
  const matrix = new Float64Array(length * old);
  for (let i = 0; i < length; i++) {
    const row = matrix.subarray(i * old, (i + 1) * old);
    if (way === "area") area(row, (i * old) / length, ((i + 1) * old) / length);
    else if (way === "bicubic" && !antialias) bicubic(row, (i + 0.5) * (old / length) - 0.5);
    else span(row, way === "bicubic" ? keys : kernels[way], i, length / old, antialias);
  }
  return new Tensor("float64", [length, old], matrix);
}

/** tensorflow/core/kernels/image/scale_and_translate_op.cc: ComputeSpansCore. */
function span(row: Float64Array, { radius, weight }: Kernel, index: number, scale: number, antialias: boolean): void {
  const shorter = fround(1 / fround(scale));
  const at = fround((index + 0.5) * shorter);
  const wider = antialias ? Math.max(1, shorter) : 1;
  const narrower = fround(1 / wider);
  const reach = fround(radius * wider);
  const from = Math.max(0, Math.ceil(fround(fround(at - reach) - 0.5)));
  const to = Math.min(row.length - 1, Math.floor(fround(fround(at + reach) - 0.5)));
  let sum = 0;
  for (let i = from; i <= to; i++) {
    const found = fround(weight(Math.abs(fround(fround(i + 0.5 - at) * narrower))));
    row[i] = found;
    sum = fround(sum + found);
  }
  const share = fround(1 / sum);
  for (let i = from; i <= to; i++) row[i] = fround((row[i] as number) * share);
}

/** Places between two numbers that the table of TensorFlow's cubic weights knows. */
const CUBIC_STEPS = 1024;
/** Keys' cubic, as half-pixel centers take it. */
const CUBIC_A = -0.5;
const near = (x: number): number => ((CUBIC_A + 2) * x - (CUBIC_A + 3)) * x * x + 1;
const far = (x: number): number => ((CUBIC_A * x - 5 * CUBIC_A) * x + 8 * CUBIC_A) * x - 4 * CUBIC_A;

/** tensorflow/core/kernels/image/resize_bicubic_op.cc: GetWeightsAndIndices with Keys' cubic; numbers outside have no weight. */
function bicubic(row: Float64Array, at: number): void {
  const low = Math.floor(at);
  const share = Math.round((at - low) * CUBIC_STEPS) / CUBIC_STEPS;
  const weights = [far(share + 1), near(share), near(1 - share), far(2 - share)];
  for (const [k, weight] of weights.entries()) if (low - 1 + k >= 0 && low - 1 + k < row.length) row[low - 1 + k] = weight;
  normalize(row);
}

/** tensorflow/core/kernels/image/resize_area_op.cc: numbers count as far as they lie between the two ends. */
function area(row: Float64Array, from: number, to: number): void {
  for (let i = Math.floor(from); i < Math.min(row.length, Math.ceil(to)); i++)
    row[i] = (Math.min(to, i + 1) - Math.max(from, i)) / (to - from);
}

function normalize(row: Float64Array): void {
  const sum = row.reduce((total, weight) => total + weight, 0);
  if (Math.abs(sum) > 0) for (let i = 0; i < row.length; i++) row[i] = (row[i] as number) / sum;
}
