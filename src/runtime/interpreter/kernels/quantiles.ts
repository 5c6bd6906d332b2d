import { requireTensor } from "../../../graph/builder.js";
import { normalQuantile } from "../../../graph/normal-quantile.js";
import { type QuantilesAttributes, quantiles as spec } from "../../../graph/ops/quantiles.js";
import { CsrMatrix } from "../../../sparse.js";
import { allocate, Tensor } from "../../../tensor.js";
import { errorFunction } from "../erf.js";
import { kernel } from "../kernel.js";
import { type Numbers, numbersOf } from "../numbers.js";
import { sparse } from "../sparse.js";

/** sklearn/preprocessing/_data.py: BOUNDS_THRESHOLD. */
const BOUND = 1e-7;
/** Answers are kept as far from 0 and 1 as this, so that the way back is defined. */
const EDGE = BOUND - 2 ** -52;

export const quantiles = kernel(spec, (attributes) => {
  const columns = Array.from({ length: attributes.columns }, (_, j) => columnOf(attributes, j));
  return ([input]) => {
    if (input instanceof CsrMatrix) {
      const numbers = numbersOf(spec.op, input.data);
      const data = allocate(input.dtype, numbers.length) as Float64Array;
      for (let k = 0; k < numbers.length; k++) data[k] = columns[input.indices[k] as number]?.(numbers[k] as number) ?? Number.NaN;
      return [sparse(spec.op, input.shape, input.dtype, data, input.indices, input.indptr)];
    }
    const x = requireTensor(input, spec.op);
    const numbers: Numbers = numbersOf(spec.op, x);
    const data = allocate(x.dtype, numbers.length) as Float64Array;
    for (let j = 0; j < columns.length; j++) {
      const f = columns[j] as (x: number) => number;
      for (let at = j; at < numbers.length; at += columns.length) data[at] = f(numbers[at] as number);
    }
    return [new Tensor(x.dtype, x.shape, data as never)];
  };
});

/** QuantileTransformer._transform_col of one number. */
function columnOf({ quantiles: all, references, columns, normal, inverse, snap }: QuantilesAttributes, j: number): (x: number) => number {
  const own = Float64Array.from(references, (_, q) => all[q * columns + j] as number);
  const low = own[0] as number;
  const high = own.at(-1) as number;
  const clip = (y: number): number => Math.max(low01, Math.min(high01, y));
  const low01 = normal ? normalQuantile(EDGE) : EDGE;
  const high01 = normal ? normalQuantile(1 - EDGE) : 1 - EDGE;
  if (inverse)
    return (given) => {
      const x = normal ? 0.5 * (1 + errorFunction(given * Math.SQRT1_2)) : snap ? Math.max(0, Math.min(1, given)) : given;
      if (snap ? x - BOUND < 0 : x === 0) return low;
      if (snap ? x + BOUND > 1 : x === 1) return high;
      return Number.isNaN(x) ? x : between(x, references, own);
    };
  const down = own.map((value) => -value).reverse();
  const referencesDown = references.map((value) => -value).reverse();
  return (x) => {
    let y: number;
    if (snap ? x - BOUND < low : x === low) y = 0;
    else if (snap ? x + BOUND > high : x === high) y = 1;
    else if (Number.isNaN(x)) return x;
    else y = 0.5 * (between(x, own, references) - between(-x, down, referencesDown));
    if (normal) return clip(normalQuantile(y));
    return snap ? clip(y) : y;
  };
}

/** numpy.interp: of points with the same x the last one counts. */
function between(at: number, x: Float64Array, y: Float64Array): number {
  const last = x.length - 1;
  if (at < (x[0] as number)) return y[0] as number;
  if (at >= (x[last] as number)) return y[last] as number;
  let from = 0;
  let to = last;
  while (to - from > 1) {
    const middle = (from + to) >> 1;
    if ((x[middle] as number) <= at) from = middle;
    else to = middle;
  }
  const left = x[from] as number;
  const value = y[from] as number;
  if (left === at) return value;
  const slope = ((y[from + 1] as number) - value) / ((x[from + 1] as number) - left);
  return slope * (at - left) + value;
}
