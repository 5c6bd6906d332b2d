import type { CsrMatrix } from "../sparse.js";
import type { DType, Tensor } from "../tensor.js";

/** A length that is known, or a name for one that is not (`N` is the number of rows throughout). */
export type Dim = number | string;

/** The symbolic number of rows. Every op but those marked `mixesRows` keeps row `i` of its output a function of row `i` alone. */
export const ROWS = "N";

/** What is known of a value before it is computed. */
export interface Info {
  readonly dtype: DType;
  readonly shape: readonly Dim[];
  /** `csr`: a two-dimensional {@link CsrMatrix} at run time. */
  readonly layout: "dense" | "csr";
}

/** What flows along an edge at run time. */
export type RuntimeValue = Tensor | CsrMatrix;

export const dense = (dtype: DType, shape: readonly Dim[]): Info => ({ dtype, shape, layout: "dense" });
export const csr = (dtype: DType, shape: readonly Dim[]): Info => ({ dtype, shape, layout: "csr" });

export function isConcrete(shape: readonly Dim[]): shape is readonly number[] {
  return shape.every((dim) => typeof dim === "number");
}
