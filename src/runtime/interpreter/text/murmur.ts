/** MurmurHash3_x86_32 (Austin Appleby's, public domain) with seed 0, as a signed integer. */
export function murmurHash3(bytes: Uint8Array, length: number): number {
  let h = 0;
  const blocks = length & ~3;
  for (let i = 0; i < blocks; i += 4) {
    const block =
      (bytes[i] as number) | ((bytes[i + 1] as number) << 8) | ((bytes[i + 2] as number) << 16) | ((bytes[i + 3] as number) << 24);
    h ^= scramble(block);
    h = (h << 13) | (h >>> 19);
    h = (Math.imul(h, 5) + 0xe6546b64) | 0;
  }
  let tail = 0;
  for (let i = length - 1; i >= blocks; i--) tail = (tail << 8) | (bytes[i] as number);
  h ^= length > blocks ? scramble(tail) : 0;
  h ^= length;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}

function scramble(block: number): number {
  const k = Math.imul(block, 0xcc9e2d51);
  return Math.imul((k << 15) | (k >>> 17), 0x1b873593);
}

const encoder = new TextEncoder();
let buffer = new Uint8Array(256);

/** The hash of a text's UTF-8 bytes. */
export function hashText(text: string): number {
  if (buffer.length < 3 * text.length) buffer = new Uint8Array(6 * text.length);
  return murmurHash3(buffer, encoder.encodeInto(text, buffer).written);
}
