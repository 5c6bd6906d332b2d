import { ModelError } from "../../../errors.js";
import { requireTensor } from "../../../graph/builder.js";
import { hashFeatures as spec } from "../../../graph/ops/dicts.js";
import type { HostRecord, HostValue } from "../../../tensor.js";
import { kernel } from "../kernel.js";
import { hashText } from "../text/murmur.js";
import { RowCounter } from "../text/rows.js";

export const hashFeatures = kernel(spec, ({ rows: kind, width, alternateSign, dtype }) => {
  const counter = new RowCounter(width);
  const add = (key: string, value: HostValue): void => {
    const number = typeof value === "string" ? 1 : Number(value);
    if (number === 0) return;
    const hash = hashText(typeof value === "string" ? `${key}=${value}` : key);
    counter.add(Math.abs(hash) % width, alternateSign && hash < 0 ? -number : number);
  };
  return ([input]) => {
    const x = requireTensor(input, "brine.HashFeatures");
    const rows = x.shape[0] ?? 0;
    if (rows === 0) throw new ModelError("input/value", "Cannot vectorize empty sequence.", { where: "X", python: "ValueError" });
    const length = x.shape[1];
    counter.reset();
    counter.start(rows);
    for (let i = 0; i < rows; i++) {
      const cell = length === undefined ? x.at(i) : Array.from({ length }, (_, j) => x.at(i * length + j));
      if (kind === "dict") for (const [key, value] of dictOf(cell)) add(key, value);
      else if (kind === "pair") for (const pair of listOf(cell)) add(...pairOf(pair));
      else for (const text of listOf(cell)) add(String(text), 1);
      counter.next();
    }
    return [counter.finish("brine.HashFeatures", dtype)];
  };
});

const wrong = (message: string, python: string) => new ModelError("input/dtype", message, { where: "X", python });

function dictOf(cell: HostValue): HostRecord {
  if (cell instanceof Map) return cell as HostRecord;
  throw wrong(`'${typeof cell === "string" ? "str" : "list"}' object has no attribute 'items'`, "AttributeError");
}

/** The characters of a text, too. */
function listOf(cell: HostValue): readonly HostValue[] {
  if (Array.isArray(cell)) return cell as readonly HostValue[];
  if (typeof cell === "string") return [...cell];
  throw wrong(`'${cell === null ? "NoneType" : typeof cell === "number" ? "float" : "object"}' object is not iterable`, "TypeError");
}

function pairOf(pair: HostValue): [string, HostValue] {
  if (Array.isArray(pair) && pair.length === 2) return [String(pair[0]), pair[1] as HostValue];
  throw wrong("not enough values to unpack (expected 2)", "ValueError");
}
