import { openFile } from "../../bytes/file.js";
import { memorySource } from "../../bytes/memory.js";
import type { ByteSource } from "../../bytes/source.js";
import { ModelError } from "../../errors.js";
import { defaultLimits } from "../../limits.js";
import type { ReadOptions } from "./options.js";

const CHUNK = 1 << 20;
/** Enough to tell every format, and the first lines of text. */
const HEAD = 1 << 16;

/** Where rows come from: a file, which can be read again, or a stream, which cannot. */
export interface Input {
  readonly name: string;
  readonly head: Uint8Array;
  readonly rereadable: boolean;
  chunks(): AsyncIterable<Uint8Array>;
  /** Random access; a stream is first taken whole into memory. */
  source(): Promise<ByteSource>;
  close(): Promise<void>;
}

/** Opens a path, or standard input for `-`. */
export async function openInput(pathOrDash: string, options: ReadOptions): Promise<Input> {
  return pathOrDash === "-" ? openStream(options) : openPath(pathOrDash, options);
}

async function openPath(path: string, options: ReadOptions): Promise<Input> {
  const file = await openFile(path);
  return {
    name: path,
    head: await file.read(0, Math.min(HEAD, file.size)),
    rereadable: true,
    async *chunks() {
      for (let at = 0; at < file.size; at += CHUNK) {
        const chunk = await file.read(at, Math.min(CHUNK, file.size - at));
        options.onBytes?.(at + chunk.length, file.size);
        yield chunk;
      }
    },
    source: async () => file,
    close: async () => file.close?.(),
  };
}

async function openStream(options: ReadOptions): Promise<Input> {
  const stream = (options.stdin ?? process.stdin)[Symbol.asyncIterator]();
  const read: Uint8Array[] = [];
  let size = 0;
  while (size < HEAD) {
    const next = await stream.next();
    if (next.done) break;
    read.push(next.value);
    size += next.value.length;
  }
  async function* chunks(): AsyncGenerator<Uint8Array> {
    let done = 0;
    for (;;) {
      const held = read.shift();
      const next = held ? { done: false, value: held } : await stream.next();
      if (next.done) return;
      done += next.value.length;
      options.onBytes?.(done, undefined);
      yield next.value;
    }
  }
  return {
    name: "standard input",
    head: joinBytes(read).subarray(0, HEAD),
    rereadable: false,
    chunks,
    source: async () => memorySource(await readWhole(chunks(), options, "standard input"), "standard input"),
    close: async () => void (await stream.return?.()),
  };
}

/** All bytes of a stream, up to `maxBytes`. */
export async function readWhole(chunks: AsyncIterable<Uint8Array>, options: ReadOptions, name: string): Promise<Uint8Array> {
  const limit = (options.limits ?? defaultLimits).maxBytes;
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    size += chunk.length;
    if (size > limit)
      throw new ModelError(
        "bytes/too-large",
        `${name} is longer than ${limit} bytes, the limit maxBytes; use a format that streams (CSV, JSONL).`,
        {
          where: name,
        },
      );
    parts.push(chunk);
  }
  return joinBytes(parts);
}

function joinBytes(parts: readonly Uint8Array[]): Uint8Array {
  if (parts.length === 1 && parts[0]) return parts[0];
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
