import type { Floats } from "./activations.js";
import type { Times } from "./product.js";

/** Products of inputs and weights that are kept at a time: 16 MB of float32. */
const MAX_PRODUCTS = 2 ** 22;
/** Steps whose inputs are multiplied together at least: the product takes four rows at a time. */
const LEAST_STEPS = 4;

/** What the ops have in common: sequences x [N, T, I] and weights with the gates one behind the other. */
export interface Sequences {
  readonly x: Floats;
  readonly rows: number;
  readonly steps: number;
  readonly inputs: number;
  readonly units: number;
  readonly gates: number;
  /** By the weights [G·U, I]. */
  readonly times: Times;
  /** How many steps of each row count. */
  readonly lengths: Int32Array | undefined;
  /** The states [N, U], overwritten with the last ones. */
  readonly h: Floats;
  readonly c: Floats;
}

/** What a cell gets of each step: products x·wᵀ of row `n` begin at `first + n * pitch`. */
export interface Step {
  readonly products: Floats;
  readonly first: number;
  readonly pitch: number;
  readonly time: number;
}

/** Makes the new states of all rows that are not at their end. */
export type Cell = (sequences: Sequences, step: Step) => void;

export const floatsLike = (x: Floats, length: number): Floats =>
  x instanceof Float64Array ? new Float64Array(length) : new Float32Array(length);

/** Goes through the steps: inputs by weights for many of them at once, then each step. Answers all outputs [N, T, U]. */
export function walk(sequences: Sequences, cell: Cell): Floats {
  const { x, rows, steps, inputs, units, gates, times, lengths, h } = sequences;
  const width = gates * units;
  const span = Math.min(steps, Math.max(LEAST_STEPS, Math.floor(MAX_PRODUCTS / Math.max(1, rows * width))));
  const products = floatsLike(x, rows * span * width);
  const out = floatsLike(x, rows * steps * units);
  const longest = lengths ? lengths.reduce((most, length) => Math.max(most, length), 0) : steps;
  for (let start = 0; start < longest; start += span) {
    const count = Math.min(span, longest - start);
    const pitch = count * width;
    if (count === steps) times(x, 0, rows * steps, products, 0);
    else for (let n = 0; n < rows; n++) times(x, (n * steps + start) * inputs, count, products, n * pitch);
    for (let i = 0; i < count; i++) {
      const time = start + i;
      cell(sequences, { products, first: i * width, pitch, time });
      for (let n = 0; n < rows; n++)
        if (lengths === undefined || time < (lengths[n] as number))
          for (let u = 0, o = (n * steps + time) * units, p = n * units; u < units; u++) out[o++] = h[p++] as number;
    }
  }
  return out;
}
