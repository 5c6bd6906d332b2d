import { get, isList, isObject, wrong } from "../../../../decode/keras/json.js";
import { float32, float64, type Tensor } from "../../../../tensor.js";
import { defineLayer } from "../../define.js";
import type { Field } from "../../fields.js";

/** A number, or one for each channel: a list, or an array as Keras 3 serializes it. */
const factors: Field<number | readonly number[]> = {
  kind: "number or numbers",
  read: (value, where) => {
    if (value === undefined) return 0;
    if (typeof value === "number") return value;
    if (isObject(value)) {
      const config = get(value, "config");
      const inner = isObject(config) ? get(config, "value") : undefined;
      if (inner !== undefined) return factors.read(inner, where, undefined as never);
    }
    return isList(value) && value.every((item) => typeof item === "number") ? value : wrong(value, where, "numbers");
  },
};

/** x · scale + offset (keras/src/layers/preprocessing/rescaling.py: call). */
export const rescaling = defineLayer("Rescaling", {
  config: { scale: factors, offset: factors },
  masking: (inputs, m) => (m.atLeast(3) ? inputs[0]?.mask : undefined),
  autocast: false,
  call: (x, m) => {
    const tensor = (value: number | readonly number[]): Tensor => {
      const shape = typeof value === "number" ? [] : [value.length];
      const numbers = [value].flat();
      return m.dtype === "float64" ? float64(shape, numbers) : float32(shape, numbers);
    };
    return x
      .cast(m.dtype)
      .mul(m.constant(tensor(m.scale)).cast(m.dtype))
      .add(m.constant(tensor(m.offset)).cast(m.dtype));
  },
});
