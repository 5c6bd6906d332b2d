import type { Json } from "../../../decode/source.js";
import type { Value } from "../../../graph/value.js";
import { type Activation, constantOf, isActivation, type Nested } from "../activation.js";
import type { BoundLayer } from "../bound.js";
import type { Given } from "../define.js";

/** Arguments beyond the first, by name: Keras 3 may have noted them by position, in the order of `call`. */
export interface Named {
  array(name: string): Activation | undefined;
  flag(name: string): boolean;
}

/** @param after - the names of `call` from the second on */
export function named(after: readonly string[], { args, kwargs }: Given, m: BoundLayer): Named {
  const find = (name: string): Nested | undefined => {
    const at = after.indexOf(name);
    return kwargs.get(name) ?? (at < 0 ? undefined : args[at]);
  };
  return {
    array: (name) => {
      const found = find(name);
      if (!isActivation(found)) return undefined;
      const { value, mask } = found;
      const cast: Value = value.dtype.startsWith("float") || value.dtype === "bfloat16" ? value.cast(m.dtype) : value;
      return mask ? { value: cast, mask } : { value: cast };
    },
    flag: (name) => (constantOf(find(name)) satisfies Json | undefined) === true,
  };
}
