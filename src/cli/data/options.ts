import { ModelError } from "../../errors.js";
import type { Limits } from "../../limits.js";

/** What {@link readBatches} reads. */
export type InputFormat = "csv" | "tsv" | "json" | "jsonl" | "npy" | "npz" | "parquet";

export interface ReadOptions {
  /** Default: by content; where that leaves it open (text), by extension. */
  readonly format?: InputFormat;
  /** Rows of one batch; default {@link defaultBatchRows}. */
  readonly batchRows?: number;
  /** The columns to keep, in this order: names, or positions ("0", "1", …) where there are none. For npz, the arrays. */
  readonly columns?: readonly string[];
  /** Whether the first line of a CSV names the columns; default: unless all its cells are numbers. */
  readonly header?: boolean;
  /** CSV: the columns whose cells are texts as they stand there, though they look like numbers or are empty; `true` for all. Default: none. */
  readonly texts?: readonly string[] | true;
  /** JSON and JSONL: keep each record as a map of its own, as DictVectorizer takes them, instead of columns. */
  readonly records?: boolean;
  readonly limits?: Limits;
  /** For tests: what `-` reads. Default: the process's standard input. */
  readonly stdin?: AsyncIterable<Uint8Array>;
  /** For tests: milliseconds after which a Parquet file that is not decoded counts as damaged. */
  readonly patience?: number;
  /** Told after each piece of input was taken: bytes so far, of how many (undefined for a stream). */
  readonly onBytes?: (done: number, total: number | undefined) => void;
}

/** Enough rows that per-batch costs vanish, few enough that 1,000 columns of float64 are 64 MB. */
export const defaultBatchRows = 8_192;

/** Rows of a stream that decide the types of its columns; a file is read to its end for that. */
export const windowRows = 8_192;

/** The one file of rows; several are for networks. */
export function onlyInput(inputs: readonly string[]): string {
  const [first] = inputs;
  if (inputs.length === 1 && first !== undefined) return first;
  throw new ModelError("cli/usage", `--input is given ${inputs.length} times; only networks take several.`);
}
