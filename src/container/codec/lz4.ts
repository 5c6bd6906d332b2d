import { ModelError } from "../../errors.js";
import { corrupt, type Unpacked } from "./output.js";

const MAGIC = 0x184d2204;
const SKIPPABLE = 0x184d2a50;
/** The fullest that one compressed byte of LZ4 can unpack to (a run length byte of 255). */
const LARGEST_RATIO = 255;
const BLOCK_SIZES = [0, 0, 0, 0, 64 * 1024, 256 * 1024, 1024 * 1024, 4 * 1024 * 1024];

/**
 * Unpacks LZ4 frames (lz4_Frame_format.md). The blocks announce how much they can hold at most, so the limit is checked before
 * anything is unpacked.
 */
export async function unlz4(input: Uint8Array, limit: number, where: string): Promise<Unpacked> {
  const { decompressFrame } = await loadLz4(where);
  const frames = scanFrames(input, where);
  const bound = frames.reduce((sum, frame) => sum + frame.bound, 0);
  if (bound > limit && frames.some((frame) => frame.bound - frame.slack > limit)) throw tooLarge(where, limit);
  const parts: Uint8Array[] = [];
  let size = 0;
  for (const { start, end } of frames) {
    const part = await decompressFrame(input.subarray(start, end)).catch((cause: unknown) => {
      throw corrupt("lz4", where, `is damaged (${cause instanceof Error ? cause.message : String(cause)})`, start, cause);
    });
    size += part.length;
    if (size > limit) throw tooLarge(where, limit);
    parts.push(part);
  }
  const [content = new Uint8Array(0)] = parts.length > 1 ? [Buffer.concat(parts, size)] : parts;
  return { content, consumed: frames.at(-1)?.end ?? 0 };
}

interface Frame {
  readonly start: number;
  readonly end: number;
  /** Bytes that the frame unpacks to at most. */
  readonly bound: number;
  /** How much of that the last block may leave unused. */
  readonly slack: number;
}

function scanFrames(input: Uint8Array, where: string): Frame[] {
  const view = new DataView(input.buffer, input.byteOffset, input.byteLength);
  const need = (at: number, bytes: number): void => {
    if (at + bytes > input.length) throw corrupt("lz4", where, "ends too early", input.length);
  };
  const frames: Frame[] = [];
  for (let at = 0; at < input.length; ) {
    if (at + 8 <= input.length && (view.getUint32(at, true) & 0xfffffff0) >>> 0 === SKIPPABLE) {
      at += 8 + view.getUint32(at + 4, true);
      continue;
    }
    // What follows the first frame and is none is ignored, as lz4.frame does.
    if (at + 4 > input.length || view.getUint32(at, true) !== MAGIC) {
      if (frames.length > 0) break;
      throw corrupt("lz4", where, "has no frame header", at);
    }
    const start = at;
    need(at, 7);
    const flags = view.getUint8(at + 4);
    const blockSize = BLOCK_SIZES[(view.getUint8(at + 5) >> 4) & 7] ?? 0;
    if (flags >> 6 !== 1 || blockSize === 0) throw corrupt("lz4", where, "has a malformed frame header", at + 4);
    at += 7 + (flags & 8 ? 8 : 0) + (flags & 1 ? 4 : 0);
    let bound = 0;
    let slack = 0;
    for (;;) {
      need(at, 4);
      const word = view.getUint32(at, true);
      at += 4;
      if (word === 0) break;
      const size = word & 0x7fffffff;
      need(at, size);
      at += size + (flags & 0x10 ? 4 : 0);
      slack = word >>> 31 ? 0 : Math.min(blockSize, size * LARGEST_RATIO);
      bound += word >>> 31 ? size : slack;
    }
    at += flags & 4 ? 4 : 0;
    need(at, 0);
    frames.push({ start, end: at, bound, slack });
  }
  if (frames.length === 0) throw corrupt("lz4", where, "has no frame", 0);
  return frames;
}

const tooLarge = (where: string, limit: number) =>
  new ModelError("bytes/too-large", `${where} unpacks to more than the limit (maxBytes) of ${limit} bytes.`, { where });

/** Packs one frame; LZ4 has no levels here. */
export async function lz4(input: Uint8Array, where: string): Promise<Uint8Array> {
  const { compressFrame } = await loadLz4(where);
  return compressFrame(input, { contentChecksum: true });
}

async function loadLz4(where: string): Promise<typeof import("lz4-napi")> {
  try {
    return await import("lz4-napi");
  } catch (cause) {
    throw new ModelError("codec/missing", `${where} is packed with lz4; install the package lz4-napi to open it.`, { where, cause });
  }
}
