import { ModelError } from "../../errors.js";
import { type Batch, concatBatches } from "./batch.js";
import { readCsv } from "./csv/read.js";
import { sniffFormat } from "./format.js";
import { type Input, openInput } from "./input.js";
import { readJson, readJsonLines } from "./json/read.js";
import { readNpyFile, readNpzFile } from "./numpy/read.js";
import type { InputFormat, ReadOptions } from "./options.js";
import { readParquet } from "./parquet/read.js";

type Reader = (input: Input, options: ReadOptions) => AsyncIterable<Batch>;

/** One reader per format; what is heavy is loaded by its own file when it is asked for. */
const readers: Readonly<Record<InputFormat, Reader>> = {
  csv: (input, options) => readCsv(input, options, ","),
  tsv: (input, options) => readCsv(input, options, "\t"),
  json: readJson,
  jsonl: readJsonLines,
  npy: readNpyFile,
  npz: readNpzFile,
  parquet: readParquet,
};

/**
 * The rows of a file, or of standard input for `-`, in batches of at most `batchRows` rows whose columns keep one type. At least
 * one batch comes, of no rows where there are none. CSV, JSONL and Parquet are never whole in memory.
 * @throws ModelError `table/parse` with line and column, `format/unknown`, `input/names`, `bytes/not-found`, `bytes/too-large`
 */
export async function* readBatches(pathOrDash: string, options: ReadOptions = {}): AsyncIterable<Batch> {
  const { batchRows } = options;
  if (batchRows !== undefined && !(Number.isInteger(batchRows) && batchRows > 0))
    throw new ModelError("cli/usage", `batchRows is ${batchRows}; it has to be a positive integer.`);
  const input = await openInput(pathOrDash, options);
  try {
    yield* readers[options.format ?? sniffFormat(input.name, input.head)](input, options);
  } finally {
    await input.close();
  }
}

/** The format of an input that nobody named. */
export const sniffedFormat = (input: Input): InputFormat => sniffFormat(input.name, input.head);

/** All rows of {@link readBatches} at once. */
export async function readInput(pathOrDash: string, options: ReadOptions = {}): Promise<Batch> {
  const batches: Batch[] = [];
  for await (const batch of readBatches(pathOrDash, options)) batches.push(batch);
  return concatBatches(batches);
}
