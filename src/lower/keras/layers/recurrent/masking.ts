import { get, isObject } from "../../../../decode/keras/json.js";
import type { Value } from "../../../../graph/value.js";
import { defineLayer } from "../../define.js";
import { type Field, readField } from "../../fields.js";

/** A number; Keras 3 may have written an array's description. */
const maskValue: Field<number> = {
  kind: "float",
  read: (value, where, reading) => {
    const inner = isObject(value) ? get(value, "config") : undefined;
    const found = isObject(inner) ? get(inner, "value") : value;
    return readField("float", found ?? 0, where, reading) as number;
  },
};

const counts = (x: Value, value: number): Value => {
  const differs = x.notEqual(value);
  return differs.cast("int32").maximum(-1).greater(0);
};

/** Steps of which every number is the mask's do not count, and become 0 (keras/src/layers/core/masking.py: call, compute_mask). */
export const masking = defineLayer("Masking", {
  config: { mask_value: maskValue },
  masking: (inputs, { mask_value }) => inputs[0] && counts(inputs[0].value, mask_value),
  call: (x, { mask_value }) =>
    counts(x, mask_value)
      .unsqueeze(-1 + x.rank)
      .where(x, 0),
});
