import { ModelError } from "../errors.js";
import { csr, dense, ROWS, type RuntimeValue } from "../graph/info.js";
import type { InputForm } from "../lower/input.js";
import { CsrMatrix } from "../sparse.js";
import { Table } from "../table.js";
import { type DType, type HostValue, Tensor } from "../tensor.js";
import { columnOf, tensorOf } from "./nested.js";

/** A column of a table as users write it. */
export type Column = Tensor | ArrayLike<number> | readonly HostValue[];

/** What an Arrow table looks like, as far as it is used here. */
export interface ArrowTable {
  readonly schema: { readonly fields: readonly { readonly name: string }[] };
  getChild(name: string): { toArray(): unknown; readonly nullCount: number; readonly length: number; get(index: number): unknown } | null;
}

/**
 * Rows to ask a model about: a tensor or nested arrays `[[5.1, 3.5], …]`, a list of texts or labels, a table of columns
 * `{ age: Float64Array, city: string[] }`, records `[{ age: 31, city: "Bern" }, …]`, a sparse matrix, or an Arrow table.
 * Numbers are float64, bigints int64; null is None, NaN is NaN.
 */
export type ModelInput =
  | Tensor
  | CsrMatrix
  | Table
  | ArrowTable
  | readonly HostValue[]
  | readonly (readonly HostValue[])[]
  | readonly Float64Array[]
  | readonly Float32Array[]
  | Readonly<Record<string, Column>>
  | readonly Readonly<Record<string, HostValue>>[];

/** An input taken apart: the form that a graph is made for, a key of it, and the values. */
export interface Feeds {
  readonly key: string;
  readonly form: InputForm;
  readonly values: readonly RuntimeValue[];
}

/** @param records - whether the model takes dicts (DictVectorizer), so that records are not made into a table. */
export function feedsOf(x: ModelInput, records: boolean): Feeds {
  if (x instanceof Tensor) return arrayFeeds(x);
  if (x instanceof CsrMatrix)
    return {
      key: `csr:${x.dtype}:${x.shape[1]}`,
      form: { kind: "array", info: csr(x.dtype, [ROWS, x.shape[1]]) },
      values: [x],
    };
  if (x instanceof Table) return tableFeeds(x);
  if (isList(x)) {
    const first = x[0];
    // Lists of labels, of unequal length.
    if (records && isList(first)) return arrayFeeds(new Tensor("object", [x.length], x as readonly HostValue[] as HostValue[]));
    if (typeof first === "object" && first !== null && !isList(first) && !(first instanceof Date)) {
      const rows = x as readonly (Readonly<Record<string, HostValue>> | ReadonlyMap<string, HostValue>)[];
      return records ? arrayFeeds(recordVector(rows)) : tableFeeds(tableOfRecords(rows));
    }
    return arrayFeeds(tensorOf(x as readonly unknown[]));
  }
  // One text where a list of them is expected: what takes texts has words of its own for that.
  if (typeof x === "string") return arrayFeeds(new Tensor("string", [], [x]));
  if (typeof x !== "object" || x === null)
    throw new ModelError("input/dtype", `Expected an array, a table or records, got ${x === null ? "null" : typeof x}.`);
  if (isArrow(x)) return tableFeeds(tableOfArrow(x));
  return tableFeeds(
    new Table(new Map(Object.entries(x as Record<string, Column>).map(([name, column]) => [name, columnOf(name, column)]))),
  );
}

function isList(x: unknown): x is readonly unknown[] {
  return Array.isArray(x);
}

function isArrow(x: object): x is ArrowTable {
  return "schema" in x && "getChild" in x && typeof x.getChild === "function";
}

/** The form of the matrix before, since one-row questions come many times alike. */
let last: { readonly dtype: DType; readonly columns: number; readonly key: string; readonly form: InputForm } | undefined;

function arrayFeeds(tensor: Tensor): Feeds {
  if (tensor.shape.length !== 2) return anyArrayFeeds(tensor);
  const columns = tensor.shape[1] as number;
  if (last?.dtype !== tensor.dtype || last.columns !== columns) {
    const { key, form } = anyArrayFeeds(tensor);
    last = { dtype: tensor.dtype, columns, key, form };
  }
  return { key: last.key, form: last.form, values: [tensor] };
}

function anyArrayFeeds(tensor: Tensor): Feeds {
  const [, ...rest] = tensor.shape;
  const shape = tensor.shape.length === 0 ? [] : [ROWS, ...rest];
  return {
    key: `array:${tensor.dtype}:${rest.length === 1 ? rest[0] : rest.join("x")}:${tensor.shape.length}`,
    form: { kind: "array", info: dense(tensor.dtype, shape) },
    values: [tensor],
  };
}

function tableFeeds(table: Table): Feeds {
  const columns = [...table.columns].map(([name, column]) => ({ name, info: dense(column.dtype, [ROWS]) }));
  return {
    key: `table:${JSON.stringify(columns.map(({ name, info }) => [name, info.dtype]))}`,
    form: { kind: "table", columns },
    values: [...table.columns.values()],
  };
}

function recordVector(rows: readonly (Readonly<Record<string, HostValue>> | ReadonlyMap<string, HostValue>)[]): Tensor<"object"> {
  const maps = rows.map((row) => (row instanceof Map ? (row as ReadonlyMap<string, HostValue>) : new Map(Object.entries(row))));
  return new Tensor("object", [rows.length], maps);
}

function tableOfRecords(rows: readonly (Readonly<Record<string, HostValue>> | ReadonlyMap<string, HostValue>)[]): Table {
  const names = new Set<string>();
  for (const row of rows) for (const name of row instanceof Map ? row.keys() : Object.keys(row)) names.add(String(name));
  const cell = (row: (typeof rows)[number], name: string): HostValue => {
    if (row instanceof Map) return (row.get(name) as HostValue | undefined) ?? Number.NaN;
    return Object.hasOwn(row, name) ? ((row as Record<string, HostValue>)[name] ?? null) : Number.NaN;
  };
  return new Table(
    new Map(
      [...names].map((name) => [
        name,
        columnOf(
          name,
          rows.map((row) => cell(row, name)),
        ),
      ]),
    ),
  );
}

function tableOfArrow(arrow: ArrowTable): Table {
  const columns = new Map<string, Tensor>();
  for (const { name } of arrow.schema.fields) {
    const child = arrow.getChild(name);
    if (child === null) throw new ModelError("input/names", `The Arrow table lists a column "${name}" that it does not have.`);
    const array = child.toArray();
    const plain = child.nullCount === 0 && ArrayBuffer.isView(array) ? (array as unknown as ArrayLike<number>) : undefined;
    columns.set(name, columnOf(name, plain ?? Array.from({ length: child.length }, (_, i) => hostCell(child.get(i)))));
  }
  return new Table(columns);
}

/** Nulls of a typed column are missing values: NaN, as `pyarrow`'s `to_pandas` makes them. */
function hostCell(value: unknown): HostValue {
  if (value === null || value === undefined) return Number.NaN;
  if (typeof value === "number" || typeof value === "string" || typeof value === "boolean" || typeof value === "bigint") return value;
  if (value instanceof Date) return value;
  return String(value);
}
