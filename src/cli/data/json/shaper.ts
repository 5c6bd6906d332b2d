import { Table } from "../../../table.js";
import { Tensor } from "../../../tensor.js";
import type { Batch } from "../batch.js";
import type { Located, Shaper } from "../located.js";
import type { ReadOptions } from "../options.js";
import { recordOf, ValuesSeen, valuesTensor } from "./column.js";

type Kind = "a record" | "an array" | "a string" | "a number or bool";

/** Makes batches of rows that are JSON values: records become a Table, arrays of one shape and plain values a Tensor. */
export class ValueShaper implements Shaper<unknown> {
  readonly #options: ReadOptions;
  readonly #fail: (row: number, column: string | undefined, problem: string) => Error;
  readonly #columns = new Map<string, ValuesSeen>();
  readonly #values = new ValuesSeen();
  #kind: Kind | undefined;
  #shape: readonly number[] = [];
  #seen = 0;

  /** @param fail an error for the row on a line, or for the item of this number */
  constructor(options: ReadOptions, fail: (row: number, column: string | undefined, problem: string) => Error) {
    this.#options = options;
    this.#fail = fail;
  }

  observe({ rows, lines }: Located<unknown>): void {
    for (const [i, row] of rows.entries()) {
      const at = lines[i] ?? 0;
      this.#checkKind(row, at);
      if (this.#kind === "a record") this.#seeRecord(row as object);
      else if (Array.isArray(row)) for (const value of this.#flat(row, at)) this.#values.see(value);
      else this.#values.see(row);
      this.#seen++;
    }
  }

  #checkKind(row: unknown, at: number): void {
    const kind = kindOf(row);
    if (kind === undefined) {
      if (this.#kind === "a record" || this.#kind === "an array")
        throw this.#fail(at, undefined, `It is null; a row has to be ${this.#kind} here.`);
    } else if (this.#kind === undefined) {
      if (this.#seen > 0 && typeof row === "object") throw this.#fail(at, undefined, `It is ${kind}; the rows before it are each null.`);
      this.#kind = kind;
      if (Array.isArray(row)) this.#shape = shapeOf(row);
    } else if (kind !== this.#kind) throw this.#fail(at, undefined, `It is ${kind}; the rows before it are each ${this.#kind}.`);
  }

  #seeRecord(row: object): void {
    if (this.#options.records) return;
    let known = 0;
    for (const [key, value] of Object.entries(row)) {
      let column = this.#columns.get(key);
      if (column) known++;
      else {
        column = new ValuesSeen();
        if (this.#seen > 0) column.see(undefined);
        this.#columns.set(key, column);
        known++;
      }
      column.see(value);
    }
    if (known < this.#columns.size) for (const [key, column] of this.#columns) if (!Object.hasOwn(row, key)) column.see(undefined);
  }

  #flat(row: readonly unknown[], at: number): unknown[] {
    const flat: unknown[] = [];
    const walk = (value: unknown, axis: number): void => {
      const dim = this.#shape[axis];
      if (dim === undefined) {
        if (typeof value === "object" && value !== null) throw this.#fail(at, undefined, "It is nested deeper than the first row.");
        flat.push(value);
      } else if (!Array.isArray(value) || value.length !== dim)
        throw this.#fail(
          at,
          undefined,
          `It has ${Array.isArray(value) ? `${value.length} values` : "a plain value"} where the first row has ${dim}; rows need one shape.`,
        );
      else for (const each of value) walk(each, axis + 1);
    };
    walk(row, 0);
    return flat;
  }

  build({ rows, lines }: Located<unknown>): Batch {
    for (const [i, row] of rows.entries()) this.#checkKind(row, lines[i] ?? 0);
    if (this.#kind === "a record") return this.#options.records ? records(rows) : this.#table(rows, lines);
    const flat = rows.flatMap((row, i) => (Array.isArray(row) ? this.#flat(row, lines[i] ?? 0) : [row]));
    const width = rows.length === 0 ? 1 : flat.length / rows.length;
    return valuesTensor(this.#values.type, flat, [rows.length, ...this.#shape], (index, expected) => {
      throw this.#fail(lines[Math.floor(index / width)] ?? 0, undefined, `${JSON.stringify(flat[index])} is not ${expected}, ${LATE}`);
    });
  }

  #table(rows: readonly unknown[], lines: readonly number[]): Table {
    for (const [i, row] of rows.entries())
      for (const key of Object.keys(row as object))
        if (!this.#columns.has(key))
          throw this.#fail(lines[i] ?? 0, JSON.stringify(key), `The key was in none of the first rows of the stream. ${GIVE_FILE}`);
    const columns = [...this.#columns].map(([key, seen]): [string, Tensor] => {
      const values = rows.map((row) => (Object.hasOwn(row as object, key) ? (row as Readonly<Record<string, unknown>>)[key] : undefined));
      // Text columns are objects, as pandas has them; strings on their own are documents.
      const type = seen.type === "string" ? "object" : seen.type;
      const tensor = valuesTensor(type, values, [rows.length], (index, expected) => {
        throw this.#fail(lines[index] ?? 0, JSON.stringify(key), `${JSON.stringify(values[index])} is not ${expected}, ${LATE}`);
      });
      return [key, tensor];
    });
    return new Table(new Map(columns));
  }
}

const GIVE_FILE = "Give a file, which is read twice, or write the rows alike.";
const LATE = `which the first rows of the stream made of this column. ${GIVE_FILE}`;

function records(rows: readonly unknown[]): Tensor {
  return new Tensor(
    "object",
    [rows.length],
    rows.map((row) => recordOf(row as object)),
  );
}

function kindOf(row: unknown): Kind | undefined {
  if (row === null) return undefined;
  if (Array.isArray(row)) return "an array";
  return typeof row === "object" ? "a record" : typeof row === "string" ? "a string" : "a number or bool";
}

/** Lengths along the first elements. */
function shapeOf(row: readonly unknown[]): number[] {
  const shape: number[] = [];
  for (let at: unknown = row; Array.isArray(at); at = at[0]) shape.push(at.length);
  return shape;
}
