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
 * exp(-gamma |x - s|²) for all s and their weighted sum, two numbers to an instruction: JavaScript has no other way to them. Differences, squares and sums
 * are those of the plain loop, in its order. exp(-y) = 2^-(k / 64) exp(r) with k = round(64 y / ln 2): the fraction from a
 * table, the whole part off the exponent bits, and the series of r, at most ln 2 / 128, up to r^5 / 120 (what is left is below 4e-17).
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
/** The largest memory that is asked for; beyond it the plain loop serves. */
const MAX_BYTES = 2 ** 30;

// Parameters: row, its length in bytes, groups of vectors, weights, answers, their end, gamma. Then locals.
const [row, width, vectors, weights, out, end, gamma, feature, last, scale, value, y, t, r, square, sums] = Array.from(
  { length: 16 },
  (_, i) => i,
) as [number, number, number, number, number, number, number, number, number, number, number, number, number, number, number, number];
/** Four locals of sums of squares, and four of weighted values. */
const totals = sums + 4;
const pairs = [0, 1, 2, 3];

const squares: Code = [
  ...set(value, loadSplat(get(feature))),
  ...pairs.flatMap((pair) => [
    ...set(r, sub(get(value), load(get(vectors), pair * 2 * BYTES))),
    ...set(sums + pair, add(get(sums + pair), mul(get(r), get(r)))),
  ]),
  ...set(vectors, addInt(get(vectors), int(GROUP * BYTES))),
  ...set(feature, addInt(get(feature), int(BYTES))),
];

const tableAt = (index: number): Code => shiftInt(andInt(lane(get(t), index), int(STEPS - 1)), int(3));

const exponential = (pair: number): Code => [
  ...set(y, mul(get(sums + pair), get(scale))),
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

const body: Code = [
  ...set(last, addInt(get(row), get(width))),
  ...set(scale, splat(get(gamma))),
  ...repeat(
    [
      ...pairs.flatMap((pair) => set(sums + pair, both(0))),
      ...set(feature, get(row)),
      ...repeat(squares, below(get(feature), get(last))),
      ...pairs.flatMap(exponential),
      ...set(weights, addInt(get(weights), int(GROUP * BYTES))),
      ...set(out, addInt(get(out), int(GROUP * BYTES))),
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
let compiled: object | undefined | "none";

function module(): object | undefined {
  if (wasm === undefined) return undefined;
  try {
    compiled ??= new wasm.Module(
      moduleOf(
        [I32, I32, I32, I32, I32, I32, F64],
        [
          [2, I32],
          [6, V128],
          [8, V128],
        ],
        body,
      ),
    );
  } catch {
    // No WebAssembly, none with SIMD, or a page that forbids it.
    compiled = "none";
  }
  return compiled === "none" ? undefined : compiled;
}

export interface RbfRow {
  /** Where a row goes before `run`, and where the kernel values stand after it. */
  readonly row: Float64Array;
  readonly values: Float64Array;
  /** Answers the sum of the values times their weights. */
  run(): number;
}

/** Vectors in groups of {@link GROUP}, feature by feature, and a weight for each; undefined where there is no SIMD to be had. */
export function rbfRow(packed: Float64Array, features: number, gamma: number, coefficients: Float64Array): RbfRow | undefined {
  const code = module();
  const count = packed.length / features;
  const at = { row: STEPS * BYTES, vectors: 0, weights: 0, values: 0, end: 0 };
  at.vectors = at.row + Math.ceil(features / 2) * 2 * BYTES;
  at.weights = at.vectors + packed.length * BYTES;
  at.values = at.weights + count * BYTES;
  at.end = at.values + count * BYTES;
  if (wasm === undefined || code === undefined || features === 0 || count === 0 || !(gamma > 0) || at.end > MAX_BYTES) return undefined;
  const memory = new wasm.Memory({ initial: Math.ceil(at.end / PAGE) });
  const { run } = new wasm.Instance(code, { m: { m: memory } }).exports;
  new Float64Array(memory.buffer, 0, STEPS).set(Array.from({ length: STEPS }, (_, j) => 2 ** (-j / STEPS)));
  new Float64Array(memory.buffer, at.vectors, packed.length).set(packed);
  new Float64Array(memory.buffer, at.weights, count).set(coefficients.subarray(0, count));
  return {
    row: new Float64Array(memory.buffer, at.row, features),
    values: new Float64Array(memory.buffer, at.values, count),
    run: () => run(at.row, features * BYTES, at.vectors, at.weights, at.values, at.end, gamma),
  };
}
