import { memorySource } from "../bytes/memory.js";
import type { ByteSource } from "../bytes/source.js";
import { isZip, listZip, type ZipEntry } from "../container/zip/directory.js";
import { readEntry } from "../container/zip/read.js";
import { ModelError } from "../errors.js";
import type { Scanner } from "./scanner.js";

/** Names that lead out of the folder that an archive is unpacked into. */
const leadsOut = /^(?:[/\\]|[a-z]:)|(?:^|[/\\])\.\.(?:[/\\]|$)|\0/i;
/** Plain texts among the assets of a model, such as vocabularies: nothing in Python acts on them. */
const isTextAsset = /(?:^|\/)assets\/|\.(?:txt|md|csv)$/i;

/** A zip archive (`.keras`, `.npz`): its names, and each file in it by its own content. */
export const zipScanner: Scanner = {
  type: "zip",
  headBytes: 4,
  claims: async (head, source) => isZip(head) || (!source.folder && (await hasDirectory(source))),
  async scan(file, { evidence, limits, nested }) {
    const shift = await shiftOf(file);
    const source = shift === 0 ? file : behind(file, shift);
    if (shift > 0) evidence.doubt(`${shift} bytes stand before the archive`);
    const entries = await listZip(source);
    const names = new Set<string>();
    let left = limits.maxBytes;
    for (const entry of entries) {
      const shown = JSON.stringify(entry.name.slice(0, 200));
      if (leadsOut.test(entry.name))
        evidence.found("zip", shown, { severity: "runs-code", reason: "leads out of the folder that the archive is unpacked into" });
      if (names.has(entry.name)) evidence.doubt(`two entries are called ${shown}; which of them is read differs from program to program`);
      names.add(entry.name);
      try {
        const content = await readEntry(source, entry, { maxBytes: left });
        left -= content.length;
        if (!isPlainText(entry, content)) await nested(memorySource(content, entry.name), evidence.inside(entry.name));
      } catch (error) {
        if (!(error instanceof ModelError)) throw error;
        evidence.inside(entry.name).doubt(error.message);
      }
    }
    const first = entries.reduce((least, { offset }) => Math.min(least, offset), Number.POSITIVE_INFINITY);
    if (entries.length > 0 && first > 0) evidence.doubt(`${first} bytes stand before the first entry`);
  },
};

/** Python finds an archive by its end, whatever stands before it (zipfile.is_zipfile). */
async function hasDirectory(source: ByteSource): Promise<boolean> {
  try {
    const shift = await shiftOf(source);
    return (await listZip(shift === 0 ? source : behind(source, shift))).length > 0;
  } catch (error) {
    if (!(error instanceof ModelError)) throw error;
    return false;
  }
}

const END_BYTES = 22;
const MAX_COMMENT = 0xffff;

/** Bytes before the archive: the directory ends where its end record begins, and its place is counted from the archive's own start. */
async function shiftOf(source: ByteSource): Promise<number> {
  const start = Math.max(0, source.size - END_BYTES - MAX_COMMENT);
  const tail = Buffer.from(await source.read(start, source.size - start));
  const at = tail.lastIndexOf("PK\x05\x06");
  if (at < 0 || at + END_BYTES > tail.length) return 0;
  const offset = tail.readUInt32LE(at + 16);
  const shift = start + at - tail.readUInt32LE(at + 12) - offset;
  // All ones stand for sizes in the zip64 record, which lies between directory and end.
  return offset === 0xffffffff || shift < 0 || tail.subarray(Math.max(0, at - LOCATOR64_BYTES), at).indexOf("PK\x06\x07") === 0 ? 0 : shift;
}

const LOCATOR64_BYTES = 20;

function behind(source: ByteSource, shift: number): ByteSource {
  return { name: source.name, size: source.size - shift, read: (offset, length) => source.read(offset + shift, length) };
}

function isPlainText({ name }: ZipEntry, content: Uint8Array): boolean {
  if (!isTextAsset.test(name) || content.includes(0)) return false;
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(content);
    return true;
  } catch {
    return false;
  }
}
