import { ModelError } from "../../errors.js";
import { defaultLimits } from "../../limits.js";
import type { NumpyDtype } from "./array.js";

const UTF32 = 4;
const SURROGATES = 0x10000;

/** Fixed-width strings as text: trailing NULs are padding. `S` bytes are read as latin-1. @throws numpy/dtype */
export function bytesToText(bytes: Uint8Array, dtype: NumpyDtype, size: number): string[] {
  if (size > defaultLimits.maxObjects)
    throw new ModelError("pickle/limit", `An array of ${size} strings; the limit (maxObjects) is ${defaultLimits.maxObjects}.`);
  const read = dtype.kind === "S" ? latin1Reader(bytes, dtype.itemSize) : utf32Reader(bytes, dtype);
  return Array.from({ length: size }, (_, i) => read(i));
}

function latin1Reader(bytes: Uint8Array, width: number): (i: number) => string {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return (i) => {
    let end = (i + 1) * width;
    while (end > i * width && buffer[end - 1] === 0) end--;
    return buffer.toString("latin1", i * width, end);
  };
}

function utf32Reader(bytes: Uint8Array, dtype: NumpyDtype): (i: number) => string {
  const data = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const width = dtype.itemSize / UTF32;
  const little = dtype.byteOrder !== ">";
  const codes: number[] = [];
  return (i) => {
    codes.length = 0;
    let end = width;
    while (end > 0 && data.getUint32((i * width + end - 1) * UTF32) === 0) end--;
    for (let k = 0; k < end; k++) {
      const code = data.getUint32((i * width + k) * UTF32, little);
      if (code > 0x10ffff) throw new ModelError("numpy/dtype", `Element ${i} of a string array holds ${code}, which is no character.`);
      if (code < SURROGATES) codes.push(code);
      else codes.push(0xd800 + ((code - SURROGATES) >> 10), 0xdc00 + ((code - SURROGATES) & 0x3ff));
    }
    return textOf(codes);
  };
}

/** Arguments that one call of `fromCharCode` may take. */
const CHUNK = 8192;

function textOf(codes: readonly number[]): string {
  if (codes.length <= CHUNK) return String.fromCharCode(...codes);
  let text = "";
  for (let at = 0; at < codes.length; at += CHUNK) text += String.fromCharCode(...codes.slice(at, at + CHUNK));
  return text;
}

/** Strings as little-endian `U` of the longest; NumPy has no `U0` with elements in memory, so at least one character. */
export function textToBytes(strings: readonly string[]): { bytes: Uint8Array; itemSize: number } {
  const points = strings.map((text) => Array.from(text, (char) => char.codePointAt(0) ?? 0));
  const width = points.reduce((longest, codes) => Math.max(longest, codes.length), 1);
  const out = new Uint32Array(strings.length * width);
  points.forEach((codes, i) => {
    out.set(codes, i * width);
  });
  return { bytes: new Uint8Array(out.buffer), itemSize: width * UTF32 };
}
