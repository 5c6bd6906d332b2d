import { describe, expect, it } from "vitest";
import { digamma } from "../src/lower/sklearn/estimators/mixture/variational.js";

const EULER = 0.5772156649015329;

/** Closed forms: psi(1) = -gamma, psi(1/2) = -gamma - 2 log 2, psi(n) = H(n - 1) - gamma, psi(1/4) = -pi/2 - 3 log 2 - gamma (Abramowitz and Stegun 6.3). */
describe("digamma", () => {
  it.each([
    [1, -EULER],
    [0.5, -EULER - 2 * Math.log(2)],
    [0.25, -Math.PI / 2 - 3 * Math.log(2) - EULER],
    [4, 1 + 1 / 2 + 1 / 3 - EULER],
    [30, Array.from({ length: 29 }, (_, i) => 1 / (i + 1)).reduce((a, b) => a + b) - EULER],
  ])("of %s", (x, expected) => {
    expect(Math.abs(digamma(x) - expected)).toBeLessThan(2e-15 * Math.max(1, Math.abs(expected)) * 2);
  });

  it("satisfies psi(x + 1) = psi(x) + 1 / x", () => {
    for (const x of [1e-3, 0.7, 3.3, 9.99, 120.5, 1e6])
      expect(Math.abs(digamma(x + 1) - digamma(x) - 1 / x)).toBeLessThan(4e-16 * (1 / x + 20));
  });
});
