import { allocate, type Data, type DType, sizeOf, Tensor } from "../src/tensor.js";

/** A small generator with a seed, so that a failure happens again (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

export interface Choice {
  readonly range?: readonly [number, number];
  /** `large`: all within -1 and 1, for what multiplies its own answers. */
  readonly without?: readonly ("nan" | "infinity" | "zero" | "large")[];
}

const words = ["", "a", "b", "ä", "nan", "0", "zebra"];
/** Numbers that loops get wrong: zeros of both signs, halves, what overflows, what is nothing. */
const special = [
  0,
  -0,
  1,
  -1,
  0.5,
  1.5,
  2.5,
  -0.5,
  -2.5,
  700,
  -700,
  1e-300,
  1e-5,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  Number.NEGATIVE_INFINITY,
];

/** Values of a dtype, a fifth of the floats special. */
export function randomTensor(
  random: () => number,
  dtype: DType,
  shape: readonly number[],
  { range = [-20, 20], without = [] }: Choice = {},
): Tensor {
  const size = sizeOf(shape);
  const data: Data = allocate(dtype, size);
  const [low, high] = range;
  for (let i = 0; i < size; i++) {
    if (dtype === "string") data[i] = words[Math.floor(random() * words.length)] as never;
    else if (dtype === "bool") data[i] = (random() < 0.5 ? 0 : 1) as never;
    else if (dtype === "float64" || dtype === "float32") data[i] = float(random, without) as never;
    else {
      const from = dtype.startsWith("u") ? Math.max(0, low) : low;
      const value = from + Math.floor(random() * (high - from + 1)) || (without.includes("zero") ? 1 : 0);
      data[i] = (data instanceof BigInt64Array || data instanceof BigUint64Array ? BigInt(value) : value) as never;
    }
  }
  return new Tensor<DType>(dtype, shape, data);
}

function float(random: () => number, without: Choice["without"] = []): number {
  const value = random() < 0.2 ? (special[Math.floor(random() * special.length)] as number) : (random() - 0.5) * 10;
  if (Number.isNaN(value) && without.includes("nan")) return 3;
  if (Math.abs(value) === Number.POSITIVE_INFINITY && without.includes("infinity")) return 4;
  if (value === 0 && without.includes("zero")) return 5;
  if (without.includes("large")) return Math.abs(value) > 5 ? 1 : value / 5;
  return value;
}
