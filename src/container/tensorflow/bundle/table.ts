import { ModelError } from "../../../errors.js";
import { crc32c, masked } from "./crc32c.js";
import { Cursor } from "./cursor.js";
import { unsnappy } from "./snappy.js";

/** Two block handles, padded, and eight bytes that mark a table (leveldb/table/format.h: Footer). */
const FOOTER = 48;
const MAGIC = [0x57, 0xfb, 0x80, 0x8b, 0x24, 0x75, 0x47, 0xdb];
/** Behind every block: how it is packed, and its checksum. */
const TRAILER = 5;
const PLAIN = 0;
const SNAPPY = 1;
/** Tables of more entries than this describe no model. */
const MAX_ENTRIES = 2_000_000;
/** Keys share their beginnings, so that few bytes may spell long ones: as many characters in all. */
const MAX_KEY_BYTES = 2 ** 28;

/**
 * A LevelDB table, whole, key by key (leveldb/doc/table_format.md). Keys are bytes, one to a character.
 * @throws ModelError `bundle/malformed`, `bundle/checksum`
 */
export async function readTable(bytes: Uint8Array, where: string): Promise<Map<string, Uint8Array>> {
  const start = bytes.length - FOOTER;
  if (start < 0 || MAGIC.some((byte, i) => bytes[start + FOOTER - MAGIC.length + i] !== byte))
    throw new ModelError("bundle/malformed", `${where} does not end as a TensorFlow index does: it is cut off, or something else.`, {
      where,
      offset: Math.max(0, start),
    });
  const footer = new Cursor(bytes.subarray(start), where, start);
  handle(footer); // the metaindex, which holds nothing here
  const index = await block(bytes, handle(footer), where);
  const entries = new Map<string, Uint8Array>();
  const budget = { left: MAX_KEY_BYTES };
  for (const [, value] of pairs(index, where, budget)) {
    const data = await block(bytes, handle(new Cursor(value, where)), where);
    for (const [key, found] of pairs(data, where, budget)) {
      if (entries.has(key)) throw new ModelError("bundle/malformed", `${where} has the key ${shown(key)} twice.`, { where });
      if (entries.size >= MAX_ENTRIES) throw new ModelError("bytes/too-large", `${where} has more than ${MAX_ENTRIES} entries.`, { where });
      entries.set(key, found);
    }
  }
  return entries;
}

export const shown = (key: string): string => JSON.stringify(key.slice(0, 200));

interface Handle {
  readonly offset: number;
  readonly size: number;
}

function handle(cursor: Cursor): Handle {
  return { offset: cursor.varint(), size: cursor.varint() };
}

async function block(bytes: Uint8Array, { offset, size }: Handle, where: string): Promise<Uint8Array> {
  const end = offset + size;
  if (!Number.isSafeInteger(end) || end + TRAILER > bytes.length)
    throw new ModelError("bundle/malformed", `${where}: a block of ${size} bytes at ${offset} reaches beyond the end (${bytes.length}).`, {
      where,
      offset,
    });
  const trailer = new Cursor(bytes.subarray(end + 1, end + TRAILER), where, end + 1);
  if (trailer.uint32() !== masked(crc32c(bytes.subarray(offset, end + 1))))
    throw new ModelError("bundle/checksum", `${where}: the block at ${offset} (${size} bytes) does not have the checksum that it should.`, {
      where,
      offset,
    });
  const content = bytes.subarray(offset, end);
  if (bytes[end] === PLAIN) return content;
  if (bytes[end] === SNAPPY) return unsnappy(content, where, offset);
  throw new ModelError("bundle/malformed", `${where}: the block at ${offset} is packed by an unknown method (${bytes[end]}).`, {
    where,
    offset: end,
  });
}

/** The entries of a block: each key shares a beginning with the one before (leveldb/table/block_builder.cc). */
function* pairs(content: Uint8Array, where: string, budget: { left: number }): Generator<[string, Uint8Array]> {
  const tail = new Cursor(content.subarray(Math.max(0, content.length - 4)), where);
  const restarts = tail.uint32();
  const end = content.length - 4 * (restarts + 1);
  if (end < 0)
    throw new ModelError("bundle/malformed", `${where}: a block of ${content.length} bytes lists ${restarts} restarts.`, { where });
  const cursor = new Cursor(content.subarray(0, end), where);
  let key = "";
  while (cursor.at < end) {
    const shared = cursor.varint();
    const own = cursor.varint();
    const length = cursor.varint();
    if (shared > key.length) cursor.wrong(`a key shares ${shared} bytes with one of ${key.length}`);
    budget.left -= shared + own;
    if (budget.left < 0) throw new ModelError("bytes/too-large", `${where}: its keys take more than ${MAX_KEY_BYTES} bytes.`, { where });
    key = key.slice(0, shared) + Buffer.from(cursor.take(own)).toString("latin1");
    yield [key, cursor.take(length)];
  }
}
