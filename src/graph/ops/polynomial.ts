import type { Info } from "../info.js";
import { defineOp } from "../op.js";

/**
 * Products of columns: of each degree from `from` to `to` all combinations of that many columns (with or without repeats, in the order
 * of itertools), behind a column of ones where `bias` says so. [N, F] to [N, T], dense or csr.
 */
export interface PolynomialAttributes {
  readonly columns: number;
  readonly from: number;
  readonly to: number;
  readonly repeats: boolean;
  readonly bias: boolean;
}

export const polynomial = defineOp<PolynomialAttributes>({
  op: "brine.Polynomial",
  infer: ([x], attributes) => {
    const { dtype, shape, layout } = x as Info;
    return [{ dtype, shape: [shape[0] ?? 0, widthOf(attributes)], layout }];
  },
});

/** How many combinations of `degree` columns there are. */
export function combinationCount({ columns, repeats }: PolynomialAttributes, degree: number): number {
  return binomial(repeats ? columns + degree - 1 : columns, degree);
}

/** The number of columns that come out. */
export function widthOf(attributes: PolynomialAttributes): number {
  let width = attributes.bias ? 1 : 0;
  for (let degree = Math.max(1, attributes.from); degree <= attributes.to; degree++) width += combinationCount(attributes, degree);
  return width;
}

/** The place of an ascending combination among all of its degree, in the order of itertools. */
export function rankOf({ columns, repeats }: PolynomialAttributes, combination: ArrayLike<number>, length: number): number {
  const shift = repeats ? 1 : 0;
  const from = repeats ? columns + length - 1 : columns;
  let after = 0;
  for (let i = 0; i < length; i++) after += binomial(from - 1 - ((combination[i] as number) + shift * i), length - i);
  return binomial(from, length) - 1 - after;
}

export function binomial(n: number, k: number): number {
  if (k > n || n < 0) return 0;
  let out = 1;
  for (let i = 1; i <= k; i++) out = (out * (n - k + i)) / i;
  return Math.round(out);
}

/** All combinations of a degree. */
export function* combinations({ columns, repeats }: PolynomialAttributes, degree: number): Generator<readonly number[]> {
  const walk = function* (prefix: readonly number[], first: number): Generator<readonly number[]> {
    if (prefix.length === degree) yield prefix;
    else for (let j = first; j < columns; j++) yield* walk([...prefix, j], repeats ? j : j + 1);
  };
  yield* walk([], 0);
}
