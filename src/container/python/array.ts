import type { PyValue } from "../pickle/values.js";

/** A NumPy dtype, as `dtype.str` and `dtype.descr` describe it. */
export interface NumpyDtype {
  /** NumPy's kind letter: b i u f c S U V O m M. */
  readonly kind: "b" | "i" | "u" | "f" | "c" | "S" | "U" | "V" | "O" | "m" | "M";
  /** Bytes of one element, padding included. */
  readonly itemSize: number;
  /** `|` where the order has no meaning. */
  readonly byteOrder: "<" | ">" | "|";
  /** Structured dtypes. */
  readonly fields?: readonly NumpyField[];
  /** A field that is an array itself. */
  readonly subarray?: { readonly base: NumpyDtype; readonly shape: readonly number[] };
  /** datetime64 and timedelta64: `ns`, `D`, `25s`, … */
  readonly unit?: string;
}

export interface NumpyField {
  readonly name: string;
  readonly dtype: NumpyDtype;
  readonly offset: number;
  readonly title?: PyValue;
}

/**
 * A NumPy array as the file holds it; `bytes` is a view into the file where that is possible, of any alignment.
 * Exactly one of `bytes` and `objects` is there.
 */
export class NdArray {
  constructor(
    readonly dtype: NumpyDtype,
    readonly shape: readonly number[],
    /** Column-major: the first index runs fastest. */
    readonly fortran: boolean,
    /** `size * itemSize` bytes. */
    readonly bytes: Uint8Array | undefined,
    /** dtype object: one value per element, in the order that `fortran` says. */
    readonly objects: readonly PyValue[] | undefined,
  ) {}

  get size(): number {
    return this.shape.reduce((a, b) => a * b, 1);
  }
}

/** A NumPy scalar: one element of a dtype. */
export class NumpyScalar {
  constructor(
    readonly dtype: NumpyDtype,
    readonly bytes: Uint8Array | undefined,
    readonly object: PyValue | undefined,
  ) {}
}

/** A scipy sparse matrix or array. For `dia`, `indices` holds the offsets; for `coo`, `row` and `col` are `indptr` and `indices`. */
export class SparseMatrix {
  constructor(
    readonly format: "csr" | "csc" | "coo" | "bsr" | "dia",
    readonly shape: readonly [number, number],
    readonly data: NdArray,
    readonly indices: NdArray,
    readonly indptr: NdArray | undefined,
  ) {}
}
