import { ModelError } from "../errors.js";
import type { Limits } from "../limits.js";
import type { ByteSource } from "./source.js";

/** Throws `bytes/eof` unless `offset` and `length` lie inside of `size` bytes. */
export function checkRange(where: string, size: number, offset: number, length: number): void {
  if (Number.isSafeInteger(offset) && Number.isSafeInteger(length) && offset >= 0 && length >= 0 && offset + length <= size) return;
  throw new ModelError("bytes/eof", `${where} has ${size} bytes; ${length} at offset ${offset} reach beyond its end.`, { where, offset });
}

/** New zeroed bytes; `bytes/too-large` where this JavaScript engine has no buffer of that size. */
export function allocateBytes(length: number, where: string): Uint8Array<ArrayBuffer> {
  try {
    return new Uint8Array(length);
  } catch (cause) {
    throw new ModelError("bytes/too-large", `${where} needs ${length} bytes in one piece, which this JavaScript engine cannot allocate.`, {
      where,
      cause,
    });
  }
}

/**
 * The whole source, in one buffer that is filled by one pass over it. Bytes in memory come back as they are.
 * @throws ModelError `bytes/too-large` above `limits.maxBytes`
 */
export async function readAll(source: ByteSource, limits: Pick<Limits, "maxBytes">): Promise<Uint8Array> {
  if (source.size > limits.maxBytes)
    throw new ModelError("bytes/too-large", `${source.name} has ${source.size} bytes; the limit (maxBytes) is ${limits.maxBytes}.`, {
      where: source.name,
    });
  return source.read(0, source.size);
}
