import { isActivation } from "../../activation.js";
import { maskedSoftmax } from "../../attention/masked-softmax.js";
import { defineLayer } from "../../define.js";
import { withDefault } from "../../fields.js";

/** keras/src/layers/activations/softmax.py: call. */
export const softmax = defineLayer("Softmax", {
  config: { axis: withDefault("ints", [-1]) },
  masking: "pass",
  call: (x, m, { args, kwargs, masks }) => {
    const explicit = kwargs.get("mask") ?? args[0];
    return maskedSoftmax(x, m.axis, isActivation(explicit) ? explicit.value : masks[0], m);
  },
});
