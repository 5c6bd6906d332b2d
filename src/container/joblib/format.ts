import { readAll } from "../../bytes/range.js";
import type { ByteSource } from "../../bytes/source.js";
import { ModelError } from "../../errors.js";
import type { Limits } from "../../limits.js";
import { decompress } from "../codec/decompress.js";
import { type Compression, detectCompression } from "../codec/detect.js";
import type { Container, ContainerFormat, Note } from "../container.js";
import type { PickleFile } from "../pickle/format.js";
import { type Pickle, readPickles } from "../pickle/read.js";
import { HEAD_BYTES, looksLikePickle } from "../pickle/sniff.js";
import { isSafetensors } from "../safetensors/sniff.js";
import { ArrayReader } from "./arrays.js";
import { readSiblings } from "./siblings.js";
import { isZfile, readZfile } from "./zfile.js";

/**
 * A pickle that is packed, or whose arrays lie outside of it, in the stream or in other files. In `pickles` the arrays stand as the
 * records that NumPy itself pickles: what was in the wrappers' place needs no further care.
 */
export interface JoblibFile extends Container {
  readonly type: "joblib";
  /** One; several where a packed file holds pickles in a row. */
  readonly pickles: readonly Pickle[];
  readonly notes: readonly Note[];
  /** Bytes of the pickle once unpacked, arrays in the stream included. */
  readonly size: number;
  /** How the whole is packed; `zfile` up to 0.9. */
  readonly compression: Compression | "zfile" | undefined;
  /** Arrays by where their bytes are: behind their wrapper, or in a file beside this one (0.9 and older). */
  readonly arrays: { readonly inStream: number; readonly beside: number };
}

/**
 * Everything that is a pickle, packed or not. A joblib file that is not packed begins like any pickle and shows its wrappers only
 * where the first array is, so one reader serves both and tells after reading: `joblib` where it met a wrapper or a packed
 * stream, else `pickle`.
 */
export const joblibFormat: ContainerFormat<JoblibFile | PickleFile> = {
  type: "joblib",
  extensions: [".joblib", ".pkl", ".pickle", ".sav", ".bin", ".z", ".gz", ".bz2", ".xz", ".lzma", ".lz4"],
  headBytes: HEAD_BYTES,
  // The length that a safetensors file begins with may read like the signature of a packed stream or a pickle.
  sniff: (head) => !isSafetensors(head) && (detectCompression(head) !== undefined || isZfile(head) || looksLikePickle(head)),
  read: async (source, limits) => {
    const packed = await readAll(source, limits);
    const { content, compression, notes } = await unpack(packed, source.name, limits);
    return parseJoblib(content, compression, notes, source, limits);
  },
};

export async function unpack(
  packed: Uint8Array,
  where: string,
  limits: Limits,
): Promise<{ content: Uint8Array; compression: JoblibFile["compression"]; notes: Note[] }> {
  const compression = isZfile(packed) ? "zfile" : detectCompression(packed);
  if (compression === undefined) return { content: packed, compression, notes: [] };
  const read = compression === "zfile" ? readZfile(packed, limits, where) : decompress(compression, packed, limits, where);
  const { content, consumed } = await read;
  const notes: Note[] = [];
  const rest = packed.length - consumed;
  if (rest > 0) notes.push({ code: "unread-bytes", message: `${rest} bytes lie behind the ${compression} stream.`, offset: consumed });
  if (looksLikePickle(content.subarray(0, HEAD_BYTES))) return { content, compression, notes };
  const start = Buffer.from(content.subarray(0, 16)).toString("hex");
  throw new ModelError(
    "format/unknown",
    `${where} is packed with ${compression}, and what is inside is no pickle: it begins with ${start}.`,
    {
      where,
    },
  );
}

async function parseJoblib(
  content: Uint8Array,
  compression: JoblibFile["compression"],
  seen: readonly Note[],
  source: ByteSource,
  limits: Limits,
): Promise<JoblibFile | PickleFile> {
  const arrays = new ArrayReader(limits, source.name);
  const { pickles, notes } = readPickles(content, { limits, where: source.name, onBuild: arrays.onBuild });
  const size = content.length;
  const inStream = arrays.counts.NumpyArrayWrapper;
  const beside = arrays.pending.length;
  if (compression === undefined && inStream + beside === 0) return { type: "pickle", pickles, notes, size };
  for (const pickle of pickles) arrays.settle(pickle.globals);
  await readSiblings(arrays.pending, source, limits);
  const old: Note[] = [];
  if (beside > 0 || compression === "zfile")
    old.push({ code: "old-format", message: "Written by joblib 0.9 or older; today's joblib reads it with a warning.", offset: 0 });
  return { type: "joblib", pickles, notes: [...seen, ...notes, ...old], size, compression, arrays: { inStream, beside } };
}
