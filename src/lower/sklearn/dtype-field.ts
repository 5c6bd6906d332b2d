import { PyGlobal } from "../../container/pickle/values.js";
import { PyDtype } from "../../container/python/real.js";
import type { DType } from "../../tensor.js";
import { field, wrong } from "./fields.js";

const aliases: Readonly<Record<string, DType>> = {
  float: "float64",
  float_: "float64",
  double: "float64",
  single: "float32",
  int: "int64",
  int_: "int64",
  intp: "int64",
  longlong: "int64",
  long: "int64",
  intc: "int32",
  bool_: "bool",
  object_: "object",
};
const dtypes: ReadonlySet<string> = new Set<DType>([
  "float64",
  "float32",
  "float16",
  "int64",
  "int32",
  "int16",
  "int8",
  "uint64",
  "uint32",
  "uint16",
  "uint8",
  "bool",
  "object",
]);
const kinds: Readonly<Record<string, string>> = { f: "float", i: "int", u: "uint" };

/** A `dtype=` parameter: a NumPy or built-in class, the name of one, or a dtype; absent: float64. */
export const dtypeField = field<DType>("dtype", (value, where) => {
  if (value === undefined) return "float64";
  const name =
    value instanceof PyGlobal ? value.name : value instanceof PyDtype ? nameOf(value) : typeof value === "string" ? value : undefined;
  const alias = name !== undefined && Object.hasOwn(aliases, name) ? aliases[name] : undefined;
  if (alias !== undefined) return alias;
  return name !== undefined && dtypes.has(name) ? (name as DType) : wrong(value, where, "a dtype");
});

function nameOf({ dtype: { kind, itemSize } }: PyDtype): string {
  return kind === "b" ? "bool" : kind === "O" ? "object" : `${kinds[kind] ?? kind}${8 * itemSize}`;
}
