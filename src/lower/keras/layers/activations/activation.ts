import { activation } from "../../activations.js";
import { defineLayer } from "../../define.js";

/** keras/src/layers/activations/activation.py. */
export const activationLayer = defineLayer("Activation", { config: { activation }, masking: "pass", call: (x, m) => m.activation(x) });
