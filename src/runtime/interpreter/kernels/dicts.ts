import { ModelError } from "../../../errors.js";
import { requireTensor } from "../../../graph/builder.js";
import type { RuntimeValue } from "../../../graph/info.js";
import * as ops from "../../../graph/ops/dicts.js";
import { CsrMatrix } from "../../../sparse.js";
import { type HostRecord, type HostValue, Tensor } from "../../../tensor.js";
import { kernel } from "../kernel.js";
import { RowCounter } from "../text/rows.js";
import { csrToDense } from "./csr-linear.js";

export const vectorizeDicts = kernel(ops.vectorizeDicts, ({ columns, width, separator, iterables, dtype, ...options }, node) => {
  const counter = new RowCounter(width);
  const add = (key: string, value: number): void => {
    const column = columns.get(key);
    if (column !== undefined) counter.add(column, value);
  };
  const dense = csrToDense.prepare(node);
  return ([input]) => {
    const x = requireTensor(input, "brine.VectorizeDicts");
    const rows = x.shape[0] ?? 0;
    if (rows === 0) throw new ModelError("input/value", "Sample sequence X is empty.", { where: "X", python: "ValueError" });
    counter.reset();
    counter.start(rows);
    for (let i = 0; i < rows; i++) {
      const record = recordOf(x.at(i));
      for (const [key, value] of record) {
        if (typeof value === "string") add(key + separator + value, 1);
        else if (Array.isArray(value) && iterables)
          for (const item of value as readonly HostValue[]) add(key + separator + textOf(item), 1);
        else if (Array.isArray(value) || value instanceof Map) throw unsupported(key, value);
        else add(key, value === null ? Number.NaN : Number(value));
      }
      counter.next();
    }
    const found = counter.finish("brine.VectorizeDicts", dtype);
    return options.sparse ? [found] : dense([found]);
  };
});

function recordOf(cell: HostValue): HostRecord {
  if (cell instanceof Map) return cell as HostRecord;
  const type =
    cell === null
      ? "NoneType"
      : typeof cell === "string"
        ? "str"
        : typeof cell === "number"
          ? Number.isInteger(cell)
            ? "int"
            : "float"
          : "list";
  throw new ModelError("input/dtype", `'${type}' object has no attribute 'items'`, { where: "X", python: "AttributeError" });
}

function textOf(item: HostValue): string {
  if (typeof item === "string") return item;
  const type = typeof item === "number" ? (Number.isInteger(item) ? "int" : "float") : typeof item === "boolean" ? "bool" : "NoneType";
  throw new ModelError("input/dtype", `Unsupported type <class '${type}'> in iterable value. Only iterables of string are supported.`, {
    where: "X",
    python: "TypeError",
  });
}

function unsupported(key: string, value: HostValue): ModelError {
  const type = value instanceof Map ? "dict" : "list";
  return new ModelError(
    "input/dtype",
    `Unsupported value Type <class '${type}'> for ${key}. <class '${type}'> objects are not supported.`,
    {
      where: "X",
      python: "TypeError",
    },
  );
}

export const dictsOfRows = kernel(ops.dictsOfRows, ({ names }) => ([input]) => {
  const x = input as RuntimeValue;
  const [rows = 0, width = 0] = x.shape;
  const dicts: HostValue[] = [];
  for (let i = 0; i < rows; i++) {
    const dict = new Map<string, HostValue>();
    if (x instanceof CsrMatrix) {
      for (let k = x.indptr[i] ?? 0; k < (x.indptr[i + 1] ?? 0); k++)
        if (Number(x.data.data[k]) !== 0) dict.set(names[x.indices[k] as number] as string, x.data.at(k));
    } else
      for (let j = 0; j < width; j++) {
        const value = x.at(i * width + j);
        if (value !== 0 && value !== 0n && value !== false) dict.set(names[j] as string, value);
      }
    dicts.push(dict);
  }
  return [new Tensor("object", [rows], dicts)];
});
