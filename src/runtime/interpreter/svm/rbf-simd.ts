import {
  add,
  addInt,
  and,
  atMost,
  below,
  both,
  bothInt,
  type Code,
  F64,
  get,
  I32,
  int,
  lane,
  load,
  loadPair,
  loadSplat,
  moduleOf,
  mul,
  repeat,
  set,
  shiftLeft,
  splat,
  store,
  sub,
  subBits,
  sumOfLanes,
  V128,
} from "../wasm/assembler.js";
import { compiledOnce, wasm } from "../wasm/engine.js";

/*
 * exp(-gamma |x - s|²) for all s and their weighted sum, two numbers to an instruction: JavaScript has no other way to them. Rows and
 * vectors are moved so that the vectors' mean is the origin. Then gamma |x - s|² is gamma |x|² + gamma |s|² - 2 gamma x·s, where that
 * loses no digits that count, or else the sum of the squared differences. What is added up is in units of ln 2 / 2048:
 *
 * 2^-(u / 2048) = 2^-(k / 2048) 2^-(f / 2048) with k = u rounded and f = u - k, which is exact. The first comes out of a table, whose
 * entry for the fraction of k / 2048 loses k at the bit where the exponent begins; the second is the series of exp up to the
 * third power: what is left is below 4e-17.
 */

/** Steps of the table to a power of two: 16 kB, which stay in the first cache. */
const STEPS = 2048;
/** Bits below the exponent that are left when the steps of a whole power have been counted off. */
const STEP_SHIFT = 52 - 11;
const PER_LN2 = STEPS / Math.LN2;
/** 1.5 · 2^52: what is added to it is rounded to a whole number, which then stands in the low bits. */
const ROUNDER = 6755399441055744;
/** exp(-y) is subnormal beyond this, and taken as 0. */
const HIGHEST = 708 * PER_LN2;
/** Features to a turn of the inner loop; rows and vectors are filled up with zeros. */
const TURN = 2;
/** Vectors to a group: four pairs, whose sums are independent of each other. */
export const GROUP = 8;
const BYTES = 8;
const PAGE = 65536;
/** What is subtracted from may be this large: 2^-53 of it is 1e-13, and the answers promise 1e-9. */
const MAX_SQUARES = 1000 * PER_LN2;
/** The largest memory that is asked for; beyond it the plain loop serves. */
const MAX_BYTES = 2 ** 30;

// Parameters: row, its length in bytes, groups of vectors, their squares, weights, answers, their end, and what one square or |x|² counts
// in steps. Then locals.
const locals = Array.from({ length: 16 }, (_, i) => i) as Tuple<16>;
const [row, width, vectors, norms, weights, out, end, factor, feature, last, scale, value, y, t, r, sums] = locals;
type Tuple<N extends number, T extends number[] = []> = T["length"] extends N ? T : Tuple<N, [...T, number]>;
/** Behind four locals of sums of squares: what is live in the inner loop has to fit 16 registers. */
const total = sums + 4;
const pairs = [0, 1, 2, 3];

/** Begins with the squares of both and adds products, or begins with 0 and adds squared differences. */
const begin = (pair: number, products: boolean): Code =>
  set(sums + pair, products ? add(get(scale), load(get(norms), pair * 2 * BYTES)) : both(0));

const next = (pair: number, at: number, products: boolean): Code => {
  const vector = load(get(vectors), (at * GROUP + pair * 2) * BYTES);
  if (products) return set(sums + pair, add(get(sums + pair), mul(get(value), vector)));
  return [...set(r, sub(get(value), vector)), ...set(sums + pair, add(get(sums + pair), mul(get(r), get(r))))];
};

const oneFeature = (at: number, products: boolean): Code => [
  ...set(value, loadSplat(get(feature), at * BYTES)),
  ...pairs.flatMap((pair) => next(pair, at, products)),
];

const oneTurn = (products: boolean): Code => [
  ...Array.from({ length: TURN }, (_, at) => oneFeature(at, products)).flat(),
  ...set(vectors, addInt(get(vectors), int(TURN * GROUP * BYTES))),
  ...set(feature, addInt(get(feature), int(TURN * BYTES))),
];

const [first, second, third] = [both(-1 / PER_LN2), both((-1 / PER_LN2) ** 2 / 2), both((-1 / PER_LN2) ** 3 / 6)] as const;

const exponential = (pair: number, products: boolean): Code => [
  ...set(y, products ? get(sums + pair) : mul(get(sums + pair), get(scale))),
  ...set(t, add(get(y), both(ROUNDER))),
  ...set(r, sub(get(y), sub(get(t), both(ROUNDER)))),
  ...set(value, shiftLeft(and(get(t), bothInt(STEPS - 1)), int(3))),
  ...set(value, subBits(loadPair(lane(get(value), 0), lane(get(value), 2)), shiftLeft(get(t), int(STEP_SHIFT)))),
  ...set(r, mul(get(r), add(first, mul(get(r), add(second, mul(get(r), third)))))),
  ...set(value, and(add(get(value), mul(get(value), get(r))), atMost(get(y), both(HIGHEST)))),
  ...store(get(out), get(value), pair * 2 * BYTES),
  ...set(total, add(get(total), mul(get(value), load(get(weights), pair * 2 * BYTES)))),
];

const body = (products: boolean): Code => [
  ...set(last, addInt(get(row), get(width))),
  ...repeat(
    [
      ...set(scale, splat(get(factor))),
      ...pairs.flatMap((pair) => begin(pair, products)),
      ...set(feature, get(row)),
      ...repeat(oneTurn(products), below(get(feature), get(last))),
      ...pairs.flatMap((pair) => exponential(pair, products)),
      ...[norms, weights, out].flatMap((pointer) => set(pointer, addInt(get(pointer), int(GROUP * BYTES)))),
    ],
    below(get(out), get(end)),
  ),
  ...sumOfLanes(get(total)),
];

const table = Float64Array.from({ length: STEPS }, (_, j) => 2 ** (-j / STEPS));
new BigUint64Array(table.buffer).forEach((bits, j, all) => {
  all[j] = bits + (BigInt(j) << BigInt(STEP_SHIFT));
});

const parameters = [I32, I32, I32, I32, I32, I32, I32, F64];
const typedLocals = [
  [2, I32],
  [10, V128],
] as const;
const modules = compiledOnce(({ Module }) => ({
  products: new Module(moduleOf(parameters, typedLocals, body(true))),
  differences: new Module(moduleOf(parameters, typedLocals, body(false))),
}));

export interface RbfRow {
  /** Kernel values of the row of the last run. */
  readonly values: Float64Array;
  /** Answers the sum of the kernel values of a row times their weights. */
  run(x: Float64Array, at: number): number;
}

/** Vectors in groups of {@link GROUP}, feature by feature, and a weight for each; undefined where there is no SIMD to be had. */
export function rbfRow(packed: Float64Array, features: number, gamma: number, coefficients: Float64Array): RbfRow | undefined {
  const code = modules();
  const count = packed.length / features;
  const width = Math.ceil(features / TURN) * TURN;
  const rowAt = STEPS * BYTES;
  const vectorsAt = rowAt + width * BYTES;
  const normsAt = vectorsAt + count * width * BYTES;
  const [weightsAt, valuesAt, endAt] = [1, 2, 3].map((i) => normsAt + i * count * BYTES) as Tuple<3>;
  if (wasm === undefined || code === undefined || features === 0 || count === 0 || !(gamma > 0) || endAt > MAX_BYTES) return undefined;
  const memory = new wasm.Memory({ initial: Math.ceil(endAt / PAGE) });
  const view = (at: number, length: number) => new Float64Array(memory.buffer, at, length);
  view(0, STEPS).set(table);
  view(weightsAt, count).set(coefficients);
  const steps = gamma * PER_LN2;
  const center = moved(packed, features, coefficients.length, view(vectorsAt, count * width), view(normsAt, count), steps);
  const largest = view(normsAt, count).reduce((most, norm) => Math.max(most, norm), 0);
  const row = view(rowAt, features);
  const bytes = width * BYTES;
  const products = new wasm.Instance(code.products, { m: { m: memory } }).exports.run;
  const differences = new wasm.Instance(code.differences, { m: { m: memory } }).exports.run;
  return {
    values: view(valuesAt, count),
    run: (x, at) => {
      let squares = 0;
      for (let f = 0; f < features; f++) {
        const value = (x[at + f] as number) - (center[f] as number);
        row[f] = value;
        squares += value * value;
      }
      if (!(steps * squares + largest <= MAX_SQUARES))
        return differences(rowAt, bytes, vectorsAt, normsAt, weightsAt, valuesAt, endAt, steps);
      for (let f = 0; f < features; f++) row[f] = -2 * steps * (row[f] as number);
      return products(rowAt, bytes, vectorsAt, normsAt, weightsAt, valuesAt, endAt, steps * squares);
    },
  };
}

/** Writes the vectors with their mean at the origin, and `factor` times the square of each one's length; answers the mean. */
function moved(
  packed: Float64Array,
  features: number,
  count: number,
  vectors: Float64Array,
  norms: Float64Array,
  factor: number,
): Float64Array {
  const width = Math.ceil(features / TURN) * TURN;
  const center = new Float64Array(features);
  const place = (s: number, f: number, columns: number) => (Math.floor(s / GROUP) * columns + f) * GROUP + (s % GROUP);
  for (let s = 0; s < count; s++)
    for (let f = 0; f < features; f++) center[f] = (center[f] as number) + (packed[place(s, f, features)] as number) / count;
  for (let s = 0; s < count; s++) {
    let squares = 0;
    for (let f = 0; f < features; f++) {
      const value = (packed[place(s, f, features)] as number) - (center[f] as number);
      vectors[place(s, f, width)] = value;
      squares += value * value;
    }
    norms[s] = factor * squares;
  }
  return center;
}
