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

/** tensorflow/core/kernels/image/sampling_kernels.h: LanczosKernelFunc. */
const lanczos = (radius: number): Kernel => ({
  radius,
  weight: (x) =>
    x > radius ? 0 : x <= 1e-3 ? 1 : (radius * Math.sin(Math.PI * x) * Math.sin((Math.PI * x) / radius)) / (Math.PI * Math.PI * x * x),
});

/** GaussianKernelFunc: a standard deviation of a third of the radius, 1.5. */
const gaussian: Kernel = { radius: 1.5, weight: (x) => (x >= 1.5 ? 0 : Math.exp(-(x * x) / (2 * 0.5 * 0.5))) };

/** MitchellCubicKernelFunc: B = C = 1/3. */
const mitchell: Kernel = {
  radius: 2,
  weight: (x) => (x >= 2 ? 0 : x >= 1 ? (((-7 / 18) * x + 2) * x - 10 / 3) * x + 16 / 9 : ((7 / 6) * x - 2) * x * x + 8 / 9),
};

/** KeysCubicKernelFunc: what bicubic becomes where numbers are smoothed. */
const keys: Kernel = {
  radius: 2,
  weight: (x) => (x >= 2 ? 0 : x >= 1 ? ((-0.5 * x + 2.5) * x - 4) * x + 2 : (1.5 * x - 2.5) * x * x + 1),
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
    else if (antialias) span(row, way === "bicubic" ? keys : kernels[way], (i + 0.5) * (old / length), Math.max(1, old / length));
    else if (way === "bicubic") bicubic(row, (i + 0.5) * (old / length) - 0.5);
    else span(row, kernels[way], (i + 0.5) * (old / length), 1);
  }
  return new Tensor("float64", [length, old], matrix);
}

/** tensorflow/core/kernels/image/scale_and_translate_op.cc: ComputeSpansCore. */
function span(row: Float64Array, { radius, weight }: Kernel, at: number, wider: number): void {
  const from = Math.max(0, Math.ceil(at - radius * wider - 0.5));
  const to = Math.min(row.length - 1, Math.floor(at + radius * wider - 0.5));
  for (let i = from; i <= to; i++) row[i] = weight(Math.abs(i + 0.5 - at) / wider);
  normalize(row);
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
