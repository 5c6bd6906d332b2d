import { createHash } from "node:crypto";
import type { ByteSource } from "./source.js";

/** Bytes hashed at a time: large enough that reading dominates, small enough not to matter for memory. */
const PIECE = 4 * 1024 * 1024;

/** SHA-256 as 64 lower-case hexadecimal digits. A source is read in pieces, never whole. */
export async function sha256(input: Uint8Array | ByteSource): Promise<string> {
  const hash = createHash("sha256");
  if (input instanceof Uint8Array) return hash.update(input).digest("hex");
  for (let offset = 0; offset < input.size; offset += PIECE) hash.update(await input.read(offset, Math.min(PIECE, input.size - offset)));
  return hash.digest("hex");
}
