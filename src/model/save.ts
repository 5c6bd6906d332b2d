import { atomicWrite } from "../bytes/write.js";
import type { CompressOption } from "../container/codec/compress.js";
import { ModelError } from "../errors.js";
import type { ModelInput } from "./form.js";
import type { Model } from "./model.js";

/** How a model is written. What a format has no use for is ignored. */
export interface SaveOptions {
  /** `pickle`, `joblib`, `onnx`, `keras`, `keras-h5`, `keras-json`, `safetensors`, `npz`; default: by the path's extension. */
  readonly format?: string;
  /**
   * joblib: a method, a level (0 to 9), or both; default: by extension (`.z .gz .bz2 .xz .lzma .lz4`), else none. Without a level each
   * method has joblib's own: zlib and gzip 3, bz2 9, lzma and xz 6. A level alone is zlib's, or that of the extension's method.
   */
  readonly compress?: CompressOption;
  /** pickle: 2 to 5; default: that of the file, at least 2. */
  readonly protocol?: 2 | 3 | 4 | 5;
  /** onnx: rows as the model will get them, or fewer of them; needed where the file does not tell the columns' types. */
  readonly input?: ModelInput;
  /** onnx: the methods that become outputs; default: predict and predict_proba, or transform, … whichever there are. */
  readonly methods?: readonly string[];
}

/** One format that models are written in. */
export interface Writer {
  readonly type: string;
  /** With their dot. */
  readonly extensions: readonly string[];
  /** The file's bytes; throws `format/write` where the format cannot hold the model. */
  write(model: Model, options: SaveOptions & { readonly path?: string }): Promise<Iterable<Uint8Array> | AsyncIterable<Uint8Array>>;
}

/** Writes a model: whole or not at all, whatever happens meanwhile. */
export async function save(model: Model, path: string, writers: readonly Writer[], options: SaveOptions = {}): Promise<void> {
  const writer = writerFor(path, writers, options.format);
  await atomicWrite(path, await writer.write(model, { ...options, path }));
}

/** The writer of a format, or of a path's extension (the longest that fits). */
export function writerFor(path: string, writers: readonly Writer[], format?: string): Writer {
  const lower = path.toLowerCase();
  const fits = (writer: Writer) => Math.max(0, ...writer.extensions.filter((extension) => lower.endsWith(extension)).map((e) => e.length));
  const found =
    format === undefined ? writers.toSorted((a, b) => fits(b) - fits(a)).find((w) => fits(w) > 0) : writers.find((w) => w.type === format);
  if (found) return found;
  const known = writers.map((writer) => `${writer.type} (${writer.extensions.join(" ")})`).join(", ");
  throw new ModelError("format/write", `No format is known for "${format ?? path}". Known: ${known}.`, { where: path });
}
