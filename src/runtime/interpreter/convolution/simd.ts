import {
  add32,
  addInt,
  below,
  type Code,
  double,
  get,
  I32,
  int,
  load,
  moduleOf,
  mul32,
  repeat,
  set,
  storeSum32,
  V128,
  zero,
} from "../wasm/assembler.js";
import { compiledOnce, wasm } from "../wasm/engine.js";

/*
 * out[m, n] = a[m, k] · b[n, k]ᵀ in float32, four numbers to an instruction. Blocks of four rows of `a` by two of `b` keep eight sums in
 * registers; each lane of a sum adds every fourth product, and the four are added last.
 */

/** Numbers to an instruction: `k` is filled up to a multiple of it with zeros. */
export const LANES = 4;
/** Rows of `a` and of `b` to a block: both are filled up with rows of zeros. */
export const TALL = 4;
export const WIDE = 2;
const BYTES = 4;
const PAGE = 65536;

// Parameters: a, its end, b, its end, out, bytes of a row of a and b, bytes of a row of out.
const [a, aEnd, b, bEnd, out, pitch, outPitch] = [0, 1, 2, 3, 4, 5, 6];
// Locals: pointers into four rows of a and two of b, the end of the first, where the answer goes, the row of b; then the sums.
const rowsOfA = [7, 8, 9, 10];
const rowsOfB = [11, 12];
const [last, to, row] = [13, 14, 15];
const operands = [16, 17];
const factor = 18;
const sums = 19;

const pairs = rowsOfA.flatMap((_, i) => rowsOfB.map((__, j) => ({ i, j, sum: sums + i * WIDE + j })));

const turn: Code = [
  ...rowsOfB.flatMap((pointer, j) => set(operands[j] as number, load(get(pointer)))),
  ...rowsOfA.flatMap((pointer, i) => [
    ...set(factor, load(get(pointer))),
    ...pairs
      .filter((pair) => pair.i === i)
      .flatMap(({ j, sum }) => set(sum, add32(get(sum), mul32(get(factor), get(operands[j] as number))))),
  ]),
  ...[...rowsOfA, ...rowsOfB].flatMap((pointer) => set(pointer, addInt(get(pointer), int(LANES * BYTES)))),
];

/** Pointers one row after another, from where `start` is. */
const rowsFrom = (start: Code, pointers: readonly number[]): Code =>
  pointers.flatMap((pointer, i) => set(pointer, i === 0 ? start : addInt(get(pointers[i - 1] as number), get(pitch))));

const block: Code = [
  ...rowsFrom(get(a), rowsOfA),
  ...rowsFrom(get(row), rowsOfB),
  ...set(last, addInt(get(rowsOfA[0] as number), get(pitch))),
  ...pairs.flatMap(({ sum }) => set(sum, zero)),
  ...repeat(turn, below(get(rowsOfA[0] as number), get(last))),
  // Each row's pointer now stands where the next row began.
  ...set(last, get(to)),
  ...rowsOfA.flatMap((_, i) => [
    ...rowsOfB.flatMap((__, j) => storeSum32(get(last), get(sums + i * WIDE + j), j * BYTES)),
    ...set(last, addInt(get(last), get(outPitch))),
  ]),
  ...set(to, addInt(get(to), int(WIDE * BYTES))),
  ...set(row, get(rowsOfB[WIDE - 1] as number)),
];

const body: Code = [
  ...repeat(
    [
      ...set(row, get(b)),
      ...set(to, get(out)),
      ...repeat(block, below(get(row), get(bEnd))),
      ...set(a, get(rowsOfA[TALL - 1] as number)),
      ...Array.from({ length: TALL }, () => set(out, addInt(get(out), get(outPitch)))).flat(),
    ],
    below(get(a), get(aEnd)),
  ),
  ...double(0),
];

const locals = [
  [9, I32],
  [3 + TALL * WIDE, V128],
] as const;

const code = compiledOnce(({ Module }) => new Module(moduleOf([I32, I32, I32, I32, I32, I32, I32], locals, body)));

export interface SimdProduct {
  /** Rows of `pitch` numbers each. */
  readonly a: Float32Array;
  readonly b: Float32Array;
  /** Rows of `outPitch` numbers each. */
  readonly out: Float32Array;
  /** Multiplies all of `a` with the first `rows` of `b`, a multiple of {@link WIDE}. */
  run(rows: number): void;
}

/** Room for a product, filled with zeros; undefined where there is no SIMD to be had. `m` and `n` are multiples of TALL and WIDE, `k` of LANES. */
export function simdProduct(m: number, k: number, n: number): SimdProduct | undefined {
  const found = code();
  const [bAt, outAt, end] = [m * k, m * k + n * k, m * k + n * k + m * n].map((count) => count * BYTES) as [number, number, number];
  if (wasm === undefined || found === undefined || m === 0 || k === 0 || n === 0) return undefined;
  let memory: { readonly buffer: ArrayBuffer };
  try {
    memory = new wasm.Memory({ initial: Math.ceil(end / PAGE) });
  } catch {
    // More than a WebAssembly memory can have.
    return undefined;
  }
  const { run } = new wasm.Instance(found, { m: { m: memory } }).exports;
  return {
    a: new Float32Array(memory.buffer, 0, m * k),
    b: new Float32Array(memory.buffer, bAt, n * k),
    out: new Float32Array(memory.buffer, outAt, m * n),
    run: (rows) => {
      run(0, bAt, bAt, bAt + rows * k * BYTES, outAt, k * BYTES, n * BYTES);
    },
  };
}
