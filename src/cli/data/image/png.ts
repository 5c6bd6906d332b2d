import { inflateSync } from "node:zlib";
import { convertIndexedToRgb, type DecodedPng, decode } from "fast-png";
import { ModelError } from "../../../errors.js";
import { checkSize } from "./decode.js";
import type { Pixels } from "./pixels.js";

const HEADER_BYTES = 33;
const CHUNK_BYTES = 12;
/** An interlaced image has seven passes, each with a filter byte per row (PNG specification, 8). */
const PASSES = 7;

/** A PNG image in 8 bits a channel; of 16 bits the upper ones count, as in Pillow. Palettes become colours. */
export function decodePng(bytes: Uint8Array, where: string): Pixels {
  if (bytes.length < HEADER_BYTES) throw new ModelError("input/value", `${where} ends inside of its header.`, { where });
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const [width, height] = [view.getUint32(16), view.getUint32(20)];
  checkSize(width, height, where);
  refuseBombs(bytes, (width * 8 + 1) * (height + PASSES) * 1 + PASSES * height, where);
  return eightBits(decode(bytes), where);
}

/** Unpacks once with a limit: the decoder has none. */
function refuseBombs(bytes: Uint8Array, most: number, where: string): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const parts: Uint8Array[] = [];
  for (let at = 8; at + CHUNK_BYTES <= bytes.length; ) {
    const length = view.getUint32(at);
    if (at + CHUNK_BYTES + length > bytes.length) break;
    if (view.getUint32(at + 4) === 0x49444154) parts.push(bytes.subarray(at + 8, at + 8 + length));
    at += CHUNK_BYTES + length;
  }
  try {
    inflateSync(Buffer.concat(parts), { maxOutputLength: most });
  } catch (cause) {
    throw new ModelError("input/value", `${where} is damaged: its pixels cannot be unpacked into ${most} bytes.`, { where, cause });
  }
}

function eightBits(png: DecodedPng, where: string): Pixels {
  const { width, height, depth, palette } = png;
  if (palette) {
    const channels = (palette[0]?.length ?? 3) as 3 | 4;
    return { width, height, channels, data: Uint8Array.from(convertIndexedToRgb(png)) };
  }
  const channels = png.channels as Pixels["channels"];
  if (depth === 8) return { width, height, channels, data: Uint8Array.from(png.data) };
  if (depth === 16 && channels >= 2) return { width, height, channels, data: Uint8Array.from(png.data, (value) => value >> 8) };
  if (depth === 16)
    throw new ModelError(
      "input/value",
      `${where} is gray in 16 bits, which Pillow keeps as such; save it in 8 bits, or give an .npy of its values.`,
      {
        where,
      },
    );
  return { width, height, channels, data: unpacked(png.data, width, height, depth) };
}

/** Gray in 1, 2 or 4 bits: whole bytes per row, the greatest value white. */
function unpacked(data: ArrayLike<number>, width: number, height: number, depth: number): Uint8Array {
  const out = new Uint8Array(width * height);
  const rowBytes = Math.ceil((width * depth) / 8);
  const greatest = 2 ** depth - 1;
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const bit = x * depth;
      const value = ((data[y * rowBytes + (bit >> 3)] ?? 0) >> (8 - depth - (bit & 7))) & greatest;
      out[y * width + x] = (value * 255) / greatest;
    }
  return out;
}
