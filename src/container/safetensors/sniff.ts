import { LENGTH_BYTES, MAX_HEADER } from "./dtypes.js";

/** What may follow the brace of a header: a key, its end, a blank. */
const behindBrace = new Set([0x22, 0x7d, 0x20, 0x0a]);

/** Whether the bytes begin with a length that a header may have, and with that header. */
export function isSafetensors(head: Uint8Array): boolean {
  if (head.length < LENGTH_BYTES + 2 || head[LENGTH_BYTES] !== 0x7b || !behindBrace.has(head[LENGTH_BYTES + 1] ?? 0)) return false;
  const length = new DataView(head.buffer, head.byteOffset, head.byteLength).getBigUint64(0, true);
  return length >= 2n && length <= MAX_HEADER;
}
