import { ModelError } from "../../errors.js";

/** "GCOL" and version 1 (HDF5 File Format Specification, III.E), "TREE" and its type for groups (III.A.1), and the file's own (II.A). */
const GLOBAL_HEAP = [0x47, 0x43, 0x4f, 0x4c, 1, 0, 0, 0];
const GROUP_TREE = [0x54, 0x52, 0x45, 0x45, 0];
const SUPERBLOCK = [0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a];
const HEAP_HEADER_BYTES = 16;
const OBJECT_HEADER_BYTES = 16;
/** Sizes from here on are negative, or wrap around, in libhdf5's 32-bit memory. */
const TOO_LARGE = 2 ** 31;
const TREE_HEADER_BYTES = 24;
/** A key and the address behind it. */
const TREE_ENTRY_BYTES = 16;
/** Where a superblock says how wide addresses and lengths are, by its version. */
const WIDTHS_AT: readonly number[] = [13, 13, 9, 9];
const WIDTH = 8;

/**
 * Looks at bytes as libhdf5 reads them, for what it would walk without an end: nothing can interrupt it then.
 * - A global heap is walked by the sizes of its objects: for ever where one is 0 or wraps around.
 * - A tree of a group whose nodes are reached several times is walked as often as there are ways through it: 2^30 in 30 nodes.
 */
export class Guard {
  readonly #parents = new Map<bigint, number>();

  constructor(readonly where: string) {}

  /** @throws ModelError `hdf5/malformed`, `hdf5/unsupported` */
  check(bytes: Uint8Array, offset: number): void {
    if (begins(bytes, GLOBAL_HEAP)) this.#globalHeap(viewOf(bytes), offset);
    else if (begins(bytes, GROUP_TREE)) this.#groupTree(viewOf(bytes), offset);
    else if (begins(bytes, SUPERBLOCK)) this.#superblock(bytes);
  }

  #globalHeap(view: DataView, offset: number): void {
    if (view.byteLength < HEAP_HEADER_BYTES) return;
    const size = Number(view.getBigUint64(8, true));
    // libhdf5 reads the first 4 kB, and all of it where that is more.
    if (size > view.byteLength) return;
    for (let at = HEAP_HEADER_BYTES; at + OBJECT_HEADER_BYTES <= size; ) {
      const isFreeSpace = view.getUint16(at, true) === 0;
      const bytes = Number(view.getBigUint64(at + 8, true));
      // The size of the free space counts its header.
      const step = isFreeSpace ? bytes : OBJECT_HEADER_BYTES + Math.ceil(bytes / 8) * 8;
      if (step < OBJECT_HEADER_BYTES || bytes >= TOO_LARGE || at + step > size)
        throw this.#malformed(`an object of the global heap announces ${bytes} bytes, with ${size - at} left`, offset + at);
      at += step;
    }
  }

  #groupTree(view: DataView, offset: number): void {
    if (view.byteLength < TREE_HEADER_BYTES) return;
    const children = new Set<bigint>();
    const entries = view.getUint16(6, true);
    for (let i = 0; i < entries; i++) {
      const at = TREE_HEADER_BYTES + i * TREE_ENTRY_BYTES + WIDTH;
      if (at + WIDTH > view.byteLength) return;
      const child = view.getBigUint64(at, true);
      const parent = this.#parents.get(child);
      if (children.has(child) || (parent !== undefined && parent !== offset))
        throw this.#malformed(`the node at ${child} of a group's tree is reached twice`, offset);
      children.add(child);
      this.#parents.set(child, offset);
    }
  }

  /** h5py writes 8 bytes for each; what is checked here would lie elsewhere. */
  #superblock(bytes: Uint8Array): void {
    const at = WIDTHS_AT[bytes[8] ?? 0];
    if (at === undefined || at + 1 >= bytes.length || (bytes[at] === WIDTH && bytes[at + 1] === WIDTH)) return;
    throw new ModelError(
      "hdf5/unsupported",
      `${this.where} has addresses of ${bytes[at]} bytes and lengths of ${bytes[at + 1]}; only 8 and 8 are read, as h5py writes them.`,
      { where: this.where, offset: at },
    );
  }

  #malformed(what: string, offset: number): ModelError {
    return new ModelError("hdf5/malformed", `${this.where} is no sound HDF5 file: ${what}.`, { where: this.where, offset });
  }
}

function begins(bytes: Uint8Array, signature: readonly number[]): boolean {
  return bytes.length > signature.length && signature.every((byte, i) => bytes[i] === byte);
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
