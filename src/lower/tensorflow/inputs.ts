import type { Port, Signature } from "../../decode/tensorflow/signature.js";
import { ModelError } from "../../errors.js";
import { ROWS } from "../../graph/info.js";
import type { Value } from "../../graph/value.js";
import { Frame, type Input } from "../input.js";
import type { Item } from "./item.js";

/** The inputs of a signature out of what was given: by name, in its order, or one array where it takes one; by `name:0`. */
export function arrange(input: Input, { inputs, name }: Signature): Map<string, Item> {
  const given = chosen(input, inputs, name);
  return new Map(inputs.map((port, i) => [tensorName(port.tensor), fitted(given[i] as Value, port, name)]));
}

const tensorName = (tensor: string): string => (tensor.includes(":") ? tensor : `${tensor}:0`);

function chosen(input: Input, ports: readonly Port[], signature: string): readonly Value[] {
  const names = ports.map(({ name }) => name);
  if (!(input instanceof Frame)) {
    if (ports.length === 1) return [input];
    throw new ModelError("input/names", `${signature} takes ${ports.length} inputs by name: ${names.join(", ")}.`);
  }
  if (input.values.length === ports.length && input.names.every((name, i) => name === String(i))) return input.values;
  const found = names.map((name) => input.values[input.names.indexOf(name)]);
  const missing = names.filter((_, i) => found[i] === undefined);
  if (missing.length === 0) return found as readonly Value[];
  throw new ModelError(
    "input/names",
    `${signature} takes ${names.join(", ")}; missing: ${missing.join(", ")}. Given: ${input.names.join(", ")}.`,
    {
      where: missing[0] as string,
    },
  );
}

/** In the dtype that the signature declares. Where it declares how many rows there are, they are none: that axis is like others. */
function fitted(value: Value, { name, dtype, shape }: Port, signature: string): Value {
  const fits =
    shape === undefined || (shape.length === value.rank && shape.every((dim, i) => dim === null || dim === value.shape[i] || i === 0));
  if (!fits)
    throw new ModelError(
      "input/shape",
      `Input "${name}" of ${signature} takes shape (${shape.map((dim) => dim ?? "None").join(", ")}), not (${value.shape.join(", ")}).`,
      { where: name, python: "ValueError" },
    );
  const first = shape?.[0];
  const fixed = typeof first === "number" && value.shape[0] === ROWS ? value.reshape([first, ...value.shape.slice(1)]) : value;
  if (dtype === undefined || fixed.dtype === dtype) return fixed;
  if (dtype === "string" || fixed.dtype === "string" || fixed.dtype === "object") {
    if (dtype === "string" && fixed.dtype === "object") return fixed.cast("string");
    throw new ModelError("input/dtype", `Input "${name}" of ${signature} takes ${dtype}, not ${fixed.dtype}.`, {
      where: name,
      python: "TypeError",
    });
  }
  return fixed.cast(dtype);
}
