import { ModelError } from "../../errors.js";
import type { Compression } from "./detect.js";
import { compressions } from "./detect.js";

/** A method, or a method and its level, as joblib's `compress=` takes them: 0 packs nothing; true is zlib at its usual level. */
export type CompressOption = boolean | number | Compression | readonly [method: Compression, level: number];

/** What Python's file objects use where joblib names no level. */
const USUAL_LEVELS: Readonly<Record<Compression, number>> = { zlib: 3, gzip: 3, bz2: 9, lzma: 6, xz: 6, lz4: 0 };

export interface CompressChoice {
  readonly method: Compression;
  readonly level: number;
}

/** joblib/numpy_pickle.py, `dump`: how `compress=` is read. Undefined where nothing is to be packed. */
export function compressChoice(option: CompressOption | undefined): CompressChoice | undefined {
  if (option === undefined || option === false || option === 0) return undefined;
  if (option === true) return { method: "zlib", level: USUAL_LEVELS.zlib };
  const [method, level] =
    typeof option === "number" ? (["zlib", option] as const) : typeof option === "string" ? [option, USUAL_LEVELS[option]] : option;
  if (!compressions.includes(method))
    throw new ModelError("format/write", `No compression is called ${JSON.stringify(method)}; there are ${compressions.join(", ")}.`, {
      python: "ValueError",
    });
  if (!Number.isInteger(level) || level < 0 || level > 9)
    throw new ModelError("format/write", `Compression level ${level}; levels are 0 to 9.`, { python: "ValueError" });
  if (level === 0 && Array.isArray(option)) return undefined;
  return { method, level };
}

/** Packs a stream of bytes; lzma, xz and lz4 need the whole before they begin. */
export async function* compress(
  { method, level }: CompressChoice,
  chunks: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  switch (method) {
    case "zlib":
    case "gzip":
      yield* (await import("./deflate.js")).deflate(method, chunks, level);
      return;
    case "bz2":
      yield* (await import("./bz2/encode.js")).bzip2(chunks, Math.max(level, 1));
      return;
    case "lzma":
      yield* (await import("./lzma/encode.js")).lzma(await gather(chunks), level);
      return;
    case "xz":
      yield* (await import("./lzma/encode.js")).xz(await gather(chunks), level);
      return;
    case "lz4":
      yield await (await import("./lz4.js")).lz4(await gather(chunks), "the output");
  }
}

async function gather(chunks: Iterable<Uint8Array> | AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for await (const chunk of chunks) parts.push(chunk);
  return parts.length === 1 ? (parts[0] as Uint8Array) : Buffer.concat(parts);
}
