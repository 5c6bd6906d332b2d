import * as ops from "../../graph/ops/power.js";
import type { Value } from "../../graph/value.js";
import { float64 } from "../../tensor.js";
import { expansion } from "../expansion.js";

/** Exponents this near to 0 or 2 are that: numpy.spacing(1.0). */
const SPACING = 2 ** -52;

/** One row of numbers, one per column. */
const row = (x: Value, values: Float64Array, f: (value: number) => number): Value =>
  x.constantLike(float64([values.length], values.map(f)));

/** Rows of 1 where an exponent is special, to choose another formula by. */
const special = (x: Value, lambdas: Float64Array, is: (lambda: number) => boolean): Value =>
  row(x, lambdas, (lambda) => (is(lambda) ? 1 : 0)).equal(1);

/** Exponents by which one divides, 1 where that would be 0. */
const safe = (lambda: number): number => (lambda === 0 ? 1 : lambda);

const formulas: { readonly [F in ops.PowerFormula]: (x: Value, lambdas: Float64Array) => Value } = {
  yeoJohnson: (x, lambdas) => yeoJohnson(x, lambdas, (of, power) => of.log1p().mul(power).expm1()),
  yeoJohnsonPower: (x, lambdas) => yeoJohnson(x, lambdas, (of, power) => of.add(1).pow(power).sub(1)),
  inverseYeoJohnson: (x, lambdas) => {
    const zero = special(x, lambdas, (lambda) => Math.abs(lambda) < SPACING);
    const two = special(x, lambdas, (lambda) => Math.abs(lambda - 2) <= SPACING);
    const lambda = row(x, lambdas, safe);
    const other = row(x, lambdas, (value) => safe(2 - value));
    const reciprocal = row(x, lambdas, (value) => 1 / safe(value));
    const otherReciprocal = row(x, lambdas, (value) => 1 / safe(2 - value));
    const up = zero.where(x.exp().sub(1), x.mul(lambda).add(1).pow(reciprocal).sub(1));
    const down = two.where(x.neg().exp().neg().add(1), x.mul(other).neg().add(1).pow(otherReciprocal).neg().add(1));
    return x.greaterOrEqual(0).where(up, down);
  },
  boxCox: (x, lambdas) => {
    const lambda = row(x, lambdas, safe);
    return special(x, lambdas, (value) => value === 0).where(x.log(), x.log().mul(lambda).expm1().div(lambda));
  },
  inverseBoxCox: (x, lambdas) => {
    const lambda = row(x, lambdas, safe);
    return special(x, lambdas, (value) => value === 0).where(x.exp(), x.mul(lambda).log1p().div(lambda).exp());
  },
  inverseBoxCoxPower: (x, lambdas) =>
    special(x, lambdas, (value) => value === 0).where(
      x.exp(),
      x
        .mul(row(x, lambdas, safe))
        .add(1)
        .pow(row(x, lambdas, (value) => 1 / safe(value))),
    ),
};

/** Both branches are computed of numbers that they are defined for. */
function yeoJohnson(x: Value, lambdas: Float64Array, grow: (of: Value, power: Value) => Value): Value {
  const positive = x.greaterOrEqual(0);
  const above = positive.where(x, 0);
  const below = positive.where(0, x.neg());
  const lambda = row(x, lambdas, safe);
  const other = row(x, lambdas, (value) => safe(2 - value));
  const up = special(x, lambdas, (value) => Math.abs(value) < SPACING).where(above.log1p(), grow(above, lambda).div(lambda));
  const down = special(x, lambdas, (value) => Math.abs(value - 2) <= SPACING).where(below.log1p(), grow(below, other).div(other));
  return positive.where(up, down.neg());
}

export const powerTransform = expansion(ops.powerTransform, ([x], { lambdas, formula }) => [
  formulas[formula](x.cast("float64"), lambdas).cast(x.dtype),
]);

/** Checks are not exported. */
export const checkAbove = expansion(ops.checkAbove, ([x]) => [x]);
