import type { Hdf5Module } from "./h5wasm.js";

/** WebAssembly's memory grows in these, and never shrinks. */
const PAGE_BYTES = 65_536;

/** Node's types have no values for WebAssembly. */
interface Memory {
  grow(pages: number): number;
}

/**
 * Lets the memory of an instance grow where `mayHave` allows so many bytes in all; libhdf5 else gets none, and says so. Emscripten's own limit
 * is 2 GiB; it keeps the memory to itself, and shows it where it is asked to grow.
 */
export function limitMemory(module: Hdf5Module, mayHave: (bytes: number) => boolean): void {
  const { prototype } = (globalThis as unknown as { WebAssembly: { Memory: { prototype: Memory } } }).WebAssembly.Memory;
  const { grow } = prototype;
  let memory: Memory | undefined;
  prototype.grow = function (this: Memory) {
    memory = this;
    throw new RangeError("only asked");
  };
  try {
    module._malloc(module.HEAPU8.length);
  } finally {
    prototype.grow = grow;
  }
  if (memory === undefined) return;
  memory.grow = (pages) => {
    if (!mayHave(module.HEAPU8.length + pages * PAGE_BYTES)) throw new RangeError("beyond the limit");
    return grow.call(memory as Memory, pages);
  };
}
