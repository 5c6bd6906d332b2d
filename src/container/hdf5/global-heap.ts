import { ModelError } from "../../errors.js";

/** "GCOL" and version 1 (HDF5 File Format Specification, III.E). */
const SIGNATURE = [0x47, 0x43, 0x4f, 0x4c, 1, 0, 0, 0];
const HEADER_BYTES = 16;
const OBJECT_HEADER_BYTES = 16;
/** Sizes from here on are negative, or wrap around, in libhdf5's 32-bit memory. */
const TOO_LARGE = 2 ** 31;

/**
 * Looks at bytes that libhdf5 is about to read. It walks the objects of a global heap by their sizes, and walks for ever where one of them
 * is 0 or wraps around: nothing can interrupt it then.
 * @throws ModelError `hdf5/malformed`
 */
export function checkGlobalHeap(bytes: Uint8Array, offset: number, where: string): void {
  if (bytes.length < HEADER_BYTES || SIGNATURE.some((byte, i) => bytes[i] !== byte)) return;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const size = Number(view.getBigUint64(8, true));
  // libhdf5 reads the first 4 kB, and all of it where that is more.
  if (size > bytes.length) return;
  for (let at = HEADER_BYTES; at + OBJECT_HEADER_BYTES <= size; ) {
    const isFreeSpace = view.getUint16(at, true) === 0;
    const bytesOfObject = Number(view.getBigUint64(at + 8, true));
    // The size of the free space counts its header.
    const step = isFreeSpace ? bytesOfObject : OBJECT_HEADER_BYTES + Math.ceil(bytesOfObject / 8) * 8;
    if (step < OBJECT_HEADER_BYTES || bytesOfObject >= TOO_LARGE || at + step > size)
      throw new ModelError(
        "hdf5/malformed",
        `${where} is no sound HDF5 file: an object of the global heap at ${offset} announces ${bytesOfObject} bytes, with ${size - at} left.`,
        { where, offset: offset + at },
      );
    at += step;
  }
}
