import { activation } from "../../activations.js";
import { always, defineLayer, when } from "../../define.js";
import { withDefault } from "../../fields.js";

type Settings = { readonly use_bias: boolean };
const biased = when(({ use_bias }: Settings) => use_bias);

/** t · activation(x · W + b) + (1 - t) · x with the gate t = sigmoid(x · W_carry + b_carry) (Keras 1: layers/core.py: Highway). */
export const highway = defineLayer("Highway", {
  config: { activation, use_bias: withDefault("bool", true) },
  weights: { kernel: always, carry: always, bias: biased, carry_bias: biased },
  call: (x, { activation: f, kernel, carry, bias, carry_bias }) => {
    const gates = x.matMul(carry);
    const gate = (carry_bias ? gates.add(carry_bias) : gates).sigmoid();
    const product = x.matMul(kernel);
    return f(bias ? product.add(bias) : product)
      .mul(gate)
      .add(x.mul(gate.neg().add(1)));
  },
});

/** The largest of several products x · W[k] + b[k] (Keras 1: layers/core.py: MaxoutDense). */
export const maxoutDense = defineLayer("MaxoutDense", {
  config: { use_bias: withDefault("bool", true) },
  weights: { kernel: always, bias: biased },
  call: (x, { kernel, bias }) => {
    const products = x.unsqueeze(1).unsqueeze(1).matMul(kernel).squeeze(2);
    return (bias ? products.add(bias) : products).maximum(1);
  },
});
