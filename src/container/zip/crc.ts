import * as zlib from "node:zlib";

let tables: Int32Array[] | undefined;

/** CRC-32 of zip, gzip and PNG. Node's own where it has one (20.15, 22.2). */
export function crc32(bytes: Uint8Array): number {
  const native = (zlib as { crc32?: (data: Uint8Array) => number }).crc32;
  return native ? native(bytes) : tabled(bytes);
}

/** Four bytes at a time, by tables of the polynomial 0xEDB88320. */
function tabled(bytes: Uint8Array): number {
  tables ??= makeTables();
  const [a, b, c, d] = tables as [Int32Array, Int32Array, Int32Array, Int32Array];
  let crc = -1;
  let i = 0;
  for (const end = bytes.length - 3; i < end; i += 4) {
    crc ^= (bytes[i] as number) | ((bytes[i + 1] as number) << 8) | ((bytes[i + 2] as number) << 16) | ((bytes[i + 3] as number) << 24);
    crc = (d[crc & 0xff] as number) ^ (c[(crc >>> 8) & 0xff] as number) ^ (b[(crc >>> 16) & 0xff] as number) ^ (a[crc >>> 24] as number);
  }
  for (; i < bytes.length; i++) crc = (crc >>> 8) ^ (a[(crc ^ (bytes[i] as number)) & 0xff] as number);
  return ~crc >>> 0;
}

function makeTables(): Int32Array[] {
  const first = new Int32Array(256);
  for (let i = 0; i < 256; i++) {
    let value = i;
    for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
    first[i] = value;
  }
  const all: Int32Array[] = [first];
  for (let t = 1; t < 4; t++) all.push(all[t - 1]?.map((value) => (value >>> 8) ^ (first[value & 0xff] as number)) as Int32Array);
  return all;
}
