import { crc32 } from "../../zip/crc.js";
import { breathe } from "../output.js";
import { LzmaEncoder, PROPERTIES } from "./encoder.js";
import { presetOf } from "./matches.js";

const STRETCH = 1024 * 1024;
/** What an LZMA2 chunk may hold: 2 MiB unpacked, 64 KiB packed; a symbol takes less than the room kept. */
const CHUNK_UNPACKED = 2 ** 21 - 300;
const CHUNK_PACKED = 2 ** 16 - 64;

/** Packs as LZMA-alone of unknown size with an end marker, as Python's FORMAT_ALONE does. @param level - preset 0 to 9 */
export async function* lzma(input: Uint8Array, level: number): AsyncGenerator<Uint8Array> {
  const header = Buffer.alloc(13, 0xff);
  header[0] = PROPERTIES;
  header.writeUInt32LE(presetOf(level)[0], 1);
  yield header;
  const encoder = new LzmaEncoder(input, level);
  while (encoder.at < input.length) {
    for (const until = Math.min(input.length, encoder.at + STRETCH); encoder.at < until; ) encoder.step();
    yield encoder.range.take();
    await breathe();
  }
  encoder.end();
  yield encoder.range.finish();
}

/** Packs as one .xz stream of one block, with CRC-32 (tukaani.org/xz/xz-file-format.txt). @param level - preset 0 to 9 */
export async function* xz(input: Uint8Array, level: number): AsyncGenerator<Uint8Array> {
  const flags = Buffer.of(0, 1);
  yield Buffer.concat([Buffer.of(0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00), flags, checksum(flags)]);
  let unpadded = 0;
  if (input.length > 0) {
    const header = blockHeader(presetOf(level)[0]);
    yield header;
    let packed = 0;
    for await (const chunk of lzma2(input, level)) {
      packed += chunk.length;
      yield chunk;
    }
    unpadded = header.length + packed + 4;
    yield Buffer.concat([Buffer.alloc(padding(packed)), checksum(input)]);
  }
  const records = unpadded > 0 ? [...variable(1), ...variable(unpadded), ...variable(input.length)] : variable(0);
  const index = Buffer.of(0, ...records, ...new Array<number>(padding(records.length + 1)).fill(0));
  yield Buffer.concat([index, checksum(index)]);
  const footer = Buffer.concat([little32((index.length + 4) / 4 - 1), flags]);
  yield Buffer.concat([checksum(footer), footer, Buffer.from("YZ")]);
}

async function* lzma2(input: Uint8Array, level: number): AsyncGenerator<Uint8Array> {
  const encoder = new LzmaEncoder(input, level);
  let pause = STRETCH;
  for (let start = 0; start < input.length; start = encoder.at) {
    while (encoder.at < input.length && encoder.at - start < CHUNK_UNPACKED && encoder.range.pending < CHUNK_PACKED) encoder.step();
    const body = encoder.range.finish();
    const unpacked = encoder.at - start - 1;
    const packed = body.length - 1;
    // The first chunk resets dictionary, state and properties; the others carry on.
    const control = (start === 0 ? 0xe0 : 0x80) | (unpacked >> 16);
    const header = [control, (unpacked >> 8) & 0xff, unpacked & 0xff, packed >> 8, packed & 0xff];
    yield Buffer.concat([Buffer.from(start === 0 ? [...header, PROPERTIES] : header), body]);
    if (encoder.at < pause) continue;
    pause = encoder.at + STRETCH;
    await breathe();
  }
  yield Buffer.of(0);
}

/** Size, flags (one filter, no sizes), LZMA2 with its dictionary, padding, checksum. */
function blockHeader(dictionary: number): Buffer {
  const bits = Math.log2(dictionary);
  const header = Buffer.from([2, 0, 0x21, 1, (bits - 12) * 2, 0, 0, 0]);
  return Buffer.concat([header, checksum(header)]);
}

const padding = (length: number): number => -length & 3;

function little32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

const checksum = (bytes: Uint8Array): Buffer => little32(crc32(bytes));

/** Seven bits a byte, the lowest first. */
function variable(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  for (; rest >= 128; rest = Math.floor(rest / 128)) bytes.push((rest % 128) | 0x80);
  return [...bytes, rest];
}
