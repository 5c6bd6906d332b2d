import type { PyValue } from "../../../../container/pickle/values.js";
import { Tensor } from "../../../../tensor.js";
import { arrayOf, list } from "../../fields.js";
import { numbersOf } from "../../sparse-attribute.js";

/** Coefficients B_2k / 2k of the asymptotic series (Abramowitz and Stegun 6.3.18), k from 1. */
const SERIES = [1 / 12, -1 / 120, 1 / 252, -1 / 240, 1 / 132, -691 / 32760, 1 / 12];
/** From here on the series is exact to the last digits. */
const LARGE = 10;

/**
 * d/dx log gamma(x): carried up by psi(x) = psi(x + 1) - 1 / x, then the asymptotic series. Below 0, where no fit ends, by reflection
 * (Abramowitz and Stegun 6.3.7): carrying up from -1e300 would never end.
 */
export function digamma(x: number): number {
  if (x < 0) return Number.isInteger(x) ? Number.NaN : digamma(1 - x) - Math.PI / Math.tan(Math.PI * x);
  let carried = 0;
  let at = x;
  while (at < LARGE) {
    carried -= 1 / at;
    at += 1;
  }
  const inverse = 1 / (at * at);
  let power = inverse;
  let series = 0;
  for (const coefficient of SERIES) {
    series += coefficient * power;
    power *= inverse;
  }
  return carried + Math.log(at) - 1 / (2 * at) - series;
}

const vector = (values: readonly number[]): Tensor => new Tensor("float64", [values.length], Float64Array.from(values));

/** E[log det precision] up to the scale matrix: columns log 2 + sum of digamma((freedom - i) / 2). `freedom` is [K], or one number of tied covariances. */
export function expectedLogPrecision(freedom: Tensor, columns: number): Tensor {
  return vector(
    Array.from(numbersOf(freedom), (degrees) => {
      let sum = 0;
      for (let i = 0; i < columns; i++) sum += digamma(0.5 * (degrees - i));
      return columns * Math.log(2) + sum;
    }),
  );
}

/** E[log weight]: of a Dirichlet distribution [K], or of a stick-breaking process, whose concentration is a pair of them. */
export function expectedLogWeights(concentration: PyValue, prior: "dirichlet_process" | "dirichlet_distribution", where: string): Tensor {
  if (prior === "dirichlet_distribution") {
    const alpha = numbersOf(arrayOf(concentration, where));
    const total = digamma(alpha.reduce((sum, a) => sum + a, 0));
    return vector(Array.from(alpha, (a) => digamma(a) - total));
  }
  const [a, b] = list(concentration, where).map((side) => numbersOf(arrayOf(side, where)));
  let broken = 0;
  return vector(
    Array.from(a ?? [], (own, k) => {
      const other = b?.[k] ?? 0;
      const total = digamma(own + other);
      const weight = digamma(own) - total + broken;
      broken += digamma(other) - total;
      return weight;
    }),
  );
}
