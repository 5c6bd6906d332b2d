/** The few WebAssembly instructions that are used here, as bytes (WebAssembly Core Specification 2.0, chapter 5.4). */

export type Code = readonly number[];

/** LEB128, for whole numbers below 2^31. */
function unsigned(value: number): Code {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...unsigned(value >>> 7)];
}

function signed(value: number): Code {
  const low = value & 0x7f;
  const rest = value >> 7;
  return (rest === 0 && !(low & 0x40)) || (rest === -1 && low & 0x40) ? [low] : [low | 0x80, ...signed(rest)];
}

const bytesOf = (value: number): Code => [...new Uint8Array(Float64Array.of(value).buffer)];
const simd = (opcode: number, ...immediate: readonly number[]): Code => [0xfd, ...unsigned(opcode), ...immediate];
/** Alignment as a power of two, and the offset. */
const memory = (opcode: number, offset: number, ...rest: readonly number[]): Code => simd(opcode, 3, ...unsigned(offset), ...rest);
const prefixed =
  (opcode: Code) =>
  (a: Code, b: Code): Code => [...a, ...b, ...opcode];

export const get = (local: number): Code => [0x20, ...unsigned(local)];
export const set = (local: number, value: Code): Code => [...value, 0x21, ...unsigned(local)];
export const int = (value: number): Code => [0x41, ...signed(value)];
export const addInt = prefixed([0x6a]);
export const below = prefixed([0x49]);
/** Repeats while the condition holds at its end. */
export const repeat = (body: Code, condition: Code): Code => [0x03, 0x40, ...body, ...condition, 0x0d, 0, 0x0b];

/** The same float64 in both lanes. */
export const both = (value: number): Code => simd(12, ...bytesOf(value), ...bytesOf(value));
/** The same 64-bit integer, from 0 to 2^32 - 1, in both lanes. */
export const bothInt = (value: number): Code =>
  simd(12, ...[0, 1].flatMap(() => [...new Uint8Array(BigUint64Array.of(BigInt(value)).buffer)]));
export const splat = (value: Code): Code => [...value, ...simd(20)];
export const load = (address: Code, offset = 0): Code => [...address, ...memory(0, offset)];
export const loadSplat = (address: Code, offset = 0): Code => [...address, ...memory(10, offset)];
/** Two float64 from two places. */
export const loadPair = (low: Code, high: Code): Code => [...high, ...low, ...memory(93, 0), ...memory(87, 0, 1)];
export const store = (address: Code, value: Code, offset = 0): Code => [...address, ...value, ...memory(11, offset)];
/** 32 bits of four, as an integer. */
export const lane = (value: Code, index: number): Code => [...value, ...simd(27, index)];
export const sumOfLanes = (value: Code): Code => [...value, ...simd(33, 0), ...value, ...simd(33, 1), 0xa0];
export const and = prefixed(simd(78));
export const atMost = prefixed(simd(75));
export const add = prefixed(simd(240));
export const sub = prefixed(simd(241));
export const mul = prefixed(simd(242));
export const subBits = prefixed(simd(209));
export const shiftLeft = prefixed(simd(203));

// float32, four to a vector.
export const zero: Code = simd(12, ...new Array<number>(16).fill(0));
export const add32 = prefixed(simd(228));
export const mul32 = prefixed(simd(230));
/** Stores the sum of the four lanes of a local as one float32. */
export const storeSum32 = (address: Code, value: Code, offset: number): Code => {
  const part = (index: number): Code => [...value, ...simd(31, index)];
  return [...address, ...part(0), ...part(1), 0x92, ...part(2), ...part(3), 0x92, 0x92, 0x38, 2, ...unsigned(offset)];
};
/** A float64 by itself. */
export const double = (value: number): Code => [0x44, ...bytesOf(value)];

export const I32 = 0x7f;
export const F64 = 0x7c;
export const V128 = 0x7b;

/** A module of one function that answers a float64, exported as `run`, over an imported memory `m.m`. */
export function moduleOf(
  parameters: Code,
  locals: readonly (readonly [count: number, type: number])[],
  body: Code,
): Uint8Array<ArrayBuffer> {
  const section = (id: number, content: Code): Code => [id, ...unsigned(content.length), ...content];
  const code = [...unsigned(locals.length), ...locals.flatMap(([count, type]) => [...unsigned(count), type]), ...body, 0x0b];
  return Uint8Array.from([
    ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, [1, 0x60, ...unsigned(parameters.length), ...parameters, 1, F64]),
    ...section(2, [1, 1, 0x6d, 1, 0x6d, 2, 0, 0]),
    ...section(3, [1, 0]),
    ...section(7, [1, 3, 0x72, 0x75, 0x6e, 0, 0]),
    ...section(10, [1, ...unsigned(code.length), ...code]),
  ]);
}
