import { ModelError } from "../../errors.js";
import type { Limits } from "../../limits.js";
import { crc32 } from "./crc.js";

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const END64 = 0x06064b50;
const LOCATOR64 = 0x07064b50;
const END_BYTES = 22;
const MAX_COMMENT = 0xffff;
const MAX_ENTRIES = 1_000_000;
const STORED = 0;
const DEFLATED = 8;

/** A file inside of a zip archive, as the central directory describes it. */
export interface ZipEntry {
  readonly name: string;
  readonly method: number;
  readonly crc: number;
  readonly compressedSize: number;
  readonly size: number;
  /** Of the local header. */
  readonly offset: number;
  readonly encrypted: boolean;
}

export function isZip(head: Uint8Array): boolean {
  return head[0] === 0x50 && head[1] === 0x4b && ((head[2] === 3 && head[3] === 4) || (head[2] === 5 && head[3] === 6));
}

/** The entries of an archive in memory (PKWARE APPNOTE.TXT 4.3), zip64 included. Folders are left out. */
export function listZip(bytes: Uint8Array, where: string): ZipEntry[] {
  return new ZipReader(bytes, where).entries();
}

/**
 * The content of one entry, its checksum verified.
 * @throws ModelError `bytes/too-large` before anything larger than `limits.maxBytes` is unpacked; `zip/malformed`
 */
export async function readEntry(bytes: Uint8Array, entry: ZipEntry, limits: Pick<Limits, "maxBytes">, where: string): Promise<Uint8Array> {
  return new ZipReader(bytes, where).content(entry, limits);
}

class ZipReader {
  readonly #view: DataView;

  constructor(
    readonly bytes: Uint8Array,
    readonly where: string,
  ) {
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  entries(): ZipEntry[] {
    const { count, offset } = this.#directory();
    const entries: ZipEntry[] = [];
    let at = offset;
    for (let i = 0; i < count; i++) {
      if (this.#u32(at) !== CENTRAL) throw this.#error("the directory is damaged", at);
      const nameLength = this.#u16(at + 28);
      const extraLength = this.#u16(at + 30);
      const name = this.#text(at + 46, nameLength);
      const sizes = this.#sizes(at, at + 46 + nameLength, extraLength);
      if (!name.endsWith("/"))
        entries.push({
          name,
          method: this.#u16(at + 10),
          crc: this.#u32(at + 16),
          encrypted: (this.#u16(at + 8) & 1) === 1,
          ...sizes,
        });
      at += 46 + nameLength + extraLength + this.#u16(at + 32);
    }
    return entries;
  }

  /** Where the central directory is. */
  #directory(): { count: number; offset: number } {
    const { length } = this.bytes;
    for (let at = length - END_BYTES; at >= Math.max(0, length - END_BYTES - MAX_COMMENT); at--) {
      if (this.#u32(at) !== END) continue;
      const isZip64 = at >= 20 && this.#u32(at - 20) === LOCATOR64;
      const end = isZip64 ? this.#u64(at - 20 + 8) : at;
      if (isZip64 && this.#u32(end) !== END64) throw this.#error("its zip64 record is damaged", end);
      const count = isZip64 ? this.#u64(end + 32) : this.#u16(at + 10);
      const offset = isZip64 ? this.#u64(end + 48) : this.#u32(at + 16);
      if (count > MAX_ENTRIES || count * 46 > length) throw this.#error(`it announces ${count} entries`, at);
      return { count, offset };
    }
    throw this.#error("it has no directory; the end of the file is missing", length);
  }

  /** 32-bit sizes of all ones are in the zip64 extra field, in this order. */
  #sizes(at: number, extra: number, extraLength: number): Pick<ZipEntry, "size" | "compressedSize" | "offset"> {
    let size = this.#u32(at + 24);
    let compressedSize = this.#u32(at + 20);
    let offset = this.#u32(at + 42);
    for (let field = extra; field + 4 <= extra + extraLength; field += 4 + this.#u16(field + 2)) {
      if (this.#u16(field) !== 1) continue;
      let from = field + 4;
      const next = (): number => {
        from += 8;
        return this.#u64(from - 8);
      };
      if (size === 0xffffffff) size = next();
      if (compressedSize === 0xffffffff) compressedSize = next();
      if (offset === 0xffffffff) offset = next();
    }
    return { size, compressedSize, offset };
  }

  async content(entry: ZipEntry, limits: Pick<Limits, "maxBytes">): Promise<Uint8Array> {
    const { name, size, compressedSize, offset, method } = entry;
    if (entry.encrypted) throw this.#error(`${name} is encrypted`, offset);
    if (size > limits.maxBytes)
      throw new ModelError(
        "bytes/too-large",
        `${this.where}: ${name} unpacks to ${size} bytes; the limit (maxBytes) is ${limits.maxBytes}.`,
        {
          where: this.where,
          offset,
        },
      );
    if (this.#u32(offset) !== LOCAL) throw this.#error(`${name} is not where the directory says`, offset);
    const start = offset + 30 + this.#u16(offset + 26) + this.#u16(offset + 28);
    if (start + compressedSize > this.bytes.length) throw this.#error(`${name} reaches beyond the end of the file`, start);
    const packed = this.bytes.subarray(start, start + compressedSize);
    const content = method === STORED ? packed : method === DEFLATED ? await inflateRaw(packed, size) : undefined;
    if (content === undefined) throw this.#error(`${name} is damaged or packed by method ${method}`, start);
    if (content.length !== size) throw this.#error(`${name} has ${content.length} bytes instead of ${size}`, start);
    if (crc32(content) !== entry.crc) throw this.#error(`${name} fails its checksum`, start);
    return content;
  }

  #text(at: number, length: number): string {
    if (at + length > this.bytes.length) throw this.#error("a name reaches beyond its end", at);
    return Buffer.from(this.bytes.subarray(at, at + length)).toString("utf8");
  }

  #u16(at: number): number {
    this.#check(at, 2);
    return this.#view.getUint16(at, true);
  }

  #u32(at: number): number {
    this.#check(at, 4);
    return this.#view.getUint32(at, true);
  }

  #u64(at: number): number {
    this.#check(at, 8);
    return Number(this.#view.getBigUint64(at, true));
  }

  #check(at: number, length: number): void {
    if (!(at >= 0 && at + length <= this.bytes.length)) throw this.#error("it ends too early", this.bytes.length);
  }

  #error(what: string, offset: number): ModelError {
    return new ModelError("zip/malformed", `${this.where} is no sound zip archive: ${what}.`, {
      where: this.where,
      offset,
      python: "BadZipFile",
    });
  }
}

/** On Node's thread pool, never more than the announced size. */
async function inflateRaw(packed: Uint8Array, size: number): Promise<Uint8Array | undefined> {
  const zlib = await import("node:zlib");
  return new Promise((resolve) => {
    const options = { maxOutputLength: Math.max(size, 1), chunkSize: Math.min(Math.max(size + 1, 64), 64 * 1024 * 1024) };
    zlib.inflateRaw(packed, options, (error, content) => resolve(error ? undefined : content));
  });
}
