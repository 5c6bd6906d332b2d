import { ModelError } from "../../errors.js";
import { bfloat16ToNumber, type Data, type DType, float16ToNumber, type Tensor } from "../../tensor.js";

/** Storage whose elements JavaScript reads and writes as plain numbers. */
export type Numbers = Float64Array | Float32Array | Int32Array | Int16Array | Int8Array | Uint32Array | Uint16Array | Uint8Array;
/** Storage whose elements are BigInts. */
export type Wide = BigInt64Array | BigUint64Array;

export const isWide = (dtype: DType): dtype is "int64" | "uint64" => dtype === "int64" || dtype === "uint64";
export const isHalf = (dtype: DType): dtype is "float16" | "bfloat16" => dtype === "float16" || dtype === "bfloat16";

const plain = new Set<DType>(["float64", "float32", "int32", "int16", "int8", "uint32", "uint16", "uint8", "bool"]);
/** Whether the storage of a dtype holds its values as plain numbers. */
export const isPlain = (dtype: DType): boolean => plain.has(dtype);

export function unsupported(op: string, dtype: DType): ModelError {
  return new ModelError("graph/unsupported", `The interpreter has no ${op} for ${dtype}; cast the input to float64 first.`, { where: op });
}

export const larger = (a: bigint, b: bigint): bigint => (a > b ? a : b);
export const smaller = (a: bigint, b: bigint): bigint => (a < b ? a : b);

const TWO_32 = 2 ** 32;
/** Upper halves of 64-bit integers within this distance of zero make a number that is exact. */
const SAFE_HIGH = 2 ** 21;

/** Up to this many 64-bit integers lie within the typed array itself: to look at their halves would move them out, which takes longer. */
export const FEW_WIDE = 8;

/** 64-bit integers as numbers, or nothing where one of them is beyond 2^53. Works on the halves: BigInts are slow. */
export function exactNumbers(data: Wide): Float64Array | undefined {
  if (data.length <= FEW_WIDE) {
    const few = new Float64Array(data.length);
    for (let i = 0; i < few.length; i++) {
      few[i] = Number(data[i]);
      if (!Number.isSafeInteger(few[i])) return undefined;
    }
    return few;
  }
  const halves = new Int32Array(data.buffer, data.byteOffset, 2 * data.length);
  const low = data instanceof BigUint64Array ? 0 : -SAFE_HIGH;
  const out = new Float64Array(data.length);
  for (let i = 0; i < out.length; i++) {
    const high = halves[2 * i + 1] as number;
    if (high >= SAFE_HIGH || high < low) return undefined;
    out[i] = high * TWO_32 + ((halves[2 * i] as number) >>> 0);
  }
  return out;
}

/** 64-bit integers as the nearest doubles, as C converts. */
export function nearestNumbers(data: Wide): Float64Array {
  return exactNumbers(data) ?? Float64Array.from(data, Number);
}

/** Writes integers of less than 2^63 in magnitude as 64-bit integers. */
export function storeIntegers(numbers: ArrayLike<number>, out: Wide): void {
  if (out.length <= FEW_WIDE) {
    for (let i = 0; i < out.length; i++) out[i] = BigInt(numbers[i] as number);
    return;
  }
  const halves = new Int32Array(out.buffer, out.byteOffset, 2 * out.length);
  for (let i = 0; i < out.length; i++) {
    const value = numbers[i] as number;
    const high = Math.floor(value / TWO_32);
    halves[2 * i] = value - high * TWO_32;
    halves[2 * i + 1] = high;
  }
}

/** Whether every number is an integer that a double holds without doubt. */
export function allSafe(numbers: ArrayLike<number>): boolean {
  for (let i = 0; i < numbers.length; i++) if (!(Math.abs(numbers[i] as number) <= Number.MAX_SAFE_INTEGER)) return false;
  return true;
}

/** Half floats (their bits) as float32, in which NumPy computes them. */
export function fromHalf(dtype: "float16" | "bfloat16", bits: Uint16Array): Float32Array {
  return Float32Array.from(bits, dtype === "float16" ? float16ToNumber : bfloat16ToNumber);
}

/** Numbers to the bits of half floats, ties to even. */
export function toHalf(dtype: "float16" | "bfloat16", numbers: ArrayLike<number>): Uint16Array {
  const out = new Uint16Array(numbers.length);
  const convert = dtype === "float16" ? float16Bits : bfloat16Bits;
  for (let i = 0; i < out.length; i++) out[i] = convert(numbers[i] as number);
  return out;
}

const word = new DataView(new ArrayBuffer(4));

function bfloat16Bits(value: number): number {
  word.setFloat32(0, value);
  const bits = word.getUint32(0);
  if (Number.isNaN(value)) return (bits >>> 16) | 0x40;
  return ((bits + 0x7fff + ((bits >>> 16) & 1)) >>> 16) & 0xffff;
}

/** IEEE 754 binary16, round half to even. */
function float16Bits(value: number): number {
  if (Number.isNaN(value)) return 0x7e00;
  const sign = value < 0 || Object.is(value, -0) ? 0x8000 : 0;
  const magnitude = Math.abs(value);
  // 65520 is halfway between the largest half float, 65504, and what would follow it.
  if (magnitude >= 65520) return sign | 0x7c00;
  const exponent = Math.max(-14, Math.floor(Math.log2(magnitude || 2 ** -24)));
  const steps = halfToEven(magnitude / 2 ** (exponent - 10));
  // A carry out of the fraction runs into the exponent by itself.
  return sign | (steps >= 1024 ? ((exponent + 14) << 10) + steps : steps);
}

/** Nearest integer, ties to the even one (NumPy's rint). */
export function halfToEven(value: number): number {
  const rounded = Math.round(value);
  return Math.abs(value % 1) === 0.5 && rounded % 2 !== 0 ? rounded - 1 : rounded;
}

/** The elements of a numeric tensor as plain numbers; 64-bit integers to the nearest double. */
export function numbersOf(op: string, tensor: Tensor): Numbers {
  const { dtype } = tensor;
  const data: Data = tensor.data;
  if (isPlain(dtype)) return data as Numbers;
  if (data instanceof BigInt64Array || data instanceof BigUint64Array) return nearestNumbers(data);
  if (isHalf(dtype)) return fromHalf(dtype, data as Uint16Array);
  throw unsupported(op, dtype);
}
