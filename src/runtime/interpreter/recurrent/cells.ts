import type { RecurrentActivation } from "../../../graph/ops/recurrent.js";
import { type Floats, inPlace } from "./activations.js";
import type { Products } from "./product.js";
import { type Cell, floatsLike } from "./walk.js";

/** Weights by the state [G·U, U] and biases: of the inputs, then of the state, each [G·U]. */
export interface Recurrence {
  readonly r: Floats;
  readonly b: Floats;
  readonly units: number;
  readonly rows: number;
  readonly products: Products;
}

const at = (activations: readonly RecurrentActivation[], i: number, standard: RecurrentActivation["name"]) =>
  inPlace(activations[i] ?? { name: standard });

/** The two biases of each gate together. */
function sums(b: Floats, width: number): Floats {
  const out = floatsLike(b, width);
  for (let i = 0; i < width; i++) out[i] = (b[i] as number) + (b[width + i] as number);
  return out;
}

/** h = f(x wᵀ + h rᵀ + b). */
export function rnnCell(activations: readonly RecurrentActivation[], { r, b, units, rows, products: kept }: Recurrence): Cell {
  const f = at(activations, 0, "Tanh");
  const times = kept.of("r", r, units, units, rows);
  const bias = sums(b, units);
  const product = floatsLike(r, rows * units);
  return ({ h, lengths }, { products, first, pitch, time }) => {
    times(h, 0, rows, product, 0);
    for (let n = 0; n < rows; n++) {
      if (lengths && time >= (lengths[n] as number)) continue;
      const o = n * units;
      for (let u = 0, p = first + n * pitch; u < units; u++, p++)
        h[o + u] = (products[p] as number) + (product[o + u] as number) + (bias[u] as number);
      f(h, o, o + units);
    }
  };
}

/** Gates i, o, f, c; c = f c + i ĉ, h = o tanh(c). */
export function lstmCell(activations: readonly RecurrentActivation[], { r, b, units, rows, products: kept }: Recurrence): Cell {
  const times = kept.of("r", r, 4 * units, units, rows);
  const [f, g, last] = [at(activations, 0, "Sigmoid"), at(activations, 1, "Tanh"), at(activations, 2, "Tanh")];
  const width = 4 * units;
  const bias = sums(b, width);
  const product = floatsLike(r, rows * width);
  const gates = floatsLike(r, width);
  return ({ h, c, lengths }, { products, first, pitch, time }) => {
    times(h, 0, rows, product, 0);
    for (let n = 0; n < rows; n++) {
      if (lengths && time >= (lengths[n] as number)) continue;
      for (let k = 0, p = first + n * pitch, q = n * width; k < width; k++)
        gates[k] = (products[p + k] as number) + (product[q + k] as number) + (bias[k] as number);
      f(gates, 0, 3 * units);
      g(gates, 3 * units, width);
      const o = n * units;
      for (let u = 0; u < units; u++) {
        const carried = (gates[2 * units + u] as number) * (c[o + u] as number);
        c[o + u] = carried + (gates[u] as number) * (gates[3 * units + u] as number);
        h[o + u] = c[o + u] as number;
      }
      last(h, o, o + units);
      for (let u = 0; u < units; u++) h[o + u] = (h[o + u] as number) * (gates[units + u] as number);
    }
  };
}

const parts = new WeakMap<Floats, Floats>();

/** The weights of the last gate, the same array each time. */
function lastOf(r: Floats, from: number): Floats {
  const found = parts.get(r) ?? r.subarray(from);
  parts.set(r, found);
  return found;
}

/** Gates z, r, h. The reset gate is applied to the state, or (`linearBeforeReset`) to its product with the weights. */
export function gruCell(
  activations: readonly RecurrentActivation[],
  { r, b, units, rows, products: kept }: Recurrence,
  linearBeforeReset: boolean,
): Cell {
  const [f, g] = [at(activations, 0, "Sigmoid"), at(activations, 1, "Tanh")];
  const [two, width] = [2 * units, 3 * units];
  const bias = sums(b, width);
  const through = linearBeforeReset ? width : two;
  const product = floatsLike(r, rows * through);
  const times = kept.of("r", r, through, units, rows);
  const afterReset = linearBeforeReset ? times : kept.of("last", lastOf(r, two * units), units, units, 1);
  const [gates, candidate, reset] = [floatsLike(r, two), floatsLike(r, units), floatsLike(r, units)];
  return ({ h, lengths }, { products, first, pitch, time }) => {
    times(h, 0, rows, product, 0);
    for (let n = 0; n < rows; n++) {
      if (lengths && time >= (lengths[n] as number)) continue;
      const [o, p, q] = [n * units, first + n * pitch, n * through];
      for (let k = 0; k < two; k++) gates[k] = (products[p + k] as number) + (product[q + k] as number) + (bias[k] as number);
      f(gates, 0, two);
      if (linearBeforeReset)
        for (let u = 0; u < units; u++)
          candidate[u] =
            (products[p + two + u] as number) +
            (b[two + u] as number) +
            (gates[units + u] as number) * ((product[q + two + u] as number) + (b[width + two + u] as number));
      else {
        for (let u = 0; u < units; u++) reset[u] = (gates[units + u] as number) * (h[o + u] as number);
        afterReset(reset, 0, 1, candidate, 0);
        for (let u = 0; u < units; u++)
          candidate[u] = (candidate[u] as number) + (products[p + two + u] as number) + (bias[two + u] as number);
      }
      g(candidate, 0, units);
      for (let u = 0; u < units; u++) {
        const z = gates[u] as number;
        h[o + u] = z * (h[o + u] as number) + (1 - z) * (candidate[u] as number);
      }
    }
  };
}
