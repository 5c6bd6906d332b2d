/** From here on text is tried as bytes in disguise first: protocols 0 to 2 have no opcode for bytes and write them as text. */
export const BULK = 65_536;

/** Long UTF-8 whose characters are all below U+0100, in half the memory that decoding it in general takes; else undefined. */
export function decodeUtf8Bytes(view: Uint8Array): string | undefined {
  const out = new Uint8Array(view.length);
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
  return Buffer.from(out.buffer, 0, to).toString("latin1");
}

const BACKSLASH = 0x5c;
const LETTER_U = 0x75;

/** The same for raw-unicode-escape, whose escapes then are `\u00xx`. */
export function decodeEscapedBytes(view: Uint8Array): string | undefined {
  const out = new Uint8Array(view.length);
  let to = 0;
  for (let i = 0; i < view.length; i++) {
    const byte = view[i] as number;
    out[to++] = byte;
    if (byte !== BACKSLASH) continue;
    const next = view[i + 1];
    // Pairs of backslashes and other escapes are left to the general way.
    if (next !== LETTER_U || view[i + 2] !== 0x30 || view[i + 3] !== 0x30) return undefined;
    const high = digit(view[i + 4]);
    const low = digit(view[i + 5]);
    if (high < 0 || low < 0) return undefined;
    out[to - 1] = high * 16 + low;
    i += 5;
  }
  return Buffer.from(out.buffer, 0, to).toString("latin1");
}

function digit(code: number | undefined): number {
  if (code === undefined) return -1;
  if (code >= 0x30 && code <= 0x39) return code - 0x30;
  const letter = code | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1;
}
