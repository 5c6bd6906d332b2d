import { latin1 } from "./text.js";
import { TextError } from "./text-error.js";

/** A number written as text, with what CPython's C and pure Python unpicklers make of it where that differs. */
export interface Numeral<T> {
  readonly value: T;
  readonly differential?: string;
}

/** Hexadecimal, octal and binary numerals cost no more than their length, but no real file has one this long. */
const MAX_PREFIXED_DIGITS = 100_000;
const LONG_LIMIT = 2n ** 63n;

const LETTER_L = 0x4c;
/** Digits that a number holds exactly. */
const PLAIN_DIGITS = 15;

/** A decimal numeral as picklers write it, without sign or leading zeros, up to `end`; undefined for any other, which takes its time. */
function plainNumber(line: Uint8Array, end = line.length): number | undefined {
  if (end === 0 || end > PLAIN_DIGITS || (line[0] === 0x30 && end > 1)) return undefined;
  let value = 0;
  for (let i = 0; i < end; i++) {
    const digit = (line[i] as number) - 0x30;
    if (digit < 0 || digit > 9) return undefined;
    value = value * 10 + digit;
  }
  return value;
}

/** The argument of INT: `00` and `01` are booleans, else C's `strtol` with base 0, then Python's `int(text, 0)` (_pickle.c, load_int). */
export function parseInt0(line: Uint8Array, maxDigits: number): Numeral<bigint | boolean> {
  const plain = plainNumber(line);
  if (plain !== undefined && line.length <= maxDigits) return { value: BigInt(plain) };
  const text = latin1(line);
  if (text === "00") return { value: false };
  if (text === "01") return { value: true };
  const c = strtol(text);
  if (c !== undefined) {
    const python = tryInt(text, maxDigits);
    if (line.length === 2 && (c === 0n || c === 1n)) return differs(c === 1n, `pickle.py reads ${shown(text)} as ${python ?? "an error"}`);
    return python === c ? { value: c } : differs(c, `C reads ${shown(text)} as ${c}, pickle.py as ${python ?? "an error"}`);
  }
  return parseLong0(line, maxDigits, false);
}

/** The argument of LONG: an optional `L` behind `int(text, 0)`; C stops at a NUL byte (_pickle.c, load_long). */
export function parseLong0(line: Uint8Array, maxDigits: number, suffix = true): Numeral<bigint> {
  const plain = plainNumber(line, suffix && line.at(-1) === LETTER_L ? line.length - 1 : line.length);
  if (plain !== undefined && line.length <= maxDigits) return { value: BigInt(plain) };
  let text = latin1(line);
  if (suffix && text.endsWith("L")) text = text.slice(0, -1);
  const nul = text.indexOf("\0");
  if (nul < 0) return { value: pythonInt(text, maxDigits, true) };
  const value = pythonInt(text.slice(0, nul), maxDigits, true);
  return differs(value, `C reads ${shown(text)} as ${value}, pickle.py refuses it`);
}

/** The argument of GET and PUT: a decimal number (`PyLong_FromString` with base 10). */
export function parseIndex(line: Uint8Array, maxDigits: number): Numeral<number> {
  const plain = plainNumber(line);
  if (plain !== undefined && line.length <= maxDigits) return { value: plain };
  const text = latin1(line);
  const nul = text.indexOf("\0");
  const value = Number(pythonInt(nul < 0 ? text : text.slice(0, nul), maxDigits, false));
  return nul < 0 ? { value } : differs(value, `C reads the memo key ${shown(text)} as ${value}, pickle.py refuses it`);
}

/** The argument of FLOAT as `PyOS_string_to_double` reads it. Python's `float()` also takes spaces, underscores and overflows. */
export function parseFloat0(line: Uint8Array): Numeral<number> {
  const whole = latin1(line);
  const nul = whole.indexOf("\0");
  const text = nul < 0 ? whole : whole.slice(0, nul);
  const value = pythonFloat(text);
  return nul < 0 ? { value } : differs(value, `C reads ${shown(whole)} as ${value}, pickle.py refuses it`);
}

function pythonFloat(text: string): number {
  const special = /^([+-]?)(inf|infinity|nan)$/i.exec(text);
  if (special) {
    if (special[2]?.toLowerCase() === "nan") return Number.NaN;
    return special[1] === "-" ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  }
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text)) throw new TextError(`${shown(text)} is no float.`);
  const value = Number(text);
  if (!Number.isFinite(value)) throw new TextError(`${shown(text)} overflows a float.`);
  return value;
}

/** Two's complement, little-endian, any length. */
export function decodeLong(bytes: Uint8Array): bigint {
  if (bytes.length === 0) return 0n;
  let hex = "";
  if (bytes.length <= 6) {
    let value = 0;
    for (let i = bytes.length - 1; i >= 0; i--) value = value * 256 + (bytes[i] as number);
    return BigInt((bytes[bytes.length - 1] as number) & 0x80 ? value - 256 ** bytes.length : value);
  }
  hex = Buffer.from(bytes).reverse().toString("hex");
  return BigInt.asIntN(bytes.length * 8, BigInt(`0x${hex}`));
}

/** What glibc's `strtol(text, &end, 0)` makes of text that it consumes to the end or to a NUL; else undefined. */
function strtol(text: string): bigint | undefined {
  const match = /^[ \t\n\v\f\r]*([+-]?)(0[xX][0-9a-fA-F]+|\d+)(?:\0[\s\S]*)?$/.exec(text);
  if (!match) return undefined;
  const [, sign, digits = ""] = match;
  if (digits.length > 24) return undefined;
  const octal = /^0[0-9]/.test(digits);
  if (octal && !/^[0-7]+$/.test(digits)) return undefined;
  const size = BigInt(octal ? `0o${digits}` : digits.toLowerCase());
  const value = sign === "-" ? -size : size;
  return value >= -LONG_LIMIT && value < LONG_LIMIT ? value : undefined;
}

function tryInt(text: string, maxDigits: number): bigint | undefined {
  try {
    return pythonInt(text, maxDigits, true);
  } catch {
    return undefined;
  }
}

/** `int(text, 0)` or `int(text, 10)`: spaces around, one sign, single underscores between digits; base 0 knows 0x, 0o and 0b. */
function pythonInt(text: string, maxDigits: number, anyBase: boolean): bigint {
  const match = /^[ \t\n\v\f\r]*([+-]?)(0[xX](?:_?[0-9a-fA-F])+|0[oO](?:_?[0-7])+|0[bB](?:_?[01])+|\d+(?:_\d+)*)[ \t\n\v\f\r]*$/.exec(text);
  const digits = match?.[2]?.replaceAll("_", "").toLowerCase();
  if (digits === undefined) throw new TextError(`${shown(text)} is no integer.`);
  const prefixed = /^0[xob]/.test(digits);
  if (!anyBase && prefixed) throw new TextError(`${shown(text)} is no decimal integer.`);
  if (anyBase && !prefixed && /^0+[1-9]/.test(digits)) throw new TextError(`${shown(text)} has leading zeros.`);
  if (digits.length > (prefixed ? MAX_PREFIXED_DIGITS : maxDigits))
    throw new TextError(`An integer of ${digits.length} digits; the limit (maxDigits) is ${maxDigits}.`);
  const size = BigInt(digits);
  return match?.[1] === "-" ? -size : size;
}

function differs<T>(value: T, differential: string): Numeral<T> {
  return { value, differential };
}

function shown(text: string): string {
  return JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}…` : text);
}
