import { TextError } from "./text-error.js";

/** From here on text is tried as bytes in disguise first: protocols 0 to 2 have no opcode for bytes and write them as text. */
export const BULK = 65_536;

/**
 * The bytes that UTF-8 stands for whose characters are all below U+0100, in memory of that size alone: twice the length of an array would
 * go by way of a string. Undefined for other text.
 */
export function bytesOfUtf8(view: Uint8Array): Uint8Array | undefined {
  let length = 0;
  // By index: iterators take twice as long over so many bytes.
  for (let i = 0; i < view.length; i++) if (((view[i] as number) & 0xc0) !== 0x80) length++;
  const out = new Uint8Array(length);
  let to = 0;
  for (let i = 0; i < view.length; i++) {
    const byte = view[i] as number;
    if (byte < 0x80) out[to++] = byte;
    else {
      const next = view[++i] ?? 0;
      if ((byte !== 0xc2 && byte !== 0xc3) || (next & 0xc0) !== 0x80) return undefined;
      out[to++] = ((byte & 3) << 6) | (next & 0x3f);
    }
  }
  return out;
}

/** The other way round. */
export function utf8OfBytes(bytes: Uint8Array): Uint8Array {
  const out = new Uint8Array(utf8Length(bytes));
  let to = 0;
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i] as number;
    if (byte < 0x80) out[to++] = byte;
    else {
      out[to++] = 0xc0 | (byte >> 6);
      out[to++] = 0x80 | (byte & 0x3f);
    }
  }
  return out;
}

export function utf8Length(bytes: Uint8Array): number {
  let length = bytes.length;
  for (let i = 0; i < bytes.length; i++) length += (bytes[i] as number) >> 7;
  return length;
}

const BACKSLASH = 0x5c;
const LETTER_U = 0x75;
const LETTER_X = 0x78;
const NEWLINE = 0x0a;

/** The same for raw-unicode-escape, whose escapes then are `\u00xx`. */
export function bytesOfEscaped(view: Uint8Array): Uint8Array | undefined {
  const out = new Uint8Array(view.length - 5 * countBackslashes(view));
  let to = 0;
  for (let i = 0; i < view.length; i++) {
    const byte = view[i] as number;
    if (byte !== BACKSLASH) {
      out[to++] = byte;
      continue;
    }
    // Pairs of backslashes and other escapes are left to the general way.
    if (view[i + 1] !== LETTER_U || view[i + 2] !== 0x30 || view[i + 3] !== 0x30) return undefined;
    const high = digit(view[i + 4]);
    const low = digit(view[i + 5]);
    if (high < 0 || low < 0) return undefined;
    out[to++] = high * 16 + low;
    i += 5;
  }
  return out;
}

const simpleEscapes: Readonly<Record<string, number | undefined>> = {
  "\\": 0x5c,
  "'": 0x27,
  '"': 0x22,
  a: 7,
  b: 8,
  f: 12,
  n: 10,
  r: 13,
  t: 9,
  v: 11,
};

/** The inside of a quoted Python 2 string (STRING), as `codecs.escape_decode` reads it: never longer than what it is written as. */
export function decodeStringEscape(view: Uint8Array): Uint8Array {
  const first = view.indexOf(BACKSLASH);
  if (first < 0) return view;
  // What an array does not use is not touched, and so costs nothing where it is large.
  const out = new Uint8Array(view.length);
  out.set(view.subarray(0, first));
  let to = first;
  for (let i = first; i < view.length; i++) {
    const byte = view[i] as number;
    if (byte !== BACKSLASH) {
      out[to++] = byte;
      continue;
    }
    const next = view[++i];
    if (next === undefined) throw new TextError("A backslash ends STRING text.");
    if (next === NEWLINE) continue;
    if (next === LETTER_X) {
      const high = digit(view[i + 1]);
      const low = digit(view[i + 2]);
      if (high < 0 || low < 0) throw new TextError("A malformed \\x escape in STRING text.");
      out[to++] = high * 16 + low;
      i += 2;
      continue;
    }
    if (octal(next) >= 0) {
      let value = octal(next);
      for (let more = 0; more < 2 && octal(view[i + 1]) >= 0; more++) value = value * 8 + octal(view[++i]);
      out[to++] = value & 0xff;
      continue;
    }
    const known = simpleEscapes[String.fromCharCode(next)];
    if (known === undefined) out[to++] = BACKSLASH;
    out[to++] = known ?? next;
  }
  return out.subarray(0, to);
}

function countBackslashes(view: Uint8Array): number {
  let count = 0;
  for (let i = 0; i < view.length; i++) if (view[i] === BACKSLASH) count++;
  // A malformed text may have more than it has room for; it is refused in time.
  return Math.min(count, Math.floor(view.length / 6));
}

function octal(code: number | undefined): number {
  return code !== undefined && code >= 0x30 && code <= 0x37 ? code - 0x30 : -1;
}

function digit(code: number | undefined): number {
  if (code === undefined) return -1;
  if (code >= 0x30 && code <= 0x39) return code - 0x30;
  const letter = code | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1;
}
