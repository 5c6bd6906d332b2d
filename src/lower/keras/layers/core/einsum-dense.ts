import { activation } from "../../activations.js";
import { always, defineLayer, when } from "../../define.js";
import { einsum } from "../../einsum.js";

type Settings = { readonly bias_axes: string | undefined };

/** activation(einsum(equation, x, kernel) + bias) (keras/src/layers/core/einsum_dense.py: call). */
export const einsumDense = defineLayer("EinsumDense", {
  config: { equation: "string", activation, bias_axes: "string?" },
  weights: { kernel: always, bias: when(({ bias_axes }: Settings) => bias_axes !== undefined) },
  call: (x, { equation, kernel, bias, activation: f }) => {
    const product = einsum(equation, x, kernel);
    return f(bias ? product.add(bias) : product);
  },
});
