import type { Json } from "../../decode/source.js";
import type { Value } from "../../graph/value.js";

/** An array inside of a network: its numbers, and which time steps count (bool [N, T], undefined: all). */
export interface Activation {
  readonly value: Value;
  readonly mask?: Value;
}

/** What flows along a call: arrays, constants of the configuration, and lists and dicts of them. */
export type Nested =
  | Activation
  | { readonly list: readonly Nested[] }
  | { readonly dict: ReadonlyMap<string, Nested> }
  | { readonly constant: Json };

export function isActivation(nested: Nested | undefined): nested is Activation {
  return nested !== undefined && "value" in nested;
}

/** The arrays of a structure, left to right. */
export function activations(nested: Nested | undefined): Activation[] {
  if (nested === undefined) return [];
  if ("value" in nested) return [nested];
  if ("list" in nested) return nested.list.flatMap(activations);
  return "dict" in nested ? [...nested.dict.values()].flatMap(activations) : [];
}

/** The array that an argument is; undefined for None and constants. */
export function arrayIn(nested: Nested | undefined): Value | undefined {
  return isActivation(nested) ? nested.value : undefined;
}

/** A keyword's constant; undefined where it was not given, or is an array. */
export function constantOf(nested: Nested | undefined): Json | undefined {
  if (nested === undefined) return undefined;
  if ("constant" in nested) return nested.constant;
  if ("list" in nested) {
    const items = nested.list.map(constantOf);
    return items.every((item) => item !== undefined) ? (items as Json[]) : undefined;
  }
  return undefined;
}
