import { ModelError } from "../../errors.js";
import type { Limits } from "../../limits.js";
import { decompress, type Unpacked } from "../codec/decompress.js";
import { corrupt } from "../codec/output.js";

/** `ZF`, then the unpacked size as Python's `hex`, padded with spaces to the length of `hex(2**64)`. */
const HEADER = 2 + 19;

export function isZfile(head: Uint8Array): boolean {
  return head[0] === 0x5a && head[1] === 0x46 && head[2] === 0x30 && head[3] === 0x78;
}

/** Unpacks joblib's own format of 0.8 and 0.9 (joblib/numpy_pickle_compat.py, `read_zfile`). */
export async function readZfile(bytes: Uint8Array, limits: Pick<Limits, "maxBytes">, where: string): Promise<Unpacked> {
  const text = String.fromCharCode(...bytes.subarray(2, HEADER)).trimEnd();
  if (!isZfile(bytes) || !/^0x[0-9a-f]{1,16}L?$/.test(text)) throw corrupt("zfile", where, "has a malformed header", 0);
  const size = Number.parseInt(text, 16);
  if (size > limits.maxBytes)
    throw new ModelError("bytes/too-large", `${where} unpacks to ${size} bytes; the limit (maxBytes) is ${limits.maxBytes}.`, { where });
  // Python 2 padded by one more space; zlib data never begins with one.
  const start = bytes[HEADER] === 0x20 ? HEADER + 1 : HEADER;
  const { content, consumed } = await decompress("zlib", bytes.subarray(start), { maxBytes: size }, where).catch((error: unknown) => {
    if (error instanceof ModelError && error.code === "bytes/too-large")
      throw corrupt("zfile", where, `holds more than the ${size} bytes it announces`);
    throw error;
  });
  if (content.length !== size) throw corrupt("zfile", where, `holds ${content.length} bytes instead of the ${size} it announces`);
  return { content, consumed: start + consumed };
}
