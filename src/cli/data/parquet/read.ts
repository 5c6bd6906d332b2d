import { defaultLimits } from "../../../limits.js";
import { type Batch, inBatches } from "../batch.js";
import type { Input } from "../input.js";
import { defaultBatchRows, type ReadOptions } from "../options.js";
import { ParquetThread } from "./thread.js";

/**
 * Batches of a Parquet file, one row group in memory at a time, with the dtypes that pandas.read_parquet gives. A column that
 * pandas stored as the index is left out unless it is asked for, as pandas makes it the index again.
 * @throws ModelError `table/parse` where the file is malformed, `input/names` for a column that is not there
 */
export async function* readParquet(input: Input, options: ReadOptions): AsyncIterable<Batch> {
  const source = await input.source();
  const { maxBytes } = options.limits ?? defaultLimits;
  const thread = new ParquetThread(source, options.columns, { maxBytes, ...(options.patience ? { patience: options.patience } : {}) });
  try {
    const { groups } = await thread.open();
    const total = groups.reduce((a, b) => a + b, 0);
    let done = 0;
    for (let group = 0; group < groups.length; group++) {
      const rows = await thread.rows(group);
      yield* inBatches(rows, options.batchRows ?? defaultBatchRows);
      done += rows.rows;
      options.onBytes?.(Math.round((source.size * done) / Math.max(1, total)), source.size);
    }
    if (groups.length === 0) yield await thread.rows();
  } finally {
    await thread.close();
  }
}
