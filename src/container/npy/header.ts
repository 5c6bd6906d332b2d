import { ModelError } from "../../errors.js";
import type { NumpyDtype } from "../python/array.js";
import { formatDescr, parseDescr } from "./descr.js";
import { formatLiteral, LiteralTuple, parseLiteral } from "./literal.js";

/** `\x93NUMPY`. */
export const NPY_MAGIC = Uint8Array.of(0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59);
/** Headers are a few hundred bytes; a dtype of thousands of fields stays far below this. */
const MAX_HEADER = 16 * 1024 * 1024;
/** Data begins at a multiple of this (numpy/lib/format.py, ARRAY_ALIGN). */
const ALIGNMENT = 64;
/** Digits that the header leaves room for, so that the growing axis of a file can be rewritten (GROWTH_AXIS_MAX_DIGITS). */
const GROWTH_DIGITS = 21;

export interface NpyHeader {
  readonly version: 1 | 2 | 3;
  readonly dtype: NumpyDtype;
  readonly shape: readonly number[];
  readonly fortran: boolean;
  /** Where the data begins. */
  readonly dataOffset: number;
}

export function isNpy(head: Uint8Array): boolean {
  return NPY_MAGIC.every((byte, i) => head[i] === byte);
}

/** Reads the header of a .npy file, as numpy/lib/format.py `_read_array_header` does. */
export function parseHeader(bytes: Uint8Array, where: string): NpyHeader {
  const fail = (what: string, offset = 0): never => {
    throw new ModelError("npy/header", `${where}: ${what}.`, { where, offset, python: "ValueError" });
  };
  if (!isNpy(bytes)) fail("this is no .npy file, it does not begin with \\x93NUMPY");
  const version = bytes[6];
  if (version !== 1 && version !== 2 && version !== 3) return fail(`version ${version} of the .npy format; versions 1 to 3 are known`, 6);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const start = version === 1 ? 10 : 12;
  if (bytes.length < start) fail("the file ends inside its header", bytes.length);
  const length = version === 1 ? view.getUint16(8, true) : view.getUint32(8, true);
  if (length > MAX_HEADER) fail(`a header of ${length} bytes; at most ${MAX_HEADER} are read`, 8);
  if (start + length > bytes.length) fail(`a header of ${length} bytes, ${bytes.length - start} are left`, 8);
  const text = decodeHeader(bytes.subarray(start, start + length), version) ?? fail("the header is no UTF-8", start);
  const dict = parseLiteral(text, where);
  if (!(dict instanceof Map) || dict.size !== 3) return fail("the header is not a dict of descr, fortran_order and shape", start);
  const descr = dict.get("descr");
  const fortran = dict.get("fortran_order");
  const shape = dict.get("shape");
  if (descr === undefined || typeof fortran !== "boolean" || !(shape instanceof LiteralTuple))
    return fail("the header is not a dict of descr, fortran_order and shape", start);
  const dims = shape.items.map((dim) =>
    typeof dim === "number" && dim >= 0 ? dim : fail("the shape in the header is not a tuple of sizes", start),
  );
  return { version, dtype: parseDescr(descr, where), shape: dims, fortran, dataOffset: start + length };
}

function decodeHeader(bytes: Uint8Array, version: 1 | 2 | 3): string | undefined {
  if (version < 3) return Buffer.from(bytes).toString("latin1");
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** The header that `numpy.save` writes for an array, in the oldest version that holds it. */
export function formatHeader(dtype: NumpyDtype, shape: readonly number[], fortran: boolean): Uint8Array {
  const growing = shape.length === 0 ? undefined : fortran ? shape.at(-1) : shape[0];
  const dict = `{'descr': ${formatLiteral(formatDescr(dtype))}, 'fortran_order': ${fortran ? "True" : "False"}, 'shape': ${formatLiteral(new LiteralTuple(shape))}, }`;
  const text = dict + (growing === undefined ? "" : " ".repeat(Math.max(0, GROWTH_DIGITS - String(growing).length)));
  const isLatin1 = !/[^\p{ASCII}\u0080-\u00ff]/u.test(text);
  const body = Buffer.from(text, isLatin1 ? "latin1" : "utf8");
  const fits = 10 + body.length + ALIGNMENT < 2 ** 16;
  const version = !isLatin1 ? 3 : fits ? 1 : 2;
  const start = version === 1 ? 10 : 12;
  const total = Math.ceil((start + body.length + 1) / ALIGNMENT) * ALIGNMENT;
  const header = new Uint8Array(total).fill(0x20);
  header.set(NPY_MAGIC);
  header[6] = version;
  header[7] = 0;
  const view = new DataView(header.buffer);
  if (version === 1) view.setUint16(8, total - start, true);
  else view.setUint32(8, total - start, true);
  header.set(body, start);
  header[total - 1] = 0x0a;
  return header;
}
