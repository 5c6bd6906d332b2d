import type { AsyncBuffer, FileMetaData, ParquetScan, SchemaElement } from "hyparquet";
import { reason } from "../../../bytes/file.js";
import type { ByteSource } from "../../../bytes/source.js";
import { ModelError } from "../../../errors.js";
import { Table } from "../../../table.js";
import type { DType, Tensor } from "../../../tensor.js";
import { type Batch, inBatches } from "../batch.js";
import { positionOf } from "../csv/read.js";
import type { Input } from "../input.js";
import { defaultBatchRows, type ReadOptions } from "../options.js";
import { columnDtype, columnTensor } from "./column.js";

interface Column {
  readonly name: string;
  readonly dtype: DType;
}

/**
 * Batches of a Parquet file, one row group in memory at a time, with the dtypes that pandas.read_parquet gives. A column that
 * pandas stored as the index is left out unless it is asked for, as pandas makes it the index again.
 * @throws ModelError `table/parse` where the file is malformed, `input/names` for a column that is not there
 */
export async function* readParquet(input: Input, options: ReadOptions): AsyncIterable<Batch> {
  const { parquetScan, parquetMetadataAsync } = await import("hyparquet");
  const { compressors } = await import("hyparquet-compressors");
  const { name } = input;
  const source = await input.source();
  const file = asyncBuffer(source);
  const metadata = await guard(name, () => parquetMetadataAsync(file));
  const elements = topLevel(metadata);
  const names = [...elements.keys()];
  const wanted = options.columns ?? withoutIndex(names, metadata);
  for (const column of wanted) positionOf(column, names, name);
  const scan = await guard(name, () =>
    parquetScan({ file, metadata, compressors, parsers: { stringFromBytes: decodeText }, columns: [...wanted] }),
  );
  const columns: Column[] = [];
  for (const column of wanted) {
    const element = elements.get(column) as SchemaElement;
    columns.push({ name: column, dtype: columnDtype(element, await guard(name, () => hasGaps(scan, column, element))) });
  }
  let done = 0;
  for (const range of scan.ranges) {
    const group = await guard(name, () => readGroup(scan, columns, range));
    yield* inBatches(group, options.batchRows ?? defaultBatchRows);
    done += group.rows;
    options.onBytes?.(Math.round((source.size * done) / Math.max(1, Number(metadata.num_rows))), source.size);
  }
  if (scan.ranges.length === 0) yield new Table(new Map(columns.map((column) => [column.name, columnTensor(column.dtype, [])])));
}

async function readGroup(scan: ParquetScan, columns: readonly Column[], range: ParquetScan["ranges"][number]): Promise<Table> {
  const tensors = new Map<string, Tensor>();
  for (const { name, dtype } of columns) tensors.set(name, columnTensor(dtype, await scan.readColumn({ column: name, ...range })));
  return new Table(tensors);
}

/** Whether a column has nulls: by its statistics, and where they do not tell, by its values. */
async function hasGaps(scan: ParquetScan, column: string, element: SchemaElement): Promise<boolean> {
  if (element.repetition_type === "REQUIRED" || columnDtype(element, true) === columnDtype(element, false)) return false;
  const counts = scan.metadata.row_groups.map(
    (group) => group.columns.find((chunk) => chunk.meta_data?.path_in_schema[0] === column)?.meta_data?.statistics?.null_count,
  );
  if (counts.every((count) => count !== undefined)) return counts.some((count) => count !== 0n);
  for (const range of scan.ranges) {
    const values = (await scan.readColumn({ column, ...range })) as ArrayLike<unknown>;
    for (let i = 0; i < values.length; i++) if (values[i] === null || values[i] === undefined) return true;
  }
  return false;
}

function asyncBuffer(source: ByteSource): AsyncBuffer {
  return {
    byteLength: source.size,
    async slice(start, end = source.size) {
      const bytes = await source.read(start, end - start);
      return new Uint8Array(bytes).buffer;
    },
  };
}

/** The columns by name: the root's children, which the flat schema lists with their own children behind each. */
function topLevel(metadata: FileMetaData): Map<string, SchemaElement> {
  const columns = new Map<string, SchemaElement>();
  const { schema } = metadata;
  for (let i = 1; i < schema.length; ) {
    const element = schema[i];
    if (element === undefined) break;
    columns.set(element.name, element);
    for (let open = 1; open > 0 && i < schema.length; i++) open += (schema[i]?.num_children ?? 0) - 1;
  }
  return columns;
}

/** pandas tells its index columns in the file's key-value metadata. */
function withoutIndex(names: readonly string[], { key_value_metadata: pairs }: FileMetaData): readonly string[] {
  const text = pairs?.find(({ key }) => key === "pandas")?.value;
  if (text === undefined) return names;
  try {
    const known = JSON.parse(text) as { index_columns?: unknown } | null;
    const index: readonly unknown[] = Array.isArray(known?.index_columns) ? known.index_columns : [];
    return names.filter((name) => !index.includes(name));
  } catch {
    return names;
  }
}

const utf8 = new TextDecoder("utf-8", { ignoreBOM: true });

function decodeText(bytes: Uint8Array | undefined): string | undefined {
  return bytes && utf8.decode(bytes);
}

/** Whatever the library throws at malformed bytes becomes a `table/parse`. */
async function guard<T>(name: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof ModelError && cause.code !== "bytes/eof") throw cause;
    throw new ModelError("table/parse", `${name} cannot be read as Parquet: ${reason(cause)}.`, { where: name, cause });
  }
}
