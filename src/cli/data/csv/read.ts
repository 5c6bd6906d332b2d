import { ModelError } from "../../../errors.js";
import { Table } from "../../../table.js";
import { type HostValue, Tensor } from "../../../tensor.js";
import type { Batch } from "../batch.js";
import type { Input } from "../input.js";
import { type Located, parseError, type Shaper, typedBatches } from "../located.js";
import { defaultBatchRows, type ReadOptions } from "../options.js";
import { isMissing, numberOf } from "./cell.js";
import { ColumnSeen, type ColumnType, columnTensor } from "./column.js";
import { csvRows } from "./rows.js";

/**
 * Batches of a CSV file or stream: a Table where the first line names the columns, else a two-dimensional Tensor. Types are
 * those of `pandas.read_csv(path, low_memory=False, float_precision="round_trip")`: int64, uint64, float64 (missing is NaN),
 * bool, and object for text (missing is NaN) and for bools with gaps. Short rows end in missing cells.
 * @throws ModelError `table/parse` with line and column for a broken quote, a row with too many cells, and, in a stream, a cell
 * that does not fit the type which the first rows gave its column; `input/names` for a column that is not there
 */
export async function* readCsv(input: Input, options: ReadOptions, delimiter: string): AsyncIterable<Batch> {
  const shaper = new CsvShaper(input.name, options);
  const open = () => shaper.withoutHeader(csvRows(input.name, input.chunks(), delimiter));
  yield* typedBatches(open, input.rereadable, options.batchRows ?? defaultBatchRows, shaper);
}

class CsvShaper implements Shaper<string[]> {
  readonly #name: string;
  readonly #options: ReadOptions;
  #names: readonly string[] | undefined;
  #width = 0;
  #picked: { readonly name: string; readonly at: number; readonly seen: ColumnSeen }[] = [];
  #types: readonly ColumnType[] | undefined;

  constructor(name: string, options: ReadOptions) {
    this.#name = name;
    this.#options = options;
  }

  /** Takes the line of names off, and settles the columns when it comes by for the first time. */
  async *withoutHeader(parts: AsyncIterable<Located<string[]>>): AsyncIterable<Located<string[]>> {
    let start = true;
    for await (const part of parts) {
      const [head] = part.rows;
      if (start && head) {
        start = false;
        const positional = isRange(head);
        const header = this.#options.header ?? (positional || !isNumbers(head));
        if (this.#width === 0) this.#settle(head, header && !positional);
        if (header) {
          part.rows.shift();
          part.lines.shift();
        }
      }
      yield part;
    }
    if (start) throw parseError(this.#name, 1, undefined, "There is no line with cells; a table needs at least one.");
  }

  #settle(head: readonly string[], named: boolean): void {
    this.#width = head.length;
    if (named) this.#names = uniqueNames(head);
    const all = this.#names ?? head.map((_, i) => String(i));
    this.#picked = (this.#options.columns ?? all).map((name) => ({ name, at: positionOf(name, all, this.#name), seen: new ColumnSeen() }));
  }

  observe({ rows, lines }: Located<string[]>): void {
    for (const [i, row] of rows.entries()) if (row.length > this.#width) this.#checkWidth(row, lines[i] ?? 0);
    for (const { at, seen } of this.#picked) for (const row of rows) seen.see(row[at]);
  }

  #checkWidth(row: readonly string[], line: number): void {
    throw parseError(
      this.#name,
      line,
      String(this.#width + 1),
      `The row has ${row.length} cells, the first line has ${this.#width}. Quote cells that contain the delimiter${
        row.length === this.#width + 1 ? ", and give an index column a name (or leave it out)" : ""
      }.`,
    );
  }

  build({ rows, lines }: Located<string[]>): Batch {
    this.#types ??= this.#picked.map(({ seen }) => seen.type);
    for (const [i, row] of rows.entries()) if (row.length > this.#width) this.#checkWidth(row, lines[i] ?? 0);
    const columns = this.#picked.map(({ name, at }, i): [string, Tensor] => {
      const type = this.#types?.[i] ?? "text";
      const cells = rows.map((row) => row[at]);
      const { texts } = this.#options;
      if (texts === true || texts?.includes(name))
        return [
          name,
          new Tensor(
            "string",
            [cells.length],
            cells.map((cell) => cell ?? ""),
          ),
        ];
      const refuse = (row: number, expected: string): never => {
        throw parseError(
          this.#name,
          lines[row] ?? 0,
          JSON.stringify(name),
          `${JSON.stringify(cells[row] ?? "")} is not ${expected}, which the first rows of the stream made of this column. Give a file, which is read twice, or write these cells alike.`,
        );
      };
      return [name, columnTensor(type, cells, refuse)];
    });
    return this.#names === undefined ? matrixOf(columns.map(([, column]) => column)) : new Table(new Map(columns));
  }
}

/** pandas' default names 0, 1, 2, …, which scikit-learn does not take for feature names either. */
function isRange(cells: readonly string[]): boolean {
  return cells.length > 1 && cells.every((cell, i) => cell === String(i));
}

function isNumbers(cells: readonly string[]): boolean {
  return cells.some((cell) => numberOf(cell) !== undefined) && cells.every((cell) => isMissing(cell) || numberOf(cell) !== undefined);
}

/** Empty names become `Unnamed: 3`, repeated ones `a.1`, `a.2`, as pandas has it (pandas/io/parsers/c_parser_wrapper.py). */
function uniqueNames(head: readonly string[]): string[] {
  const names = head.map((name, i) => (name === "" ? `Unnamed: ${i}` : name));
  const taken = new Set(names);
  const used = new Set<string>();
  return names.map((name) => {
    let unique = name;
    for (let i = 1; used.has(unique) || (unique !== name && taken.has(unique)); i++) unique = `${name}.${i}`;
    used.add(unique);
    return unique;
  });
}

/** Where a column is. */
export function positionOf(name: string, names: readonly string[], source: string): number {
  const at = names.indexOf(name);
  if (at >= 0) return at;
  const known = names.slice(0, 20).map((each) => JSON.stringify(each));
  throw new ModelError(
    "input/names",
    `${source} has no column ${JSON.stringify(name)}; it has ${known.join(", ")}${names.length > 20 ? ", …" : ""}.`,
    {
      where: source,
      python: "KeyError",
    },
  );
}

/** Columns side by side: of their dtype, float64 where they mix numbers, else objects. */
export function matrixOf(columns: readonly Tensor[]): Tensor {
  const rows = columns[0]?.shape[0] ?? 0;
  const shape = [rows, columns.length];
  const dtypes = new Set(columns.map((column) => column.dtype));
  const dtype = dtypes.size === 1 ? columns[0]?.dtype : [...dtypes].every((each) => each.endsWith("64")) ? "float64" : "object";
  if (dtype === "float64" || dtype === "int64" || dtype === "uint64" || dtype === "bool") {
    const width = columns.length;
    const kinds = { float64: Float64Array, int64: BigInt64Array, uint64: BigUint64Array, bool: Uint8Array } as const;
    const data = new kinds[dtype](rows * width);
    for (const [j, { data: cells }] of columns.entries())
      for (let i = 0; i < rows; i++) data[i * width + j] = dtype === "float64" ? Number(cells[i]) : (cells[i] as never);
    return new Tensor(dtype, shape, data as Float64Array);
  }
  const values: HostValue[] = [];
  for (let i = 0; i < rows; i++) for (const column of columns) values.push(column.at(i));
  return new Tensor("object", shape, values);
}
