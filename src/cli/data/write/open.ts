import { ModelError } from "../../../errors.js";
import { formatOfName } from "../format.js";
import type { InputFormat } from "../options.js";
import type { Result } from "./columns.js";
import type { Encoder } from "./encoder.js";
import { npyEncoder, npzEncoder } from "./numpy.js";
import { parquetEncoder } from "./parquet.js";
import { openSink } from "./sink.js";
import { csvEncoder, jsonEncoder } from "./text.js";

export type OutputFormat = InputFormat;

export interface WriteOptions {
  /** Names of the columns of arrays, such as the classes behind predict_proba's; default `prediction`, or `0`, `1`, … */
  readonly columns?: readonly string[];
  /** Names of the answers of a network that gives several; default: their numbers, in .npz `arr_0`, `arr_1`, … */
  readonly outputs?: readonly string[];
  /** For tests: what `-` writes to. Default: the process's standard output. */
  readonly stdout?: NodeJS.WritableStream;
}

/** Takes results batch by batch. */
export interface ResultWriter {
  readonly format: OutputFormat;
  write(result: Result): Promise<void>;
  /** Finishes the output; a file is under its name from now on, whole. */
  close(): Promise<void>;
  /** Gives up; a file that was there before is untouched. */
  abort(): Promise<void>;
}

const encoders: Readonly<
  Record<OutputFormat, (columns: readonly string[] | undefined, outputs: readonly string[] | undefined) => Encoder>
> = {
  csv: (columns, outputs) => csvEncoder(columns, ",", outputs),
  tsv: (columns, outputs) => csvEncoder(columns, "\t", outputs),
  json: (columns, outputs) => jsonEncoder(columns, false, outputs),
  jsonl: (columns, outputs) => jsonEncoder(columns, true, outputs),
  npy: npyEncoder,
  npz: (_, outputs) => npzEncoder(outputs),
  parquet: parquetEncoder,
};

/**
 * Where a command's results go: a file, or standard output for `-`. The format is told by the name; for `-` it is CSV. CSV, JSON,
 * JSONL and Parquet are written as the batches come; npy and npz when all are there.
 * @throws ModelError `cli/usage` where the name tells no format, `bytes/write`, `format/write` for what the format cannot hold
 */
export function openWriter(pathOrDash: string, format?: OutputFormat, options: WriteOptions = {}): ResultWriter {
  const chosen = format ?? (pathOrDash === "-" ? "csv" : formatOfName(pathOrDash));
  if (chosen === undefined)
    throw new ModelError(
      "cli/usage",
      `The name ${pathOrDash} tells no format; end it in ${Object.keys(encoders)
        .map((each) => `.${each}`)
        .join(", ")}.`,
      {
        where: pathOrDash,
      },
    );
  const encoder = encoders[chosen](options.columns, options.outputs);
  const sink = openSink(pathOrDash, options.stdout);
  const guarded = async (pieces: () => Iterable<Uint8Array> | AsyncIterable<Uint8Array>): Promise<void> => {
    try {
      for await (const piece of pieces()) await sink.write(piece);
    } catch (cause) {
      await sink.abort();
      throw cause;
    }
  };
  return {
    format: chosen,
    write: (result) => guarded(() => encoder.encode(result)),
    async close() {
      await guarded(() => encoder.finish());
      await sink.close();
    },
    abort: () => sink.abort(),
  };
}
