import type { ByteSource } from "../../bytes/source.js";
import { ModelError } from "../../errors.js";

const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const END64 = 0x06064b50;
const LOCATOR64 = 0x07064b50;
const END_BYTES = 22;
const LOCATOR64_BYTES = 20;
const END64_BYTES = 56;
const CENTRAL_BYTES = 46;
const MAX_COMMENT = 0xffff;
const MAX_ENTRIES = 1_000_000;

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

/**
 * The entries of an archive in the directory's order (PKWARE APPNOTE.TXT 4.3), zip64 included, folders left out. Only the end of the
 * source is read.
 * @throws ModelError `zip/malformed`
 */
export async function listZip(source: ByteSource): Promise<ZipEntry[]> {
  const { count, offset, size } = await findDirectory(source);
  const directory = new Fields(source, offset, await source.read(offset, size));
  const entries: ZipEntry[] = [];
  let packed = 0;
  for (let at = offset, i = 0; i < count; i++) {
    if (directory.u32(at) !== CENTRAL) throw malformedZip(source, "the directory is damaged", at);
    const nameLength = directory.u16(at + 28);
    const extraLength = directory.u16(at + 30);
    const name = Buffer.from(directory.bytes(at + CENTRAL_BYTES, nameLength)).toString("utf8");
    const sizes = sizesAt(directory, at, at + CENTRAL_BYTES + nameLength, extraLength);
    const encrypted = (directory.u16(at + 8) & 1) === 1;
    packed += sizes.compressedSize;
    if (!name.endsWith("/")) entries.push({ name, method: directory.u16(at + 10), crc: directory.u32(at + 16), encrypted, ...sizes });
    at += CENTRAL_BYTES + nameLength + extraLength + directory.u16(at + 32);
  }
  // Entries that share their bytes are how a few kilobytes unpack to terabytes.
  if (packed > source.size) throw malformedZip(source, `its entries have ${packed} bytes, more than the file`, offset);
  return entries;
}

/** Where the central directory is. */
async function findDirectory(source: ByteSource): Promise<{ count: number; offset: number; size: number }> {
  const start = Math.max(0, source.size - END_BYTES - MAX_COMMENT - LOCATOR64_BYTES);
  const tail = new Fields(source, start, await source.read(start, source.size - start));
  for (let at = source.size - END_BYTES; at >= start; at--) {
    if (tail.u32(at) !== END) continue;
    const locator = at - LOCATOR64_BYTES;
    const isZip64 = locator >= start && tail.u32(locator) === LOCATOR64;
    const found = isZip64
      ? await zip64Directory(source, tail.u64(locator + 8))
      : { count: tail.u16(at + 10), size: tail.u32(at + 12), offset: tail.u32(at + 16) };
    const { count, offset, size } = found;
    if (count > MAX_ENTRIES || count * CENTRAL_BYTES > size) throw malformedZip(source, `it announces ${count} entries`, at);
    if (!(offset + size <= at)) throw malformedZip(source, `its directory of ${size} bytes at ${offset} reaches beyond its end`, at);
    return found;
  }
  throw malformedZip(source, "it has no directory; the end of the file is missing", source.size);
}

async function zip64Directory(source: ByteSource, at: number) {
  if (!(at + END64_BYTES <= source.size)) throw malformedZip(source, "its zip64 record is missing", at);
  const end = new Fields(source, at, await source.read(at, END64_BYTES));
  if (end.u32(at) !== END64) throw malformedZip(source, "its zip64 record is damaged", at);
  return { count: end.u64(at + 32), size: end.u64(at + 40), offset: end.u64(at + 48) };
}

/** 32-bit sizes of all ones are in the zip64 extra field, in this order. */
function sizesAt(directory: Fields, at: number, extra: number, extraLength: number): Pick<ZipEntry, "size" | "compressedSize" | "offset"> {
  let size = directory.u32(at + 24);
  let compressedSize = directory.u32(at + 20);
  let offset = directory.u32(at + 42);
  for (let field = extra; field + 4 <= extra + extraLength; field += 4 + directory.u16(field + 2)) {
    if (directory.u16(field) !== 1) continue;
    let from = field + 4;
    const next = (): number => {
      from += 8;
      return directory.u64(from - 8);
    };
    if (size === 0xffffffff) size = next();
    if (compressedSize === 0xffffffff) compressedSize = next();
    if (offset === 0xffffffff) offset = next();
  }
  return { size, compressedSize, offset };
}

/** Little-endian fields of a piece of the file, by their place in the file. */
export class Fields {
  readonly #view: DataView;

  constructor(
    readonly source: ByteSource,
    readonly start: number,
    readonly piece: Uint8Array,
  ) {
    this.#view = new DataView(piece.buffer, piece.byteOffset, piece.byteLength);
  }

  u16(at: number): number {
    return this.#view.getUint16(this.#checked(at, 2), true);
  }

  u32(at: number): number {
    return this.#view.getUint32(this.#checked(at, 4), true);
  }

  u64(at: number): number {
    return Number(this.#view.getBigUint64(this.#checked(at, 8), true));
  }

  bytes(at: number, length: number): Uint8Array {
    const from = this.#checked(at, length);
    return this.piece.subarray(from, from + length);
  }

  #checked(at: number, length: number): number {
    const from = at - this.start;
    if (!(from >= 0 && from + length <= this.piece.length)) throw malformedZip(this.source, "a record ends too early", at);
    return from;
  }
}

export function malformedZip(source: ByteSource, what: string, offset: number): ModelError {
  const where = source.name;
  return new ModelError("zip/malformed", `${where} is no sound zip archive: ${what}.`, { where, offset, python: "BadZipFile" });
}
