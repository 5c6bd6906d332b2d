import { CsrMatrix } from "../../src/sparse.js";
import { Table } from "../../src/table.js";
import { isFloating, Tensor } from "../../src/tensor.js";
import type { Described, Fixture } from "./fixture.js";

/** The largest difference allowed, as a share of the largest magnitude in the column: the project's promise. */
export const FLOAT64 = 1e-9;
export const FLOAT64_LINEAR = 1e-12;
export const FLOAT32 = 1e-6;

/** The tolerance for a class: linear models and scalers are held to the last digits. */
export function toleranceOf(path: string): number {
  return /^sklearn\.(linear_model|preprocessing\.(_?data))\b/.test(path) ? FLOAT64_LINEAR : FLOAT64;
}

/** The first difference between what Brine answered and what scikit-learn did, in words; undefined where they agree. */
export function difference(fixture: Fixture, expected: Described, actual: unknown, tolerance: number): string | undefined {
  switch (expected.kind) {
    case "array":
      return arrays(fixture.array(expected.array), actual, tolerance);
    case "csr": {
      if (!(actual instanceof CsrMatrix)) return `expected a sparse matrix, got ${name(actual)}`;
      return arrays(densify(fixture.csr(expected)), densify(actual), tolerance);
    }
    case "strings":
    case "objects":
      return cells(expected, fixture.values(expected), actual);
    case "list": {
      const items = expected.items as Described[];
      if (!Array.isArray(actual)) return `expected a list of ${items.length}, got ${name(actual)}`;
      if (actual.length !== items.length) return `expected ${items.length} items, got ${actual.length}`;
      for (const [i, item] of items.entries()) {
        const found = difference(fixture, item, actual[i], tolerance);
        if (found) return `item ${i}: ${found}`;
      }
      return undefined;
    }
    case "ragged":
      return ragged(fixture, expected, actual, tolerance);
    case "table":
      return table(fixture.table(expected), actual, tolerance);
    default:
      return `the comparison knows no output of kind ${expected.kind}`;
  }
}

/** Rows of unequal length: numbers, or the terms of texts. Order within a row counts. */
function ragged(fixture: Fixture, expected: Described, actual: unknown, tolerance: number): string | undefined {
  const indptr = fixture.array(expected.indptr);
  if (!Array.isArray(actual)) return `expected a list of arrays, got ${name(actual)}`;
  if (actual.length !== indptr.size - 1) return `expected ${indptr.size - 1} rows, got ${actual.length}`;
  const words = expected.values === undefined ? undefined : fixture.values(expected);
  const data = words ? undefined : fixture.array(expected.data);
  for (let i = 0; i + 1 < indptr.size; i++) {
    const [from, to] = [Number(indptr.at(i)), Number(indptr.at(i + 1))];
    const found = words
      ? cells({ kind: "strings", shape: [to - from] }, words.slice(from, to), actual[i])
      : data && arrays(new Tensor(data.dtype, [to - from], data.data.slice(from, to) as never), actual[i], tolerance);
    if (found) return `row ${i}: ${found}`;
  }
  return undefined;
}

function table(expected: Table, actual: unknown, tolerance: number): string | undefined {
  if (!(actual instanceof Table)) return `expected a table, got ${name(actual)}`;
  if (expected.names.join("\n") !== actual.names.join("\n")) return `expected columns ${expected.names}, got ${actual.names}`;
  for (const [column, want] of expected.columns) {
    const got = actual.columns.get(column);
    const plainCells = want.dtype === "string" || want.dtype === "object";
    const list = plainCells ? Array.from({ length: want.size }, (_, i) => want.at(i)) : [];
    const found = plainCells ? cells({ kind: "objects", shape: want.shape }, list, got) : arrays(want, got, tolerance);
    if (found) return `column ${column}: ${found}`;
  }
  return undefined;
}

function arrays(expected: Tensor, actual: unknown, tolerance: number): string | undefined {
  if (!(actual instanceof Tensor)) return `expected an array, got ${name(actual)}`;
  if (actual.shape.join() !== expected.shape.join()) return `expected shape [${expected.shape}], got [${actual.shape}]`;
  if (actual.dtype !== expected.dtype) return `expected ${expected.dtype}, got ${actual.dtype}`;
  if (!isFloating(expected.dtype)) {
    for (let i = 0; i < expected.size; i++)
      if (expected.at(i) !== actual.at(i)) return `element ${i}: expected ${expected.at(i)}, got ${actual.at(i)}`;
    return undefined;
  }
  const width = expected.shape.length > 1 ? (expected.shape.at(-1) ?? 1) : 1;
  const largest = new Float64Array(width);
  for (let i = 0; i < expected.size; i++) {
    const value = Math.abs(expected.at(i) as number);
    if (Number.isFinite(value) && value > (largest[i % width] as number)) largest[i % width] = value;
  }
  const share = expected.dtype === "float32" ? FLOAT32 : tolerance;
  for (let i = 0; i < expected.size; i++) {
    const want = expected.at(i) as number;
    const got = actual.at(i) as number;
    if (Object.is(want, got) || want === got || (Number.isNaN(want) && Number.isNaN(got))) continue;
    if (!(Math.abs(want - got) <= share * (largest[i % width] as number)))
      return `element ${i} (column ${i % width}): expected ${want}, got ${got}`;
  }
  return undefined;
}

function cells(expected: Described, values: readonly unknown[], actual: unknown): string | undefined {
  const list =
    actual instanceof Tensor ? Array.from({ length: actual.size }, (_, i) => actual.at(i)) : Array.isArray(actual) ? actual : undefined;
  if (list === undefined) return `expected ${expected.kind}, got ${name(actual)}`;
  if (actual instanceof Tensor && actual.shape.join() !== (expected.shape as number[]).join())
    return `expected shape [${expected.shape}], got [${actual.shape}]`;
  if (list.length !== values.length) return `expected ${values.length} values, got ${list.length}`;
  for (const [i, value] of values.entries()) {
    const got = list[i];
    const same = Object.is(value, got) || plain(value) === plain(got);
    if (!same) return `value ${i}: expected ${plain(value)}, got ${plain(got)}`;
  }
  return undefined;
}

function plain(value: unknown): string {
  if (value instanceof Map) return JSON.stringify([...value].map(([k, v]) => [k, plain(v)]));
  if (Array.isArray(value)) return JSON.stringify(value.map(plain));
  return typeof value === "bigint" ? `${value}` : typeof value === "string" ? JSON.stringify(value) : String(value);
}

function densify(csr: CsrMatrix): Tensor {
  const [rows, columns] = csr.shape;
  const out = new Float64Array(rows * columns);
  for (let i = 0; i < rows; i++)
    for (let k = csr.indptr[i] ?? 0; k < (csr.indptr[i + 1] ?? 0); k++) {
      const at = i * columns + (csr.indices[k] ?? 0);
      out[at] = (out[at] ?? 0) + Number(csr.data.at(k));
    }
  return new Tensor("float64", [rows, columns], out);
}

function name(value: unknown): string {
  if (value instanceof Tensor) return `a ${value.dtype} tensor of shape [${value.shape}]`;
  if (Array.isArray(value)) return `a list of ${value.length}`;
  return typeof value === "object" && value !== null ? value.constructor.name : String(value);
}

/** The same for answers that stand alone: arrays, sparse matrices, or (nested) lists of texts. */
export function compareValues(expected: unknown, actual: unknown, tolerance: number): string | undefined {
  if (expected instanceof Tensor && actual instanceof Tensor) return arrays(expected, actual, tolerance);
  if (expected instanceof CsrMatrix && actual instanceof CsrMatrix) return arrays(densify(expected), densify(actual), tolerance);
  const list = (value: unknown) => (value instanceof Tensor ? value.toArray() : value);
  const [want, got] = [JSON.stringify(list(expected), plainLists), JSON.stringify(list(actual), plainLists)];
  return want === got ? undefined : `expected ${want.slice(0, 200)}, got ${got.slice(0, 200)}`;
}

const plainLists = (_: string, value: unknown): unknown =>
  value instanceof Tensor ? value.toArray() : typeof value === "bigint" ? Number(value) : value;
