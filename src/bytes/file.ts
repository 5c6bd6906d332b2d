import { readSync } from "node:fs";
import { type FileHandle, open, stat } from "node:fs/promises";
import { dirname, join, posix, win32 } from "node:path";
import { fileURLToPath } from "node:url";
import { ModelError } from "../errors.js";
import { allocateBytes, checkRange } from "./range.js";
import type { ByteSource } from "./source.js";

/** Linux reads at most 2 GiB - 4 KiB at once, and Node's `read` takes a 31-bit length. */
const LARGEST_READ = 2 ** 30;
/** Most of a large read's time goes into fresh pages, which threads fault in side by side: 4 (as Node has) halve it on 2 cores. */
const READERS = 4;
const SMALLEST_PIECE = 4 * 1024 * 1024;

/** A file on disk, opened for ranged reads; a folder as the files in it. */
export async function openFile(file: string | URL): Promise<ByteSource> {
  const path = file instanceof URL ? pathOf(file) : file;
  let handle: FileHandle | undefined;
  try {
    const kind = await stat(path);
    if (kind.isDirectory()) return await (await import("./folder.js")).openFolder(path);
    if (!kind.isFile())
      throw new ModelError("bytes/not-found", `${path} is not a regular file; a file or a folder was expected.`, { where: path });
    handle = await open(path, "r");
    return new FileSource(path, (await handle.stat()).size, handle);
  } catch (cause) {
    await handle?.close();
    if (cause instanceof ModelError) throw cause;
    throw new ModelError("bytes/not-found", `${path} cannot be opened: ${reason(cause)}.`, { where: path, cause });
  }
}

class FileSource implements ByteSource {
  readonly #handle: FileHandle;
  #closed = false;

  constructor(
    readonly name: string,
    readonly size: number,
    handle: FileHandle,
  ) {
    this.#handle = handle;
  }

  async read(offset: number, length: number): Promise<Uint8Array> {
    checkRange(this.name, this.size, offset, length);
    const bytes = allocateBytes(length, this.name);
    const piece = Math.max(SMALLEST_PIECE, Math.ceil(length / READERS));
    const reads: Promise<void>[] = [];
    for (let from = 0; from < length; from += piece) reads.push(this.#fill(bytes, offset, from, Math.min(length, from + piece)));
    await Promise.all(reads);
    return bytes;
  }

  readSync(offset: number, into: Uint8Array): void {
    checkRange(this.name, this.size, offset, into.length);
    for (let at = 0; at < into.length; ) {
      const got = this.#readSome(into, at, offset + at);
      if (got === 0) throw this.#shrunk(offset + at);
      at += got;
    }
  }

  #readSome(into: Uint8Array, at: number, offset: number): number {
    try {
      return readSync(this.#handle.fd, into, at, Math.min(into.length - at, LARGEST_READ), offset);
    } catch (cause) {
      throw this.#unreadable(cause);
    }
  }

  #unreadable(cause: unknown): ModelError {
    return new ModelError("bytes/not-found", `${this.name} cannot be read: ${reason(cause)}.`, { where: this.name, cause });
  }

  #shrunk(offset: number): ModelError {
    return new ModelError("bytes/eof", `${this.name} had ${this.size} bytes when it was opened and ends at ${offset} now.`, {
      where: this.name,
      offset,
    });
  }

  async #fill(bytes: Uint8Array, offset: number, from: number, to: number): Promise<void> {
    for (let at = from; at < to; ) {
      const { bytesRead } = await this.#handle.read(bytes, at, Math.min(to - at, LARGEST_READ), offset + at).catch((cause: unknown) => {
        throw this.#unreadable(cause);
      });
      if (bytesRead === 0) throw this.#shrunk(offset + at);
      at += bytesRead;
    }
  }

  async sibling(name: string): Promise<ByteSource | undefined> {
    if (!isPlainName(name)) return undefined;
    const path = join(dirname(this.name), name);
    const found = await stat(path).catch(() => undefined);
    return found?.isFile() ? openFile(path) : undefined;
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await this.#handle.close();
  }
}

/** A name without any way out of its folder, on every system. */
export function isPlainName(name: string): boolean {
  return (
    name !== "" && name !== "." && name !== ".." && !/[\0:]/.test(name) && posix.basename(name) === name && win32.basename(name) === name
  );
}

function pathOf(url: URL): string {
  try {
    return fileURLToPath(url);
  } catch (cause) {
    throw new ModelError("bytes/not-found", `${url.href} names no file on this machine.`, { where: url.href, cause });
  }
}

/** The system's own words for a failed call. */
export function reason(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
