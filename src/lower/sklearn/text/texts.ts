import { Value } from "../../../graph/value.js";
import { strings } from "../../../tensor.js";
import { Frame, type Input } from "../../input.js";
import type { Self } from "../define.js";

/** The documents of an input as scikit-learn iterates over it: those of a table are its column names. */
export function documents(x: Input, m: Self): Value {
  if (x instanceof Frame) return x.builder.constant(strings([x.names.length], x.names));
  if (x instanceof Value && x.rank === 0 && x.dtype === "string")
    m.refuse("Iterable over raw text documents expected, string object received.");
  return x;
}
