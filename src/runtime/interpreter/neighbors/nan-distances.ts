import { squaredNorm } from "../../../graph/squared-norm.js";
import { fusedMultiplyAdd } from "../fused.js";

/** Squares closer than this share of all that was added up are told apart by rounding alone in scikit-learn. */
const CLOSE = 1e-12;
/** Distances whose squares are below this share of the rows' own have lost digits to rounding that weights would show. */
const NEAR = 1e-5;

/**
 * Euclidean distances of a row to donors over the features that both have, times the share of those (sklearn/metrics/pairwise.py:
 * nan_euclidean_distances); NaN where there is none. scikit-learn takes |x|² - 2 x·y + |y|² of rows with zeros for what is missing and
 * subtracts what should not have been added: where that could decide, it is done likewise, and always in float32, where it shows.
 */
export class NanDistances {
  readonly values: Float64Array;
  readonly #zeroed: Float64Array;
  readonly #norms: Float64Array;
  readonly #largest: number;
  #row: Float64Array = new Float64Array(0);
  #size = 0;
  #blas = false;

  constructor(
    readonly donors: Float64Array,
    rows: number,
    readonly features: number,
    readonly dtype: "float64" | "float32" = "float64",
  ) {
    this.values = new Float64Array(rows);
    this.#zeroed = donors.map((value) => (Number.isNaN(value) ? 0 : value));
    this.#norms = Float64Array.from({ length: rows }, (_, r) => squaredNorm(this.#zeroed, r * features, features));
    this.#largest = this.#norms.reduce((most, norm) => Math.max(most, norm), 0);
  }

  /** Fills `values` for a row, by differences. */
  of(row: Float64Array): void {
    const { donors, features, values } = this;
    this.#row = row;
    this.#blas = false;
    if (this.dtype === "float32") {
      this.asBlas();
      return;
    }
    this.#size = this.#largest + row.reduce((sum, value) => sum + (Number.isNaN(value) ? 0 : value * value), 0);
    for (let r = 0, at = 0; r < values.length; r++) {
      let sum = 0;
      let both = 0;
      for (let f = 0; f < features; f++, at++) {
        const apart = (row[f] as number) - (donors[at] as number);
        if (Number.isNaN(apart)) continue;
        sum += apart * apart;
        both++;
      }
      values[r] = both === 0 ? Number.NaN : Math.sqrt((sum / both) * features);
    }
  }

  /** Whether rounding cannot change which `count` are nearest; `found` are their distances and the next one's, ascending. */
  certain(found: readonly number[], count: number, weighted: boolean): boolean {
    if (this.#blas) return true;
    const squares = found.map((value) => value * value);
    const [last, next, first] = [squares[count - 1], squares[count], squares[0]];
    if (weighted && first !== undefined && first <= NEAR * this.#size) return false;
    return last === undefined || next === undefined || !(next - last <= CLOSE * this.#size);
  }

  /** Fills `values` again, with scikit-learn's arithmetic. */
  asBlas(): void {
    if (this.#blas) return;
    this.#blas = true;
    const { donors, features, values } = this;
    const round = this.dtype === "float32" ? Math.fround : (value: number) => value;
    const x = this.#row.map((value) => (Number.isNaN(value) ? 0 : value));
    const own = squaredNorm(x, 0, features);
    for (let r = 0, start = 0; r < values.length; r++, start += features) {
      let product = 0;
      let [lacking, given] = [0, 0];
      let both = 0;
      for (let f = 0; f < features; f++) {
        const [a, b] = [x[f] as number, this.#zeroed[start + f] as number];
        const [noA, noB] = [Number.isNaN(this.#row[f]), Number.isNaN(donors[start + f])];
        product = fusedMultiplyAdd(a, b, product);
        if (noB) lacking = round(lacking + round(a * a));
        if (noA) given = round(given + round(b * b));
        if (!noA && !noB) both++;
      }
      let square = Math.max(0, round(-2 * product + own + (this.#norms[r] as number)));
      square = Math.max(0, round(round(square - lacking) - given));
      values[r] = both === 0 ? Number.NaN : round(Math.sqrt(round(round(square / both) * features)));
    }
  }
}
