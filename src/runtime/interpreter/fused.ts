/** Veltkamp's splitter for 53 bits: 2^27 + 1. */
const SPLITTER = 134217729;

/**
 * a b + c, rounded once but for the rarest of cases: the product and the sum with their errors, exactly (Dekker 1971, Knuth 1969), the
 * errors added last. Numbers near overflow give NaN there, and are multiplied and added as usual.
 */
export function fusedMultiplyAdd(a: number, b: number, c: number): number {
  const product = a * b;
  const sum = product + c;
  const x = SPLITTER * a;
  const aHigh = x - (x - a);
  const aLow = a - aHigh;
  const y = SPLITTER * b;
  const bHigh = y - (y - b);
  const bLow = b - bHigh;
  const productError = aLow * bLow - (product - aHigh * bHigh - aLow * bHigh - aHigh * bLow);
  const rest = sum - product;
  const sumError = product - (sum - rest) + (c - rest);
  const fused = sum + (productError + sumError);
  return Number.isNaN(fused) ? sum : fused;
}
