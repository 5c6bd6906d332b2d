import { checkRange } from "./range.js";
import type { ByteSource } from "./source.js";

/** Bytes that are in memory already; reads are views, nothing is copied. */
export function memorySource(bytes: Uint8Array, name = "memory"): ByteSource {
  return {
    name,
    size: bytes.length,
    async read(offset, length) {
      checkRange(name, bytes.length, offset, length);
      return bytes.subarray(offset, offset + length);
    },
    readSync(offset, into) {
      checkRange(name, bytes.length, offset, into.length);
      into.set(bytes.subarray(offset, offset + into.length));
    },
  };
}

/** A Blob or File of the web. */
export function blobSource(blob: Blob): ByteSource {
  const name = "name" in blob && typeof blob.name === "string" && blob.name !== "" ? blob.name : "blob";
  return {
    name,
    size: blob.size,
    async read(offset, length) {
      checkRange(name, blob.size, offset, length);
      return new Uint8Array(await blob.slice(offset, offset + length).arrayBuffer());
    },
  };
}
