import { ModelError } from "../../errors.js";
import type { Batch } from "./batch.js";
import { windowRows } from "./options.js";

/** Rows as a file has them, each with the line (from 1) that it starts on. */
export interface Located<R> {
  readonly rows: R[];
  readonly lines: number[];
}

/** Turns rows into batches whose columns have one type throughout. */
export interface Shaper<R> {
  /** Takes rows into account for the types of the columns. */
  observe(part: Located<R>): void;
  /** @throws ModelError `table/parse` where a row does not fit what was observed, which only a stream can cause */
  build(part: Located<R>): Batch;
}

/**
 * Batches of typed rows. A file is read twice, once to settle the types of its columns and once to give the rows; a file
 * that fits the window is read once. A stream's types are settled by its first rows, the window.
 */
export async function* typedBatches<R>(
  open: () => AsyncIterable<Located<R>>,
  rereadable: boolean,
  batchRows: number,
  shaper: Shaper<R>,
): AsyncIterable<Batch> {
  const first = open()[Symbol.asyncIterator]();
  let pending: Located<R> = { rows: [], lines: [] };
  let window = true;
  for (let next = await first.next(); !next.done; next = await first.next()) {
    shaper.observe(next.value);
    if (!window) continue;
    append(pending, next.value);
    if (pending.rows.length <= windowRows) continue;
    window = false;
    if (!rereadable) break;
    pending = { rows: [], lines: [] };
  }
  const rest = window ? [] : rereadable ? open() : { [Symbol.asyncIterator]: () => first };
  let any = false;
  for await (const part of rest) {
    for (; pending.rows.length >= batchRows; any = true) yield shaper.build(take(pending, batchRows));
    append(pending, part);
  }
  for (; pending.rows.length > batchRows; any = true) yield shaper.build(take(pending, batchRows));
  if (pending.rows.length > 0 || !any) yield shaper.build(pending);
}

function append<R>(to: Located<R>, part: Located<R>): void {
  for (const row of part.rows) to.rows.push(row);
  for (const line of part.lines) to.lines.push(line);
}

function take<R>(from: Located<R>, count: number): Located<R> {
  return { rows: from.rows.splice(0, count), lines: from.lines.splice(0, count) };
}

/** A `table/parse` error with its place. */
export function parseError(name: string, line: number, column: string | undefined, problem: string): ModelError {
  const where = `${name}, line ${line}${column === undefined ? "" : `, column ${column}`}`;
  return new ModelError("table/parse", `${where}: ${problem}`, { where, python: "ValueError" });
}
