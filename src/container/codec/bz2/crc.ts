/** bzip2's CRC-32: polynomial 0x04C11DB7, most significant bit first. */
const table = new Int32Array(256);
for (let i = 0; i < 256; i++) {
  let value = i << 24;
  for (let bit = 0; bit < 8; bit++) value = value < 0 ? (value << 1) ^ 0x04c11db7 : value << 1;
  table[i] = value;
}

/** Continues a checksum over `bytes[start..end)`; begin with -1 and invert at the end. */
export function updateCrc(crc: number, bytes: Uint8Array, start: number, end: number): number {
  let value = crc;
  for (let i = start; i < end; i++) value = (value << 8) ^ (table[(value >>> 24) ^ (bytes[i] as number)] as number);
  return value;
}
