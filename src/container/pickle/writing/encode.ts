/** Strings up to here are encoded in JavaScript. */
const SHORT = 40;

/** UTF-8 with lone surrogates as Python's `surrogatepass` writes them. */
export function encodeUtf8(text: string): Buffer {
  if (text.length <= SHORT) {
    const out = Buffer.allocUnsafe(text.length);
    let i = 0;
    for (; i < text.length; i++) {
      const code = text.charCodeAt(i);
      if (code > 0x7f) break;
      out[i] = code;
    }
    if (i === text.length) return out;
  }
  if (!/\p{Surrogate}/u.test(text)) return Buffer.from(text, "utf8");
  const parts = text
    .split(/(\p{Surrogate})/u)
    .map((part) => (/^\p{Surrogate}$/u.test(part) ? surrogate(part.charCodeAt(0)) : Buffer.from(part, "utf8")));
  return Buffer.concat(parts);
}

function surrogate(code: number): Buffer {
  return Buffer.from([0xe0 | (code >> 12), 0x80 | ((code >> 6) & 0x3f), 0x80 | (code & 0x3f)]);
}

/** Two's complement, little-endian, in as few bytes as hold it (Lib/pickle.py, `encode_long`). */
export function encodeLong(value: bigint): Uint8Array {
  if (value === 0n) return new Uint8Array(0);
  const size = (value < 0n ? -value - 1n : value).toString(16);
  const bits = size === "0" ? 0 : (size.length - 1) * 4 + Number.parseInt(size.charAt(0), 16).toString(2).length;
  const length = (bits >> 3) + 1;
  const hex = BigInt.asUintN(length * 8, value)
    .toString(16)
    .padStart(length * 2, "0");
  return Buffer.from(hex, "hex").reverse();
}
