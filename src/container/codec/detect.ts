/** Compressed streams, by the names that joblib gives them. */
export type Compression = "zlib" | "gzip" | "bz2" | "lzma" | "xz" | "lz4";

export const compressions: readonly Compression[] = ["zlib", "gzip", "bz2", "lzma", "xz", "lz4"];

/** Bytes that {@link detectCompression} wants to see. */
export const MAGIC_BYTES = 13;

/** Tells a compressed stream by its first bytes. None of them begins a pickle: 0x78, 0x1F, 0xFD and 0x04 are no opcodes. */
export function detectCompression(head: Uint8Array): Compression | undefined {
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = head;
  if (head.length < 4) return undefined;
  // RFC 1950: deflate with a 32 kB window, and a checksum of the two header bytes; no preset dictionary.
  if (a === 0x78 && ((a << 8) | b) % 31 === 0 && !(b & 0x20)) return "zlib";
  if (a === 0x1f && b === 0x8b && c === 8) return "gzip";
  if (a === 0x42 && b === 0x5a && c === 0x68 && d >= 0x31 && d <= 0x39) return "bz2";
  if (a === 0xfd && b === 0x37 && c === 0x7a && d === 0x58 && e === 0x5a && f === 0) return "xz";
  if (a === 0x04 && b === 0x22 && c === 0x4d && d === 0x18) return "lz4";
  return isLzmaAlone(head) ? "lzma" : undefined;
}

/**
 * LZMA-alone has no magic. joblib goes by lc=3 lp=0 pb=2 and a dictionary of a multiple of 256 bytes; we also want a size field that is
 * unknown (all ones) or below 256 GiB, as file(1) does.
 */
function isLzmaAlone(head: Uint8Array): boolean {
  if (head.length < 13 || head[0] !== 0x5d || head[1] !== 0) return false;
  const size = head.subarray(5, 13);
  const unknown = size.every((byte) => byte === 0xff);
  return unknown || (size[7] === 0 && size[6] === 0 && size[5] === 0 && (size[4] ?? 0) < 64);
}
