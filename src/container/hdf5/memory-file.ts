import { allocateBytes } from "../../bytes/range.js";
import type { EmscriptenNode } from "./h5wasm.js";
import type { Library } from "./library.js";

/** Growth of a file whose size was estimated too small. */
const GROWTH = 1.25;

/** A file that libhdf5 writes into memory of ours: nothing is copied when it is done. */
export class MemoryFile {
  readonly path: string;
  readonly #library: Library;
  readonly #node: EmscriptenNode;
  #bytes: Uint8Array<ArrayBuffer>;

  constructor(library: Library, estimatedBytes: number) {
    const name = `${crypto.randomUUID()}.h5`;
    this.#library = library;
    this.path = `/${name}`;
    this.#bytes = allocateBytes(estimatedBytes, "The HDF5 file");
    const node = library.module.FS.createFile("/", name, {}, true, true);
    this.#node = node;
    node.node_ops = {
      ...node.node_ops,
      setattr: (_: unknown, { size }: { size?: number }) => {
        if (size !== undefined) this.#resize(size);
      },
    };
    node.stream_ops = {
      llseek: node.stream_ops.llseek,
      read: (_: unknown, heap: Int8Array, at: number, length: number, position: number) => {
        const readable = Math.max(0, Math.min(length, node.usedBytes - position));
        heap.set(this.#bytes.subarray(position, position + readable), at);
        return readable;
      },
      write: (_: unknown, heap: Int8Array, at: number, length: number, position: number) => {
        if (position + length > node.usedBytes) this.#resize(position + length);
        this.#bytes.set(heap.subarray(at, at + length), position);
        return length;
      },
    };
  }

  get bytes(): Uint8Array<ArrayBuffer> {
    return this.#bytes.subarray(0, this.#node.usedBytes);
  }

  remove(): void {
    this.#library.module.FS.unlink(this.path);
  }

  #resize(size: number): void {
    if (size > this.#bytes.length) {
      const larger = allocateBytes(Math.ceil(size * GROWTH), "The HDF5 file");
      larger.set(this.#bytes);
      this.#bytes = larger;
    }
    if (size < this.#node.usedBytes) this.#bytes.fill(0, size, this.#node.usedBytes);
    this.#node.usedBytes = size;
  }
}
