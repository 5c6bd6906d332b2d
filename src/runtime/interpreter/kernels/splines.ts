import { ModelError } from "../../../errors.js";
import { basisAt, intervalOf } from "../../../graph/b-spline.js";
import { requireTensor } from "../../../graph/builder.js";
import { type SplinesAttributes, splines as spec } from "../../../graph/ops/splines.js";
import { Tensor, zeros } from "../../../tensor.js";
import { kernel } from "../kernel.js";
import { type Numbers, numbersOf } from "../numbers.js";
import { sparse } from "../sparse.js";

export const splines = kernel(spec, (attributes) => ([input]) => {
  const x = requireTensor(input, spec.op);
  const numbers = numbersOf(spec.op, x);
  const features = attributes.knots.length;
  const rows = x.shape[0] ?? 0;
  const width = features * attributes.keep;
  const out = zeros(attributes.dtype, [rows, width]);
  for (let f = 0; f < features; f++) fillFeature(numbers, f, attributes, out.data as Float64Array);
  return [attributes.sparse ? storedOf(out, rows, width) : out];
});

function fillFeature(x: Numbers, f: number, attributes: SplinesAttributes, out: Float64Array): void {
  const { degree, splines: count, keep, periodic, bounds, refusal, refuseAbove } = attributes;
  const features = attributes.knots.length;
  const knots = attributes.knots[f] as Float64Array;
  const start = knots[degree] as number;
  const end = knots[knots.length - degree - 1] as number;
  const low = bounds ? (bounds.low[f] as number) : Number.NEGATIVE_INFINITY;
  const high = bounds ? (bounds.high[f] as number) : Number.POSITIVE_INFINITY;
  const basis = new Float64Array(degree + 1);
  let above = 0;
  for (let row = 0, at = f; at < x.length; row++, at += features) {
    const given = x[at] as number;
    if (Number.isNaN(given)) continue;
    if (refusal !== undefined && (given < start || given > end)) throw new ModelError("input/value", refusal, { python: "ValueError" });
    const value = periodic ? start + modulo(given - start, end - start) : Math.min(high, Math.max(low, given));
    if (given > high) above++;
    const interval = intervalOf(knots, degree, value);
    basisAt(knots, degree, interval, value, basis);
    const to = row * features * keep + f * keep;
    for (let r = 0; r <= degree; r++) {
      const column = (interval - degree + r) % count;
      if (column < keep) out[to + column] = (out[to + column] as number) + (basis[r] as number);
    }
    if (bounds === undefined || given === value) continue;
    const slopes = given < low ? bounds.slopesLow : bounds.slopesHigh;
    for (let column = 0; column < keep; column++)
      out[to + column] = (out[to + column] as number) + (given - value) * (slopes[f * count + column] as number);
  }
  if (refuseAbove && above > 0)
    throw new ModelError(
      "input/value",
      `shape mismatch: value array of shape (${count},) could not be broadcast to indexing result of shape (${above},0)`,
      { python: "ValueError" },
    );
}

/** Python's remainder, which has the sign of the divisor. */
function modulo(a: number, b: number): number {
  const rest = a % b;
  return rest !== 0 && rest < 0 !== b < 0 ? rest + b : rest;
}

function storedOf(dense: Tensor, rows: number, width: number) {
  const data = dense.data as Float64Array;
  const kept: number[] = [];
  const indices: number[] = [];
  const indptr = new Int32Array(rows + 1);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < width; j++) {
      const value = data[i * width + j] as number;
      if (value === 0) continue;
      kept.push(value);
      indices.push(j);
    }
    indptr[i + 1] = kept.length;
  }
  const values = new Tensor("float64", [kept.length], Float64Array.from(kept));
  return sparse(spec.op, [rows, width], "float64", values.data, Int32Array.from(indices), indptr);
}
