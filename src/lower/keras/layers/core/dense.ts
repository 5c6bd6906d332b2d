import { activation } from "../../activations.js";
import { always, defineLayer, when } from "../../define.js";
import { withDefault } from "../../fields.js";

/** activation(x · kernel + bias), along the last axis (keras/src/layers/core/dense.py: call). */
export const dense = defineLayer("Dense", {
  config: { activation, use_bias: withDefault("bool", true) },
  weights: { kernel: always, bias: when(({ use_bias }: { use_bias: boolean }) => use_bias) },
  masking: "pass",
  call: (x, { kernel, bias, activation: f }) => {
    const product = x.matMul(kernel);
    return f(bias ? product.add(bias) : product);
  },
});
