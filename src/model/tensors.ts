import { dense, ROWS } from "../graph/info.js";
import { Table } from "../table.js";
import { Tensor } from "../tensor.js";
import { type Feeds, feedsOf, type ModelInput } from "./form.js";
import { tensorOf } from "./nested.js";

/** What a network is given: one array, a list of tensors, or a record of arrays by input name; arrays of any rank. */
export function tensorFeeds(x: ModelInput): Feeds {
  if (Array.isArray(x) && x[0] instanceof Tensor) return named((x as readonly Tensor[]).map((tensor, i) => [String(i), tensor]));
  if (typeof x !== "object" || x === null || Array.isArray(x) || x instanceof Tensor || isTable(x)) return feedsOf(x, false);
  return named(Object.entries(x).map(([name, value]) => [name, arrayOf(value)]));
}

function isTable(x: object): boolean {
  return x instanceof Table || "indptr" in x || "schema" in x;
}

function arrayOf(value: unknown): Tensor {
  if (value instanceof Tensor) return value;
  return tensorOf(ArrayBuffer.isView(value) ? Array.from(value as unknown as ArrayLike<number>) : (value as readonly unknown[]));
}

/** Arrays as long as the first have rows in common; the length of another belongs to its form. */
function named(entries: readonly (readonly [string, Tensor])[]): Feeds {
  const rows = entries.find(([, { shape }]) => shape.length > 0)?.[1].shape[0];
  const columns = entries.map(([name, { dtype, shape }]) => ({
    name,
    info: dense(dtype, shape[0] === rows && shape.length > 0 ? [ROWS, ...shape.slice(1)] : shape),
  }));
  return {
    key: `tensors:${JSON.stringify(columns.map(({ name, info }) => [name, info.dtype, info.shape]))}`,
    form: { kind: "table", columns },
    values: entries.map(([, tensor]) => tensor),
  };
}
