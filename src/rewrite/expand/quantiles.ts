import { normalQuantile, normalQuantileRanges as ranges } from "../../graph/normal-quantile.js";
import { type QuantilesAttributes, quantiles as spec } from "../../graph/ops/quantiles.js";
import type { Value } from "../../graph/value.js";
import { float64, int64 } from "../../tensor.js";
import { expansion, noStandardOp } from "../expansion.js";

/** sklearn/preprocessing/_data.py: BOUNDS_THRESHOLD, and how far from 0 and 1 answers stay. */
const BOUND = 1e-7;
const EDGE = BOUND - 2 ** -52;

/** Quantiles at or below each number are counted, which names the segment. */
export const quantiles = expansion(spec, ([input], attributes) => {
  if (attributes.sparse && attributes.inverse) return noStandardOp(spec, "zeros that are stored differ from those that are not");
  const answer = expanded(input, attributes);
  return [attributes.sparse ? input.equal(0).where(input, answer) : answer];
});

function expanded(input: Value, { quantiles: all, references, columns, normal, inverse, snap }: QuantilesAttributes): Value {
  if (inverse && normal) return noStandardOp(spec, "runtimes compute Erf in single precision");
  const x = input.cast("float64");
  const own = Array.from({ length: columns }, (_, j) => Float64Array.from(references, (_, q) => all[q * columns + j] as number));
  const shared = own.map(() => references);
  const ends = (at: number) =>
    x.constantLike(
      float64(
        [columns],
        own.map((of) => of.at(at) as number),
      ),
    );
  const [low, high] = [ends(0), ends(-1)];
  if (inverse) {
    const share = snap ? x.clip(0, 1) : x;
    const middle = between(share, shared, own);
    const upper = (snap ? share.add(BOUND).greater(1) : share.equal(1)).where(high, middle);
    return (snap ? share.sub(BOUND).less(0) : share.equal(0)).where(low, upper).cast(input.dtype);
  }
  const turned = (values: readonly Float64Array[]) => values.map((of) => of.map((value) => -value).reverse());
  const mean = between(x, own, shared)
    .sub(between(x.neg(), turned(own), turned(shared)))
    .mul(0.5);
  const upper = (snap ? x.add(BOUND).greater(high) : x.equal(high)).where(1, mean);
  const share = (snap ? x.sub(BOUND).less(low) : x.equal(low)).where(0, upper);
  const [least, most] = normal ? [normalQuantile(EDGE), normalQuantile(1 - EDGE)] : [EDGE, 1 - EDGE];
  const answer = normal ? normalQuantileOf(share) : share;
  return (normal || snap ? answer.clip(least, most) : answer).cast(input.dtype);
}

function between(at: Value, x: readonly Float64Array[], y: readonly Float64Array[]): Value {
  const points = x[0]?.length ?? 1;
  const flat = (values: readonly Float64Array[]) => Float64Array.from(values.flatMap((of) => Array.from(of)));
  const table = (values: readonly Float64Array[]) => at.constantLike(float64([x.length * points], flat(values)));
  const ends = (values: readonly Float64Array[], i: number) =>
    at.constantLike(
      float64(
        [x.length],
        values.map((of) => of.at(i) as number),
      ),
    );
  const offset = int64(
    [x.length],
    x.map((_, j) => j * points),
  );
  const count = at
    .unsqueeze(2)
    .greaterOrEqual(at.constantLike(float64([x.length, points], flat(x))))
    .cast("int64")
    .sum(2);
  const index = count.sub(1).clip(0, Math.max(0, points - 2));
  const next = index
    .add(1)
    .min(points - 1)
    .add(offset);
  const [left, right] = [table(x).gather(index.add(offset)), table(x).gather(next)];
  const [from, to] = [table(y).gather(index.add(offset)), table(y).gather(next)];
  const slope = to.sub(from).div(right.sub(left));
  const inside = left.equal(at).where(from, slope.mul(at.sub(left)).add(from));
  const below = at.less(ends(x, 0)).where(ends(y, 0), inside);
  const found = at.greaterOrEqual(ends(x, -1)).where(ends(y, -1), below);
  return at.isNaN().where(at, found);
}

const polynomial = (x: Value, [first = 0, ...rest]: readonly number[]): Value =>
  rest.reduce((sum, coefficient) => sum.mul(x).add(coefficient), x.mul(0).add(first));

/** The three ranges of Cephes' ndtri; the third is below what shares that are clipped can reach. */
function normalQuantileOf(p: Value): Value {
  const upper = p.greater(1 - ranges.TAIL);
  const y = upper.where(p.neg().add(1), p);
  const centered = y.sub(0.5);
  const square = centered.mul(centered);
  const ratio = square.mul(polynomial(square, ranges.MIDDLE_P)).div(polynomial(square, ranges.MIDDLE_Q));
  const middle = centered.add(centered.mul(ratio)).mul(ranges.ROOT_TWO_PI);
  const root = y
    .max(EDGE / 2)
    .log()
    .mul(-2)
    .sqrt();
  const z = root.div(root.mul(root));
  const tail = root.sub(root.log().div(root)).sub(z.mul(polynomial(z, ranges.TAIL_P)).div(polynomial(z, ranges.TAIL_Q)));
  return y.greater(ranges.TAIL).where(middle, upper.where(tail, tail.neg()));
}
