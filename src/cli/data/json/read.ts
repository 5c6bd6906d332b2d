import type { ByteSource } from "../../../bytes/source.js";
import { ModelError } from "../../../errors.js";
import { defaultLimits } from "../../../limits.js";
import { Table } from "../../../table.js";
import type { Tensor } from "../../../tensor.js";
import { type Batch, inBatches } from "../batch.js";
import type { Input } from "../input.js";
import { type Located, parseError, typedBatches } from "../located.js";
import { defaultBatchRows, type ReadOptions } from "../options.js";
import { selectColumns } from "../select.js";
import { ValuesSeen, valuesTensor } from "./column.js";
import { ValueShaper } from "./shaper.js";
import { parseJson, positionIn } from "./text.js";

/** What a JavaScript string can hold is a little more. */
const LONGEST_TEXT = 500_000_000;

/**
 * Batches of a JSON file, which is read whole: an array of records (Table), of arrays or plain values (Tensor), or one object
 * of columns, as lists, as pandas.DataFrame.to_json writes them by default, or with `orient="split"`.
 * @throws ModelError `table/parse` with line and column; `bytes/too-large` beyond 500 MB
 */
export async function* readJson(input: Input, options: ReadOptions): AsyncIterable<Batch> {
  const batch = selectColumns(toBatch(await parsedJson(input, options), input.name, options), options.columns, input.name);
  yield* inBatches(batch, options.batchRows ?? defaultBatchRows);
}

/** What the file holds. @throws as {@link readJson} */
export async function parsedJson(input: Input, options: ReadOptions): Promise<unknown> {
  const source = await input.source();
  const text = await textOf(source, (options.limits ?? defaultLimits).maxBytes);
  options.onBytes?.(source.size, source.size);
  const parsed = parseJson(text);
  if ("at" in parsed) throw jsonError(input.name, text, parsed.at, 1);
  return parsed.value;
}

async function textOf(source: ByteSource, maxBytes: number): Promise<string> {
  const limit = Math.min(maxBytes, LONGEST_TEXT);
  if (source.size > limit)
    throw new ModelError(
      "bytes/too-large",
      `${source.name} has ${source.size} bytes; JSON is read whole, up to ${limit}. Use JSONL, which streams.`,
      {
        where: source.name,
      },
    );
  return new TextDecoder().decode(await source.read(0, source.size));
}

function jsonError(name: string, text: string, at: number, firstLine: number): ModelError {
  const { line, column } = positionIn(text, at);
  const found = text.slice(at, at + 20).split("\n")[0];
  return parseError(
    name,
    firstLine + line - 1,
    String(column),
    at < text.length ? `This is no JSON: ${JSON.stringify(found)}.` : "The JSON ends early.",
  );
}

const failAt = (name: string) => (row: number, column: string | undefined, problem: string) => {
  const where = `${name}, item ${row}${column === undefined ? "" : `, column ${column}`}`;
  return new ModelError("table/parse", `${where}: ${problem}`, { where, python: "ValueError" });
};

/** A list as rows: records become a Table, arrays of one shape and plain values a Tensor. */
export function rowsOfJson(rows: readonly unknown[], name: string, options: ReadOptions): Batch {
  return fromRows([...rows], options, failAt(name));
}

function toBatch(value: unknown, name: string, options: ReadOptions): Batch {
  const fail = failAt(name);
  if (Array.isArray(value)) return fromRows(value, options, fail);
  if (typeof value !== "object" || value === null)
    throw parseError(name, 1, undefined, `It holds ${JSON.stringify(value)}; an array of rows or an object of columns is needed.`);
  if ("columns" in value && "data" in value && Array.isArray(value.columns) && Array.isArray(value.data)) {
    const names = value.columns.map(String);
    const records = value.data.map((row: unknown) =>
      Object.fromEntries(names.map((key, i) => [key, Array.isArray(row) ? row[i] : undefined])),
    );
    return fromRows(records, options, fail);
  }
  const columns = Object.entries(value).map(([key, column]: [string, unknown]): [string, Tensor] => {
    const values: unknown = Array.isArray(column)
      ? column
      : typeof column === "object" && column !== null
        ? Object.values(column)
        : undefined;
    if (!Array.isArray(values))
      throw parseError(
        name,
        1,
        JSON.stringify(key),
        "The object's members have to be columns: lists of values. A single record goes in an array.",
      );
    const seen = new ValuesSeen();
    for (const each of values) seen.see(each);
    const never = (): never => {
      throw fail(0, key, "The column changed while it was read.");
    };
    return [key, valuesTensor(seen.type === "string" ? "object" : seen.type, values, [values.length], never)];
  });
  return new Table(new Map(columns));
}

function fromRows(rows: unknown[], options: ReadOptions, fail: (row: number, column: string | undefined, problem: string) => Error): Batch {
  const shaper = new ValueShaper(options, fail);
  const part = { rows, lines: rows.map((_, i) => i) };
  shaper.observe(part);
  return shaper.build(part);
}

/**
 * Batches of JSON lines: one record, array or plain value per line, empty lines aside.
 * @throws ModelError `table/parse` with line and column; in a stream also for what the first rows did not announce
 */
export async function* readJsonLines(input: Input, options: ReadOptions): AsyncIterable<Batch> {
  const shaper = new ValueShaper(options, (line, column, problem) => parseError(input.name, line, column, problem));
  const open = () => jsonLines(input.name, input.chunks());
  const batches = typedBatches(open, input.rereadable, options.batchRows ?? defaultBatchRows, shaper);
  for await (const batch of batches) yield selectColumns(batch, options.columns, input.name);
}

async function* jsonLines(name: string, chunks: AsyncIterable<Uint8Array>): AsyncIterable<Located<unknown>> {
  const decoder = new TextDecoder();
  let rest = "";
  let line = 1;
  const parse = (texts: readonly string[]): Located<unknown> => {
    const part: Located<unknown> = { rows: [], lines: [] };
    for (const text of texts) {
      if (text.trim() !== "") {
        const parsed = parseJson(text);
        if ("at" in parsed) throw jsonError(name, text, parsed.at, line);
        part.rows.push(parsed.value);
        part.lines.push(line);
      }
      line++;
    }
    return part;
  };
  for await (const chunk of chunks) {
    const piece = decoder.decode(chunk, { stream: true });
    if (rest.length + piece.length > LONGEST_TEXT)
      throw parseError(name, line, undefined, `A line is longer than ${LONGEST_TEXT} characters.`);
    if (!piece.includes("\n")) {
      rest += piece;
      continue;
    }
    const lines = (rest + piece).split("\n");
    rest = lines.pop() ?? "";
    yield parse(lines);
  }
  yield parse([rest + decoder.decode()]);
}
