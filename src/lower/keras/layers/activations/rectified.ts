import { get, isObject } from "../../../../decode/keras/json.js";
import * as functions from "../../activation-functions.js";
import { always, defineLayer } from "../../define.js";
import { type Field, readField } from "../../fields.js";

/** A number; Keras 2 wrote those of some layers as arrays of one: `{ class_name: "__numpy__" | "ndarray", config: { value } }`, `{ type: "ndarray", value }`. */
function numberOr<const D extends number | undefined>(fallback: D): Field<number | D> {
  return {
    kind: "float",
    read: (value, where, reading) => {
      if (value === undefined || value === null) return fallback;
      const inner = isObject(value) ? (get(value, "value") ?? get((get(value, "config") ?? {}) as typeof value, "value")) : value;
      return readField("float", inner, where, reading) as number;
    },
  };
}

/** keras/src/layers/activations/relu.py. */
export const reLU = defineLayer("ReLU", {
  config: { max_value: numberOr(undefined), negative_slope: numberOr(0), threshold: numberOr(0) },
  masking: "pass",
  call: (x, m) => functions.relu(x, m.negative_slope, m.max_value, m.threshold),
});

/** The slope was called `alpha` before Keras 3 (keras/src/layers/activations/leaky_relu.py). */
export const leakyReLU = defineLayer("LeakyReLU", {
  config: { negative_slope: numberOr(undefined), alpha: numberOr(0.3) },
  masking: "pass",
  call: (x, m) => functions.leakyRelu(x, m.negative_slope ?? m.alpha),
});

/** keras/src/layers/activations/elu.py. */
export const eLU = defineLayer("ELU", { config: { alpha: numberOr(1) }, masking: "pass", call: (x, m) => functions.elu(x, m.alpha) });

/** x where it is above `theta`, else 0 (Keras 2: layers/activation/thresholded_relu.py). */
export const thresholdedReLU = defineLayer("ThresholdedReLU", {
  config: { theta: numberOr(1) },
  masking: "pass",
  call: (x, { theta }) => x.mul(x.greater(theta).cast(x.dtype)),
});

/** A slope for each element of a row; those along shared axes are kept once (keras/src/layers/activations/prelu.py). */
export const pReLU = defineLayer("PReLU", {
  config: { shared_axes: "ints?" },
  weights: { alpha: always },
  masking: "pass",
  call: (x, { alpha }) => x.relu().sub(x.neg().relu().mul(alpha)),
});
