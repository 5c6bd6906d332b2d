import { crc32 } from "./crc.js";

/** Zip 2.0, or 4.5 where zip64 is needed; made on Unix. */
const VERSION = 20;
const VERSION64 = 45;
const UTF8_NAMES = 0x0800;
const MAX32 = 0xffffffff;
/** 1980-01-01, as `zipfile` writes where no time is given: the same content gives the same archive. */
const DOS_DATE = 0x21;
const FILE_MODE = 0o100600;

/** Writes a zip archive, one entry after the other; entries of 4 GiB and more as zip64. */
export async function* writeZip(
  entries: Iterable<readonly [name: string, content: Uint8Array]> | AsyncIterable<readonly [name: string, content: Uint8Array]>,
  options: { readonly compress?: boolean } = {},
): AsyncGenerator<Uint8Array> {
  const directory: Uint8Array[] = [];
  let at = 0;
  for await (const [name, content] of entries) {
    const packed = options.compress ? await deflateRaw(content) : content;
    const method = options.compress ? 8 : 0;
    const record = { name: Buffer.from(name, "utf8"), crc: crc32(content), size: content.length, packed: packed.length, method, at };
    const local = localHeader(record);
    directory.push(centralHeader(record));
    yield local;
    yield packed;
    at += local.length + packed.length;
  }
  const size = directory.reduce((sum, part) => sum + part.length, 0);
  yield* directory;
  yield endOf(directory.length, size, at);
}

interface Entry {
  readonly name: Buffer;
  readonly crc: number;
  readonly size: number;
  readonly packed: number;
  readonly method: number;
  readonly at: number;
}

/** Little-endian fields, as [bytes, value] pairs. */
function pack(...fields: readonly (readonly [bytes: 2 | 4 | 8, value: number])[]): Buffer {
  const out = Buffer.alloc(fields.reduce((sum, [bytes]) => sum + bytes, 0));
  let at = 0;
  for (const [bytes, value] of fields) {
    if (bytes === 8) out.writeBigUInt64LE(BigInt(value), at);
    else out.writeUIntLE(value, at, bytes);
    at += bytes;
  }
  return out;
}

const small = (value: number): number => Math.min(value, MAX32);

function localHeader({ name, crc, size, packed, method }: Entry): Uint8Array {
  const big = size >= MAX32 || packed >= MAX32;
  const extra = big ? pack([2, 1], [2, 16], [8, size], [8, packed]) : Buffer.alloc(0);
  const head = pack(
    [4, 0x04034b50],
    [2, big ? VERSION64 : VERSION],
    [2, UTF8_NAMES],
    [2, method],
    [2, 0],
    [2, DOS_DATE],
    [4, crc],
    [4, big ? MAX32 : packed],
    [4, big ? MAX32 : size],
    [2, name.length],
    [2, extra.length],
  );
  return Buffer.concat([head, name, extra]);
}

function centralHeader({ name, crc, size, packed, method, at }: Entry): Uint8Array {
  const large = [size, packed, at].filter((value) => value >= MAX32);
  const extra = large.length
    ? Buffer.concat([pack([2, 1], [2, 8 * large.length]), ...large.map((value) => pack([8, value]))])
    : Buffer.alloc(0);
  const version = large.length ? VERSION64 : VERSION;
  const head = pack(
    [4, 0x02014b50],
    [2, (3 << 8) | version],
    [2, version],
    [2, UTF8_NAMES],
    [2, method],
    [2, 0],
    [2, DOS_DATE],
    [4, crc],
    [4, small(packed)],
    [4, small(size)],
    [2, name.length],
    [2, extra.length],
    [2, 0],
    [2, 0],
    [2, 0],
    [4, FILE_MODE * 2 ** 16],
    [4, small(at)],
  );
  return Buffer.concat([head, name, extra]);
}

function endOf(count: number, size: number, at: number): Uint8Array {
  const big = count >= 0xffff || size >= MAX32 || at >= MAX32;
  const end = pack(
    [4, 0x06054b50],
    [2, 0],
    [2, 0],
    [2, Math.min(count, 0xffff)],
    [2, Math.min(count, 0xffff)],
    [4, small(size)],
    [4, small(at)],
    [2, 0],
  );
  if (!big) return end;
  const record = pack(
    [4, 0x06064b50],
    [8, 44],
    [2, (3 << 8) | VERSION64],
    [2, VERSION64],
    [4, 0],
    [4, 0],
    [8, count],
    [8, count],
    [8, size],
    [8, at],
  );
  return Buffer.concat([record, pack([4, 0x07064b50], [4, 0], [8, at + size], [4, 1]), end]);
}

async function deflateRaw(content: Uint8Array): Promise<Uint8Array> {
  const { deflateRaw: run } = await import("node:zlib");
  return new Promise((resolve, reject) => run(content, (error, packed) => (error ? reject(error) : resolve(packed))));
}
