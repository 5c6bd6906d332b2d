import type { AsyncBuffer, FileMetaData, ParquetScan, SchemaElement } from "hyparquet";
import type { ByteSource } from "../../../bytes/source.js";
import { Table } from "../../../table.js";
import type { DType, Tensor } from "../../../tensor.js";
import { positionOf } from "../csv/read.js";
import { columnDtype, columnTensor } from "./column.js";

interface Column {
  readonly name: string;
  readonly dtype: DType;
}

/** What a file holds, before any of its rows are read. */
export interface Opened {
  /** Rows of each row group, in order. */
  readonly groups: readonly number[];
  readonly columns: number;
}

/** Rows of an opened file. */
export interface Groups extends Opened {
  read(group: number): Promise<Table>;
  /** No rows, with the columns and their dtypes. */
  empty(): Table;
}

/** Opens a file; whatever the library throws at malformed bytes is thrown on. */
export async function openGroups(source: ByteSource, wantedColumns: readonly string[] | undefined): Promise<Groups> {
  const { parquetScan, parquetMetadataAsync } = await import("hyparquet");
  const { compressors } = await import("hyparquet-compressors");
  const file = asyncBuffer(source);
  const metadata = await parquetMetadataAsync(file);
  const elements = topLevel(metadata);
  const names = [...elements.keys()];
  const wanted = wantedColumns ?? withoutIndex(names, metadata);
  for (const column of wanted) positionOf(column, names, source.name);
  const scan = await parquetScan({ file, metadata, compressors, parsers: { stringFromBytes: decodeText }, columns: [...wanted] });
  const columns: Column[] = [];
  for (const column of wanted) {
    const element = elements.get(column) as SchemaElement;
    columns.push({ name: column, dtype: columnDtype(element, await hasGaps(scan, column, element)) });
  }
  return {
    groups: scan.ranges.map((range) => range.rowEnd - range.rowStart),
    columns: columns.length,
    read: async (group) => {
      const range = scan.ranges[group];
      if (range === undefined) throw new RangeError(`There is no row group ${group}.`);
      return readGroup(scan, columns, range);
    },
    empty: () => new Table(new Map(columns.map((column) => [column.name, columnTensor(column.dtype, [])]))),
  };
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
