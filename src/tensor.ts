import { ModelError } from "./errors.js";

/** Element types. `object` holds host values (strings, numbers, null for None) as NumPy's object arrays do. */
export type DType = keyof TypedData;

/** Storage of each dtype. */
export interface TypedData {
  float64: Float64Array;
  float32: Float32Array;
  /** IEEE half floats, as their bits. */
  float16: Uint16Array;
  /** Brain floats, as their bits. */
  bfloat16: Uint16Array;
  int64: BigInt64Array;
  int32: Int32Array;
  int16: Int16Array;
  int8: Int8Array;
  uint64: BigUint64Array;
  uint32: Uint32Array;
  uint16: Uint16Array;
  uint8: Uint8Array;
  /** One byte each, 0 or 1. */
  bool: Uint8Array;
  /** Interleaved real and imaginary parts. */
  complex128: Float64Array;
  complex64: Float32Array;
  string: string[];
  object: HostValue[];
}

/** What a cell of an `object` tensor may be; `null` is Python's None, NaN is a missing float. */
export type HostValue = null | boolean | number | bigint | string | Date | readonly HostValue[] | HostRecord;
/** A Python dict with string keys, as text vectorizers such as DictVectorizer take. */
export type HostRecord = ReadonlyMap<string, HostValue>;

export type DataOf<D extends DType> = TypedData[D];
export type Data = TypedData[DType];
export type NumericData = Exclude<Data, string[] | HostValue[]>;

/** A dense array in C order. `data.length` is the product of `shape` (twice that for complex dtypes). */
export class Tensor<D extends DType = DType> {
  readonly dtype: D;
  readonly shape: readonly number[];
  readonly data: TypedData[D];

  constructor(dtype: D, shape: readonly number[], data: TypedData[D]) {
    const expected = sizeOf(shape) * (dtype === "complex64" || dtype === "complex128" ? 2 : 1);
    if (data.length !== expected)
      throw new ModelError("input/shape", `A ${dtype} tensor of shape [${shape}] takes ${expected} values, not ${data.length}.`);
    this.dtype = dtype;
    this.shape = shape;
    this.data = data;
  }

  get size(): number {
    return sizeOf(this.shape);
  }

  /** Narrows the dtype; throws `input/dtype` where it is another. */
  as<E extends DType>(dtype: E): Tensor<E> {
    if ((this.dtype as DType) !== dtype) throw new ModelError("input/dtype", `Expected a ${dtype} tensor, got ${this.dtype}.`);
    return this as unknown as Tensor<E>;
  }

  /** The same values under another shape, sharing the data. */
  reshape(shape: readonly number[]): Tensor<D> {
    return new Tensor(this.dtype, shape, this.data);
  }

  /** Nested arrays; int64 as numbers where they are safe integers, else as bigints. */
  toArray(): unknown {
    return nest(this.shape, 0, 0, (i) => this.at(i)).value;
  }

  /** One element in C order, as a host value; int64 and uint64 as a number where that is exact. */
  at(index: number): HostValue {
    const { dtype } = this;
    const data = this.data as Data;
    const value = data[index];
    if (value === undefined) throw new ModelError("input/shape", `Index ${index} is outside of a tensor of ${this.size} elements.`);
    if (dtype === "bool") return value === 1;
    if (dtype === "float16") return float16ToNumber(value as number);
    if (dtype === "bfloat16") return bfloat16ToNumber(value as number);
    if (typeof value === "bigint" && dtype !== "object") return Number.isSafeInteger(Number(value)) ? Number(value) : value;
    return value;
  }
}

/** Number of elements of a shape. */
export function sizeOf(shape: readonly number[]): number {
  let size = 1;
  for (const dim of shape) size *= dim;
  return size;
}

/** New zeroed storage for `length` elements; empty strings and nulls for `string` and `object`. */
export function allocate<D extends DType>(dtype: D, length: number): TypedData[D] {
  return constructors[dtype](length) as TypedData[D];
}

const constructors: { [D in DType]: (length: number) => TypedData[D] } = {
  float64: (n) => new Float64Array(n),
  float32: (n) => new Float32Array(n),
  float16: (n) => new Uint16Array(n),
  bfloat16: (n) => new Uint16Array(n),
  int64: (n) => new BigInt64Array(n),
  int32: (n) => new Int32Array(n),
  int16: (n) => new Int16Array(n),
  int8: (n) => new Int8Array(n),
  uint64: (n) => new BigUint64Array(n),
  uint32: (n) => new Uint32Array(n),
  uint16: (n) => new Uint16Array(n),
  uint8: (n) => new Uint8Array(n),
  bool: (n) => new Uint8Array(n),
  complex128: (n) => new Float64Array(2 * n),
  complex64: (n) => new Float32Array(2 * n),
  string: (n) => new Array<string>(n).fill(""),
  object: (n) => new Array<HostValue>(n).fill(null),
};

/** A tensor over new storage. */
export function zeros<D extends DType>(dtype: D, shape: readonly number[]): Tensor<D> {
  return new Tensor(dtype, shape, allocate(dtype, sizeOf(shape)));
}

/** Bytes that one element takes; 0 for `string` and `object`. */
export const bytesPerElement: { readonly [D in DType]: number } = {
  float64: 8,
  float32: 4,
  float16: 2,
  bfloat16: 2,
  int64: 8,
  int32: 4,
  int16: 2,
  int8: 1,
  uint64: 8,
  uint32: 4,
  uint16: 2,
  uint8: 1,
  bool: 1,
  complex128: 16,
  complex64: 8,
  string: 0,
  object: 0,
};

export const float64 = (shape: readonly number[], values: ArrayLike<number>): Tensor<"float64"> =>
  new Tensor("float64", shape, values instanceof Float64Array ? values : Float64Array.from(values));
export const float32 = (shape: readonly number[], values: ArrayLike<number>): Tensor<"float32"> =>
  new Tensor("float32", shape, values instanceof Float32Array ? values : Float32Array.from(values));
export const int64 = (shape: readonly number[], values: ArrayLike<number>): Tensor<"int64"> =>
  new Tensor(
    "int64",
    shape,
    BigInt64Array.from(values as ArrayLike<number> & Iterable<number>, (v: number) => BigInt(v)),
  );
export const strings = (shape: readonly number[], values: readonly string[]): Tensor<"string"> => new Tensor("string", shape, [...values]);

export function isFloating(dtype: DType): boolean {
  return dtype === "float64" || dtype === "float32" || dtype === "float16" || dtype === "bfloat16";
}

export function isInteger(dtype: DType): boolean {
  return dtype.startsWith("int") || dtype.startsWith("uint");
}

/** IEEE 754 binary16 bits to a number. */
export function float16ToNumber(bits: number): number {
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  const sign = bits & 0x8000 ? -1 : 1;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 0x1f) return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

const word = new DataView(new ArrayBuffer(4));

/** bfloat16 bits (the upper half of a float32) to a number. */
export function bfloat16ToNumber(bits: number): number {
  word.setUint32(0, bits << 16);
  return word.getFloat32(0);
}

function nest(shape: readonly number[], axis: number, start: number, at: (i: number) => unknown): { value: unknown; next: number } {
  if (axis === shape.length) return { value: at(start), next: start + 1 };
  const items: unknown[] = [];
  let next = start;
  for (let i = 0; i < (shape[axis] ?? 0); i++) {
    const item = nest(shape, axis + 1, next, at);
    items.push(item.value);
    next = item.next;
  }
  return { value: items, next };
}
