import { ModelError } from "../../../errors.js";
import { checkFinite } from "../../../graph/ops/input.js";
import type { Value } from "../../../graph/value.js";
import { Frame, type Input } from "../../input.js";
import type { Self } from "../define.js";

/** `column_or_1d(y)`: a vector as it is, a single column as one (sklearn/utils/validation.py). */
export function labelVector(x: Input, m: Self): Value {
  const y = x instanceof Frame ? x.toNumpy() : x;
  if (y.layout === "dense" && y.rank === 1) return y;
  const rows = y.shape[0] ?? -1;
  if (y.layout === "dense" && y.rank === 2 && y.shape[1] === 1) return y.reshape([rows]);
  const shape = y.rank === 0 ? "()" : `({rows}, ${y.shape.slice(1).join(", ")})`;
  const message = m.atLeast(0, 24) ? `y should be a 1d array, got an array of shape ${shape} instead.` : `bad input shape ${shape}`;
  if (y.layout === "csr" || y.rank < 2) throw new ModelError("input/shape", message, { where: m.className, python: "ValueError" });
  // The number of rows is known when they are there.
  const refusal = { message, python: "ValueError" } as const;
  const checks = { estimator: m.className, allowNaN: true, anything: true, argument: "y", version: m.version, refusal };
  return (checkFinite([y], checks)[0] as Value).slice(1, 0, 1).reshape([rows]).cast(y.dtype);
}
