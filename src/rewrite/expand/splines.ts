import { type SplinesAttributes, splines as spec } from "../../graph/ops/splines.js";
import type { Value } from "../../graph/value.js";
import { float64 } from "../../tensor.js";
import { expansion } from "../expansion.js";

/** One feature after the other: which piece a number is in, and de Boor's recursion over all splines at once. */
export const splines = expansion(spec, ([input], attributes) => {
  const x = input.cast("float64");
  const parts = attributes.knots.map((knots, f) => feature(x.slice(1, f, f + 1), knots, f, attributes));
  return [(parts[0] as Value).concat(parts.slice(1), 1).cast(attributes.dtype)];
});

function feature(
  given: Value,
  knots: Float64Array,
  f: number,
  { degree, splines: count, keep, periodic, bounds }: SplinesAttributes,
): Value {
  const row = (values: ArrayLike<number>) => given.constantLike(float64([1, values.length], values));
  const missing = given.isNaN();
  const start = knots[degree] as number;
  const period = (knots[knots.length - degree - 1] as number) - start;
  const offset = given.sub(start);
  const turned = offset.sub(offset.div(period).floor().mul(period)).add(start);
  const x = periodic ? turned : bounds ? given.clip(bounds.low[f] as number, bounds.high[f] as number) : given;
  let basis = pieces(x, knots, degree, row);
  for (let d = 1; d <= degree; d++) {
    const intervals = knots.length - 1 - d;
    const inverse = (i: number) => {
      const width = (knots[i + d] as number) - (knots[i] as number);
      return width === 0 ? 0 : 1 / width;
    };
    const all = Array.from({ length: intervals }, (_, i) => i);
    const rise = x.sub(row(all.map((i) => knots[i] as number))).mul(row(all.map(inverse)));
    const fall = row(all.map((i) => knots[i + d + 1] as number))
      .sub(x)
      .mul(row(all.map((i) => inverse(i + 1))));
    basis = rise.mul(basis.slice(1, 0, intervals)).add(fall.mul(basis.slice(1, 1, intervals + 1)));
  }
  let out = basis.slice(1, 0, count);
  const extra = knots.length - degree - 1 - count;
  // Periodic splines beyond the last are the first ones again.
  if (extra > 0) out = out.add(basis.slice(1, count, count + extra).concat([x.mul(row(new Array<number>(count - extra).fill(0)))], 1));
  if (bounds) {
    const slopes = (of: Float64Array) => row(of.subarray(f * count, (f + 1) * count));
    out = out.add(given.sub(x).mul(given.less(x).where(slopes(bounds.slopesLow), slopes(bounds.slopesHigh))));
  }
  return missing.where(0, out).slice(1, 0, keep);
}

/** 1 in the piece that a number is in; the first and the last one go on forever. */
function pieces(x: Value, knots: Float64Array, degree: number, row: (values: ArrayLike<number>) => Value): Value {
  const last = knots.length - degree - 2;
  const reached = x.greaterOrEqual(
    row(Array.from(knots.slice(0, -1), (knot, i) => (i <= degree ? -Infinity : i > last ? Infinity : knot))),
  );
  const left = x.greaterOrEqual(
    row(Array.from(knots.slice(1), (knot, i) => (i + 1 <= degree ? -Infinity : i + 1 > last ? Infinity : knot))),
  );
  return reached.cast("float64").sub(left.cast("float64"));
}
