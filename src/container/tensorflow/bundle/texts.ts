import { ModelError } from "../../../errors.js";
import { crc32c, masked } from "./crc32c.js";
import { Cursor } from "./cursor.js";

/** Lengths from here on are eight bytes in the checksum. */
const LARGEST_SHORT = 0xffffffff;

/**
 * A string tensor: the lengths as varints, their checksum, and the bytes one behind the other
 * (tensorflow/core/util/tensor_bundle/tensor_bundle.cc: WriteStringTensor).
 */
export function readTexts(bytes: Uint8Array, count: number, checksum: number, where: string): Uint8Array[] {
  // Each has a byte for its length at least.
  if (count > bytes.length) throw new ModelError("bundle/malformed", `${where}: ${count} texts in ${bytes.length} bytes.`, { where });
  const cursor = new Cursor(bytes, where);
  let crc = 0;
  const lengths: number[] = [];
  for (let i = 0; i < count; i++) {
    const length = cursor.varint();
    const word = new DataView(new ArrayBuffer(length <= LARGEST_SHORT ? 4 : 8));
    if (length <= LARGEST_SHORT) word.setUint32(0, length, true);
    else word.setBigUint64(0, BigInt(length), true);
    crc = crc32c(new Uint8Array(word.buffer), crc);
    lengths.push(length);
  }
  const stored = cursor.take(4);
  const ofLengths = new DataView(stored.buffer, stored.byteOffset, 4).getUint32(0, true);
  if (ofLengths !== masked(crc)) throw wrongSum(where);
  const texts = lengths.map((length) => cursor.take(length));
  crc = crc32c(stored, crc);
  for (const text of texts) crc = crc32c(text, crc);
  if (masked(crc) !== checksum) throw wrongSum(where);
  return texts;
}

function wrongSum(where: string): ModelError {
  return new ModelError("bundle/checksum", `${where} does not have the checksum that it should.`, { where });
}
