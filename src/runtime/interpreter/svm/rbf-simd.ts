import {
  add,
  addInt,
  and,
  andInt,
  atMost,
  below,
  both,
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
  shiftInt,
  shiftLeft,
  shiftRight,
  splat,
  store,
  sub,
  subBits,
  sumOfLanes,
  V128,
} from "./assembler.js";

/*
 * exp(-gamma |x - s|²) for all s and their weighted sum, two numbers to an instruction: JavaScript has no other way to them. Rows and
 * vectors are moved so that the vectors' mean is the origin. Then gamma |x - s|² is gamma |x|² + gamma |s|² - 2 gamma x·s, where that
 * loses no digits that count, or else the sum of the squared differences.
 *
 * exp(-y) = 2^-(k / 64) exp(r) with k = round(64 y / ln 2): the fraction from a table, the whole part off the exponent bits, and the
 * series of r, at most ln 2 / 128, up to r^5 / 120 (what is left is below 4e-17).
 */

const STEPS = 64;
/** ln 2 / 64 in two parts (fdlibm e_exp.c: ln2HI, ln2LO): whole multiples of the first are exact. */
const HIGH = 0.6931471803691238 / STEPS;
const LOW = 1.9082149292705877e-10 / STEPS;
/** 1.5 · 2^52: what is added to it is rounded to a whole number, which then stands in the low bits. */
const ROUNDER = 6755399441055744;
/** exp(-y) is subnormal beyond this, and taken as 0. */
const HIGHEST = 708;
/** Vectors to a group: four pairs, whose sums are independent of each other. */
export const GROUP = 8;
const BYTES = 8;
const PAGE = 65536;
/** What is subtracted from may be this large: 2^-53 of it is 1e-13, and the answers promise 1e-9. */
const MAX_SQUARES = 1000;
/** The largest memory that is asked for; beyond it the plain loop serves. */
const MAX_BYTES = 2 ** 30;

// Parameters: row, its length in bytes, groups of vectors, their squares, weights, answers, their end, gamma or gamma |x|². Then locals.
const locals = Array.from({ length: 17 }, (_, i) => i) as Tuple<17>;
const [row, width, vectors, norms, weights, out, end, factor, feature, last, scale, value, y, t, r, square, sums] = locals;
type Tuple<N extends number, T extends number[] = []> = T["length"] extends N ? T : Tuple<N, [...T, number]>;
/** Four locals of sums of squares, and four of weighted values. */
const totals = sums + 4;
const pairs = [0, 1, 2, 3];

/** Begins with gamma |x|² + gamma |s|² and adds products, or begins with 0 and adds squared differences. */
const begin = (pair: number, products: boolean): Code =>
  set(sums + pair, products ? add(get(scale), load(get(norms), pair * 2 * BYTES)) : both(0));

const next = (pair: number, products: boolean): Code => {
  const vector = load(get(vectors), pair * 2 * BYTES);
  if (products) return set(sums + pair, add(get(sums + pair), mul(get(value), vector)));
  return [...set(r, sub(get(value), vector)), ...set(sums + pair, add(get(sums + pair), mul(get(r), get(r))))];
};

const oneFeature = (products: boolean): Code => [
  ...set(value, loadSplat(get(feature))),
  ...pairs.flatMap((pair) => next(pair, products)),
  ...set(vectors, addInt(get(vectors), int(GROUP * BYTES))),
  ...set(feature, addInt(get(feature), int(BYTES))),
];

const tableAt = (index: number): Code => shiftInt(andInt(lane(get(t), index), int(STEPS - 1)), int(3));

const exponential = (pair: number, products: boolean): Code => [
  ...set(y, products ? get(sums + pair) : mul(get(sums + pair), get(scale))),
  ...set(t, add(mul(get(y), both(STEPS / Math.LN2)), both(ROUNDER))),
  ...set(value, sub(get(t), both(ROUNDER))),
  ...set(r, add(sub(mul(get(value), both(HIGH)), get(y)), mul(get(value), both(LOW)))),
  ...set(value, subBits(loadPair(tableAt(0), tableAt(2)), [...shiftLeft([...shiftRight(get(t), int(6))], int(52))])),
  ...set(square, mul(get(r), get(r))),
  ...set(
    r,
    add(
      get(r),
      mul(get(square), add(add(both(0.5), mul(get(r), both(1 / 6))), mul(get(square), add(both(1 / 24), mul(get(r), both(1 / 120)))))),
    ),
  ),
  ...set(value, and(add(get(value), mul(get(value), get(r))), atMost(get(y), both(HIGHEST)))),
  ...store(get(out), get(value), pair * 2 * BYTES),
  ...set(totals + pair, add(get(totals + pair), mul(get(value), load(get(weights), pair * 2 * BYTES)))),
];

const body = (products: boolean): Code => [
  ...set(last, addInt(get(row), get(width))),
  ...set(scale, splat(get(factor))),
  ...repeat(
    [
      ...pairs.flatMap((pair) => begin(pair, products)),
      ...set(feature, get(row)),
      ...repeat(oneFeature(products), below(get(feature), get(last))),
      ...pairs.flatMap((pair) => exponential(pair, products)),
      ...[norms, weights, out].flatMap((pointer) => set(pointer, addInt(get(pointer), int(GROUP * BYTES)))),
    ],
    below(get(out), get(end)),
  ),
  ...set(value, add(add(get(totals), get(totals + 1)), add(get(totals + 2), get(totals + 3)))),
  ...sumOfLanes(get(value)),
];

/** What is used of WebAssembly; Node's types have no values for it. */
interface Wasm {
  readonly Module: new (code: Uint8Array) => object;
  readonly Memory: new (size: { initial: number }) => { readonly buffer: ArrayBuffer };
  readonly Instance: new (
    code: object,
    imports: object,
  ) => { readonly exports: { readonly run: (...numbers: readonly number[]) => number } };
}
const wasm = (globalThis as { readonly WebAssembly?: Wasm }).WebAssembly;
const parameters = [I32, I32, I32, I32, I32, I32, I32, F64];
const typedLocals = [
  [2, I32],
  [6, V128],
  [8, V128],
] as const;
let compiled: { readonly products: object; readonly differences: object } | undefined | "none";

function modules() {
  if (wasm === undefined) return undefined;
  try {
    compiled ??= {
      products: new wasm.Module(moduleOf(parameters, typedLocals, body(true))),
      differences: new wasm.Module(moduleOf(parameters, typedLocals, body(false))),
    };
  } catch {
    // No WebAssembly, none with SIMD, or a page that forbids it.
    compiled = "none";
  }
  return compiled === "none" ? undefined : compiled;
}

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
  const rowAt = STEPS * BYTES;
  const vectorsAt = rowAt + Math.ceil(features / 2) * 2 * BYTES;
  const normsAt = vectorsAt + packed.length * BYTES;
  const [weightsAt, valuesAt, endAt] = [1, 2, 3].map((i) => normsAt + i * count * BYTES) as Tuple<3>;
  if (wasm === undefined || code === undefined || features === 0 || count === 0 || !(gamma > 0) || endAt > MAX_BYTES) return undefined;
  const memory = new wasm.Memory({ initial: Math.ceil(endAt / PAGE) });
  const view = (at: number, length: number) => new Float64Array(memory.buffer, at, length);
  view(0, STEPS).set(Array.from({ length: STEPS }, (_, j) => 2 ** (-j / STEPS)));
  view(weightsAt, count).set(coefficients);
  const center = moved(packed, features, coefficients.length, view(vectorsAt, packed.length), view(normsAt, count), gamma);
  const largest = view(normsAt, count).reduce((most, norm) => Math.max(most, norm), 0);
  const row = view(rowAt, features);
  const bytes = features * BYTES;
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
      if (!(gamma * squares + largest <= MAX_SQUARES))
        return differences(rowAt, bytes, vectorsAt, normsAt, weightsAt, valuesAt, endAt, gamma);
      for (let f = 0; f < features; f++) row[f] = -2 * gamma * (row[f] as number);
      return products(rowAt, bytes, vectorsAt, normsAt, weightsAt, valuesAt, endAt, gamma * squares);
    },
  };
}

/** Writes the vectors with their mean at the origin, and gamma times the square of each one's length; answers the mean. */
function moved(
  packed: Float64Array,
  features: number,
  count: number,
  vectors: Float64Array,
  norms: Float64Array,
  gamma: number,
): Float64Array {
  const center = new Float64Array(features);
  const place = (s: number, f: number) => (Math.floor(s / GROUP) * features + f) * GROUP + (s % GROUP);
  for (let s = 0; s < count; s++)
    for (let f = 0; f < features; f++) center[f] = (center[f] as number) + (packed[place(s, f)] as number) / count;
  for (let s = 0; s < count; s++) {
    let squares = 0;
    for (let f = 0; f < features; f++) {
      const value = (packed[place(s, f)] as number) - (center[f] as number);
      vectors[place(s, f)] = value;
      squares += value * value;
    }
    norms[s] = gamma * squares;
  }
  return center;
}
