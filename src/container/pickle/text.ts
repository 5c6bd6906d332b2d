import { isAscii, isUtf8 } from "node:buffer";
import { BULK, bytesOfEscaped, bytesOfUtf8 } from "./bulk-text.js";
import { TextError } from "./text-error.js";

/** Strings up to here are looked at byte by byte: a call out of JavaScript costs as much as reading this many. */
const SHORT = 40;

/** Text of short ASCII strings, the most usual content of pickles; everything else goes to {@link decodeUtf8}. */
export function decodeText(bytes: Uint8Array, buffer: Buffer, start: number, end: number): string {
  const length = end - start;
  if (length > SHORT) return decodeUtf8(buffer, start, end);
  for (let i = start; i < end; i++) if ((bytes[i] as number) > 0x7f) return decodeUtf8(buffer, start, end);
  if (length > 8) return (buffer as Slicer).latin1Slice(start, end);
  const b = bytes;
  const at = start;
  // Fixed arities are several times faster than spreading.
  switch (length) {
    case 0:
      return "";
    case 1:
      return String.fromCharCode(b[at] as number);
    case 2:
      return String.fromCharCode(b[at] as number, b[at + 1] as number);
    case 3:
      return String.fromCharCode(b[at] as number, b[at + 1] as number, b[at + 2] as number);
    case 4:
      return String.fromCharCode(b[at] as number, b[at + 1] as number, b[at + 2] as number, b[at + 3] as number);
    default: {
      const head = [b[at] as number, b[at + 1] as number, b[at + 2] as number, b[at + 3] as number, b[at + 4] as number] as const;
      if (length === 5) return String.fromCharCode(...head);
      if (length === 6) return String.fromCharCode(...head, b[at + 5] as number);
      if (length === 7) return String.fromCharCode(...head, b[at + 5] as number, b[at + 6] as number);
      return String.fromCharCode(...head, b[at + 5] as number, b[at + 6] as number, b[at + 7] as number);
    }
  }
}

/** What `toString("latin1", start, end)` calls; the type definitions leave it out. */
type Slicer = Buffer & { latin1Slice(start: number, end: number): string };

/** UTF-8 as Python's `surrogatepass` reads it: a BOM stays, lone surrogates stay, everything else malformed throws. */
export function decodeUtf8(buffer: Buffer, start: number, end: number): string {
  const view = buffer.subarray(start, end);
  if (isAscii(view)) return buffer.toString("latin1", start, end);
  if (view.length >= BULK) {
    const bytes = bytesOfUtf8(view);
    if (bytes !== undefined) return latin1(bytes);
  }
  if (isUtf8(view)) return buffer.toString("utf8", start, end);
  return decodeSurrogatePass(view);
}

/** Splits the text at encoded surrogates (ED A0..BF xx): each is one code unit; what lies between has to be plain UTF-8. */
function decodeSurrogatePass(view: Buffer): string {
  const parts: string[] = [];
  let from = 0;
  const flush = (to: number) => {
    const part = view.subarray(from, to);
    if (!isUtf8(part)) throw new TextError("Text is not UTF-8.");
    parts.push(part.toString("utf8"));
  };
  for (let at = view.indexOf(0xed); at >= 0; at = view.indexOf(0xed, at + 1)) {
    const second = view[at + 1] ?? 0;
    const third = view[at + 2] ?? 0;
    if (second < 0xa0 || second > 0xbf || third < 0x80 || third > 0xbf) continue;
    flush(at);
    parts.push(String.fromCharCode(0xd000 | ((second & 0x3f) << 6) | (third & 0x3f)));
    from = at + 3;
  }
  flush(view.length);
  return parts.join("");
}

export function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
}

export function isAsciiBytes(bytes: Uint8Array): boolean {
  return isAscii(bytes);
}

/** Python's raw-unicode-escape (UNICODE): latin-1, where an odd backslash before u or U begins 4 or 8 hex digits. */
export function decodeRawUnicodeEscape(bytes: Uint8Array): string {
  const bulk = bytes.length >= BULK ? bytesOfEscaped(bytes) : undefined;
  if (bulk !== undefined) return latin1(bulk);
  const text = latin1(bytes);
  if (!text.includes("\\")) return text;
  return text.replace(/\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([\s\S]))/g, (whole, short?: string, long?: string, other?: string) => {
    if (other === "u" || other === "U") throw new TextError(`A truncated \\${other} escape in UNICODE text.`);
    if (other !== undefined) return whole;
    const code = Number.parseInt(short ?? long ?? "", 16);
    if (code > 0x10ffff) throw new TextError(`The escape ${whole} is beyond Unicode.`);
    return String.fromCodePoint(code);
  });
}
