import { ModelError } from "../../../errors.js";
import type { Pixels } from "./pixels.js";

/** Pixels of one image: a picture of 16,384 × 8,192. */
const MOST_PIXELS = 2 ** 27;

const isPng = (head: Uint8Array): boolean => head[0] === 0x89 && head[1] === 0x50 && head[2] === 0x4e && head[3] === 0x47;
const isJpeg = (head: Uint8Array): boolean => head[0] === 0xff && head[1] === 0xd8 && head[2] === 0xff;

/** Whether the bytes begin as a PNG or JPEG image does. */
export const isImage = (head: Uint8Array): boolean => isPng(head) || isJpeg(head);

/**
 * A PNG or JPEG image, to the bit as Pillow opens it.
 * @throws ModelError `input/value` where it is damaged, of another kind, or of more than 2^27 pixels
 */
export async function decodeImage(bytes: Uint8Array, where: string): Promise<Pixels> {
  if (!isImage(bytes)) throw new ModelError("input/value", `${where} is no image that Brine reads: PNG and JPEG are.`, { where });
  const decode = isPng(bytes) ? (await import("./png.js")).decodePng : (await import("./jpeg.js")).decodeJpeg;
  try {
    return await decode(bytes, where);
  } catch (cause) {
    if (cause instanceof ModelError) throw cause;
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new ModelError("input/value", `${where} cannot be decoded: ${reason}.`, { where, cause });
  }
}

/** Before anything of that size is allocated. */
export function checkSize(width: number, height: number, where: string): void {
  if (width > 0 && height > 0 && width * height <= MOST_PIXELS) return;
  throw new ModelError("input/value", `${where} has ${width} × ${height} pixels; up to ${MOST_PIXELS} in all are decoded.`, { where });
}
