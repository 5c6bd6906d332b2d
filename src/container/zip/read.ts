import type { ByteSource } from "../../bytes/source.js";
import { ModelError } from "../../errors.js";
import type { Limits } from "../../limits.js";
import { crc32 } from "./crc.js";
import { Fields, malformedZip, type ZipEntry } from "./directory.js";

const LOCAL = 0x04034b50;
const LOCAL_BYTES = 30;
const STORED = 0;
const DEFLATED = 8;
/** Deflate makes at most 1032 bytes of one. */
const LARGEST_RATIO = 1032;

/**
 * The content of one entry, its checksum verified. A stored one is a view where the archive is in memory, else read once.
 * @throws ModelError `bytes/too-large` before anything larger than `limits.maxBytes` is unpacked; `zip/malformed`, `zip/entry`
 */
export async function readEntry(source: ByteSource, entry: ZipEntry, limits: Pick<Limits, "maxBytes">): Promise<Uint8Array> {
  const { name, size, compressedSize, offset, method } = entry;
  const where = source.name;
  if (entry.encrypted)
    throw new ModelError("zip/entry", `${name} of ${where} is encrypted; unpack it with its password first.`, { where, offset });
  if (method !== STORED && method !== DEFLATED)
    throw new ModelError("zip/entry", `${name} of ${where} is packed by method ${method}; only stored and deflated entries are read.`, {
      where,
      offset,
    });
  if (size > limits.maxBytes)
    throw new ModelError("bytes/too-large", `${where}: ${name} unpacks to ${size} bytes; the limit (maxBytes) is ${limits.maxBytes}.`, {
      where,
      offset,
    });
  const start = await contentStart(source, entry);
  if (!(start + compressedSize <= source.size)) throw malformedZip(source, `${name} reaches beyond the end of the file`, start);
  if (size > compressedSize * (method === STORED ? 1 : LARGEST_RATIO))
    throw malformedZip(source, `${name} announces ${size} bytes in ${compressedSize}`, offset);
  const packed = await source.read(start, compressedSize);
  const content = method === STORED ? packed : await inflateRaw(packed, size);
  if (content === undefined) throw malformedZip(source, `the deflated bytes of ${name} are damaged`, start);
  if (content.length !== size) throw malformedZip(source, `${name} has ${content.length} bytes instead of ${size}`, start);
  if (crc32(content) !== entry.crc) throw malformedZip(source, `${name} fails its checksum`, start);
  return content;
}

/** Behind the local header, whose name has to be that of the directory: readers that go by the other would see another archive. */
async function contentStart(source: ByteSource, { name, offset }: ZipEntry): Promise<number> {
  if (!(offset + LOCAL_BYTES <= source.size)) throw malformedZip(source, `${name} begins beyond the end of the file`, offset);
  const head = new Fields(source, offset, await source.read(offset, LOCAL_BYTES));
  if (head.u32(offset) !== LOCAL) throw malformedZip(source, `${name} is not where the directory says`, offset);
  const nameLength = head.u16(offset + 26);
  const nameAt = offset + LOCAL_BYTES;
  if (!(nameAt + nameLength <= source.size)) throw malformedZip(source, `${name} begins beyond the end of the file`, offset);
  const local = Buffer.from(await source.read(nameAt, nameLength)).toString("utf8");
  if (local !== name) throw malformedZip(source, `the directory calls ${JSON.stringify(local)} ${JSON.stringify(name)}`, offset);
  return nameAt + nameLength + head.u16(offset + 28);
}

/** On Node's thread pool, never more than the announced size. */
async function inflateRaw(packed: Uint8Array, size: number): Promise<Uint8Array | undefined> {
  const zlib = await import("node:zlib");
  return new Promise((resolve) => {
    const options = { maxOutputLength: Math.max(size, 1), chunkSize: Math.min(Math.max(size + 1, 64), 64 * 1024 * 1024) };
    zlib.inflateRaw(packed, options, (error, content) => resolve(error ? undefined : content));
  });
}
