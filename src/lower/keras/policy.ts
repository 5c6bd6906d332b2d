import { get, isObject } from "../../decode/keras/json.js";
import type { SavedLayer } from "../../decode/keras/layer.js";
import { ModelError } from "../../errors.js";
import type { DType } from "../../tensor.js";

const dtypes: ReadonlySet<string> = new Set<DType>([
  "float64",
  "float32",
  "float16",
  "bfloat16",
  "int64",
  "int32",
  "int16",
  "int8",
  "uint8",
  "bool",
  "string",
]);

/** The dtype that a layer computes in (keras/src/dtype_policies/dtype_policy.py: mixed policies keep variables in float32). */
export function computeDType({ config, name }: SavedLayer): DType {
  const dtype = get(config, "dtype");
  const inner = isObject(dtype) ? get(dtype, "config") : undefined;
  const policy = isObject(inner) ? (get(inner, "name") ?? get(inner, "source_name")) : dtype;
  if (policy === undefined || policy === null) return "float32";
  const plain = typeof policy === "string" ? policy.replace(/^mixed_/, "").replace(/^.*_from_(?:mixed_)?/, "") : "";
  if (dtypes.has(plain)) return plain as DType;
  throw new ModelError(
    "keras/unsupported",
    `The layer "${name}" computes in the dtype policy ${JSON.stringify(policy)}, which Brine does not know.`,
    {
      where: name,
    },
  );
}
