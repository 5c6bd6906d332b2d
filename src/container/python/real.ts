import type { Limits } from "../../limits.js";
import type { PyObject, PyValue } from "../pickle/values.js";
import type { NdArray, NumpyDtype, NumpyScalar, SparseMatrix } from "./array.js";

/** What `realize` answers: an inert value, or one of these. */
export type PyReal =
  | PyValue
  | NdArray
  | NumpyScalar
  | SparseMatrix
  | PyDtype
  | MaskedArray
  | PyRandom
  | PyComplex
  | PySlice
  | PyRange
  | PyDateTime
  | PyTimeDelta
  | PyDecimal
  | PyFraction
  | PyUuid
  | PyPartial
  | PandasIndex
  | PandasSeries
  | PandasFrame
  | PandasArray;

/** What a reconstructor has to hand. */
export interface Context {
  readonly limits: Limits;
  readonly depth: number;
  /** For values inside arguments and states. */
  realize(value: PyValue): PyReal;
}

/** A callable or a class on the allow-list, under all names that it ever had, and how its record is read. */
export interface Reconstructor {
  /** `module.name` of functions and types that REDUCE calls. */
  readonly calls?: readonly string[];
  /** `module.name` of classes whose instances NEWOBJ (or copyreg) makes and BUILD fills. */
  readonly classes?: readonly string[];
  /** Undefined where arguments and state cannot make the value. */
  read(record: PyObject, context: Context): PyReal | undefined;
}

export class PyDtype {
  constructor(readonly dtype: NumpyDtype) {}
}

/** `numpy.ma.MaskedArray`; where `mask` is true the datum counts as missing. */
export class MaskedArray {
  constructor(
    readonly data: NdArray,
    readonly mask: NdArray,
    readonly fillValue: PyValue,
  ) {}
}

/** `numpy.random.RandomState` or `Generator` with the state of its bit generator, as NumPy's own `.state` dict has it. */
export class PyRandom {
  constructor(
    readonly kind: "RandomState" | "Generator" | "BitGenerator",
    /** `MT19937`, `PCG64`, `PCG64DXSM`, `Philox` or `SFC64`. */
    readonly bitGenerator: string,
    readonly state: PyValue,
  ) {}
}

export class PyComplex {
  constructor(
    readonly real: number,
    readonly imaginary: number,
  ) {}
}

export class PySlice {
  constructor(
    readonly start: PyValue,
    readonly stop: PyValue,
    readonly step: PyValue,
  ) {}
}

export class PyRange {
  constructor(
    readonly start: bigint,
    readonly stop: bigint,
    readonly step: bigint,
  ) {}

  /** Number of items. */
  get length(): number {
    const { start, stop, step } = this;
    const span = step > 0n ? stop - start : start - stop;
    const size = step > 0n ? step : -step;
    return span <= 0n ? 0 : Number((span + size - 1n) / size);
  }
}

/** A date, a time of day, or both, as written on the wall; `zone` is the record of its tzinfo. */
export class PyDateTime {
  constructor(
    readonly kind: "date" | "time" | "datetime",
    /** Year, month (1 to 12), day; 1900-01-01 for a time. */
    readonly date: readonly [number, number, number],
    /** Hour, minute, second, microsecond. */
    readonly time: readonly [number, number, number, number],
    readonly fold: 0 | 1,
    readonly zone: PyReal | undefined,
  ) {}

  /** Milliseconds since 1970 as if the clock stood on UTC; the zone is not applied. */
  get wallClock(): number {
    const [year, month, day] = this.date;
    const [hour, minute, second, micro] = this.time;
    const date = new Date(0);
    date.setUTCFullYear(year, month - 1, day);
    return date.getTime() + ((hour * 60 + minute) * 60 + second) * 1000 + micro / 1000;
  }
}

/** `datetime.timedelta`, and as the offset of a `datetime.timezone` when `zoneName` is there. */
export class PyTimeDelta {
  constructor(
    readonly days: number,
    readonly seconds: number,
    readonly microseconds: number,
    /** `null` for a timezone without a name of its own. */
    readonly zoneName?: string | null,
  ) {}
}

/** `decimal.Decimal`, as its text. */
export class PyDecimal {
  constructor(readonly text: string) {}
}

export class PyFraction {
  constructor(
    readonly numerator: bigint,
    readonly denominator: bigint,
  ) {}
}

export class PyUuid {
  constructor(readonly value: bigint) {}
}

/** `functools.partial`; the function stays a record. */
export class PyPartial {
  constructor(
    readonly func: PyValue,
    readonly args: readonly PyValue[],
    readonly keywords: ReadonlyMap<string, PyValue>,
  ) {}
}

/** One-dimensional values of a pandas column or index. */
export type PandasValues = NdArray | PandasArray;

/**
 * An extension array: `values` are codes into `categories` for categoricals (-1 is missing); the data, with `mask` true where
 * missing, for nullable integers, floats and booleans; the objects of a string array; the moments of dates and durations; the
 * left ends of intervals, whose right ends are `right`.
 */
export class PandasArray {
  readonly mask: NdArray | undefined;
  readonly categories: PandasIndex | undefined;
  readonly ordered: boolean;
  readonly right: NdArray | undefined;
  /** Time zone, frequency or closed side, as the file has it. */
  readonly detail: PyValue | undefined;

  constructor(
    readonly kind: "categorical" | "masked" | "string" | "datetime" | "timedelta" | "period" | "interval",
    readonly values: NdArray,
    more: { mask?: NdArray; categories?: PandasIndex; ordered?: boolean; right?: NdArray; detail?: PyValue | undefined } = {},
  ) {
    this.mask = more.mask;
    this.categories = more.categories;
    this.ordered = more.ordered ?? false;
    this.right = more.right;
    this.detail = more.detail;
  }

  get size(): number {
    return this.values.size;
  }
}

/** A pandas index: plain values, a range, or the levels of a MultiIndex (a code of -1 is missing). */
export class PandasIndex {
  constructor(
    readonly name: PyValue,
    readonly content: PandasValues | PyRange | readonly IndexLevel[],
  ) {}

  get length(): number {
    const { content } = this;
    if (content instanceof PyRange) return content.length;
    return "size" in content ? content.size : (content[0]?.codes.size ?? 0);
  }
}

export interface IndexLevel {
  readonly level: PandasIndex;
  readonly codes: NdArray;
  readonly name: PyValue;
}

export class PandasSeries {
  constructor(
    readonly name: PyValue,
    readonly values: PandasValues,
    readonly index: PandasIndex,
  ) {}
}

/** A DataFrame by columns, in order; `header` names them (names need be neither unique nor strings). */
export class PandasFrame {
  constructor(
    readonly header: PandasIndex,
    readonly columns: readonly PandasValues[],
    readonly index: PandasIndex,
  ) {}
}
