import type { ByteSource } from "../../bytes/source.js";
import { Guard } from "./guard.js";
import type { Library } from "./library.js";

/** A read that libhdf5 made of a file: where, and how many bytes it asked for. */
export interface TracedRead {
  readonly offset: number;
  readonly length: number;
}

/** A file as libhdf5 sees it. */
export interface Mounted {
  readonly path: string;
  /** The last read, or undefined where there was none since `forget`. */
  readonly lastRead: TracedRead | undefined;
  forget(): void;
  unmount(): void;
}

/** A source that can be read without waiting. */
export type SynchronousSource = ByteSource & Required<Pick<ByteSource, "readSync">>;

interface Stream {
  readonly node: object;
}

/** Shows a source to libhdf5 as a file of Emscripten's, whose bytes are read when libhdf5 asks for them: none are copied beforehand. */
export function mount(library: Library, source: SynchronousSource): Mounted {
  const { FS } = library.module;
  // Nobody can guess it: a link inside of the file that names another file finds none.
  const name = `${crypto.randomUUID()}.h5`;
  const node = FS.createFile("/", name, {}, true, false);
  const guard = new Guard(source.name);
  let lastRead: TracedRead | undefined;
  node.usedBytes = source.size;
  node.stream_ops = {
    llseek: node.stream_ops.llseek,
    read(_: Stream, heap: Int8Array, at: number, length: number, position: number): number {
      const readable = Math.max(0, Math.min(length, source.size - position));
      lastRead = { offset: position, length };
      if (readable > 0) {
        const bytes = new Uint8Array(heap.buffer, heap.byteOffset + at, readable);
        source.readSync(position, bytes);
        guard.check(bytes, position);
      }
      return readable;
    },
  };
  return {
    path: `/${name}`,
    get lastRead() {
      return lastRead;
    },
    forget() {
      lastRead = undefined;
    },
    unmount: () => FS.unlink(`/${name}`),
  };
}
