import { wrong } from "../../../../decode/keras/json.js";
import { hashBuckets } from "../../../../graph/ops/tokens.js";
import type { Value } from "../../../../graph/value.js";
import type { Field } from "../../fields.js";
import { requireCount } from "./table-size.js";

export type Salt = readonly [bigint, bigint];

/** Two whole numbers, or one that stands for both. */
export const salt: Field<Salt | undefined> = {
  kind: "one or two ints",
  read: (value, where) => {
    if (value === undefined || value === null) return undefined;
    const [first, second = first, ...more] = Array.isArray(value) ? value : [value];
    if (typeof first !== "number" || typeof second !== "number" || more.length > 0) return wrong(value, where, "one or two whole numbers");
    return [BigInt.asUintN(64, BigInt(first)), BigInt.asUintN(64, BigInt(second))];
  },
};

/** Buckets of texts, or of whole numbers as texts. */
export function bucketsOf(x: Value, buckets: number, key: Salt | undefined): Value {
  requireCount(buckets, "the number of buckets");
  return hashBuckets([x.cast("string")], { buckets, key })[0] as Value;
}
