import { gru } from "../../../../graph/ops/recurrent.js";
import type { Value } from "../../../../graph/value.js";
import { always, when } from "../../define.js";
import { withDefault } from "../../fields.js";
import { cellActivation } from "../../recurrent/activation.js";
import { defineCell } from "../../recurrent/cell.js";
import { type CellWeights, isCuDNN, kernelsOfCuDNN } from "../../recurrent/cudnn.js";
import { biases, gates, type StandardCell } from "../../recurrent/standard.js";

/** Gates z, r, h, as in ONNX. */
const ORDER = [0, 1, 2];

type Weights = CellWeights & { readonly reset_after: boolean };

/** The variables; a file of CuDNNGRU, which resets after the product, may have given them. */
function weightsOf(m: Weights): Weights {
  if (!isCuDNN(m) || m.bias === undefined) return m;
  return { ...kernelsOfCuDNN(m), bias: m.bias.reshape([2, m.kernel.dim(1)]), reset_after: true };
}

/**
 * h = z h + (1 - z) g(x W + r (h U)) or, with the reset before the product, g(x W + (r h) U) (keras/src/layers/rnn/gru.py: GRUCell.call). After the
 * product it has a bias for each of W and U, before it one for both.
 */
export const gRUCell = defineCell("GRUCell", {
  config: {
    activation: cellActivation("tanh"),
    recurrent_activation: cellActivation("sigmoid"),
    use_bias: withDefault("bool", true),
    // Unknown to Keras before 2.2, which had the reset before.
    reset_after: withDefault("bool", false),
  },
  weights: { kernel: always, recurrent_kernel: always, bias: when(({ use_bias }: { use_bias: boolean }) => use_bias) },
  count: 1,
  states: ({ recurrent_kernel }) => [[recurrent_kernel.dim(0)]],
  project: (x, m) => {
    const { kernel, bias } = weightsOf(m);
    const product = x.matMul(kernel);
    if (bias === undefined) return product;
    return product.add(bias.rank === 2 ? bias.slice(0, 0, 1).squeeze(0) : bias);
  },
  step: (x, [h], m) => {
    if (h === undefined) return m.refuse("GRUCell takes a state.");
    const { recurrent_kernel: kernel, bias, reset_after } = weightsOf(m);
    const [f, g] = [m.recurrent_activation.f, m.activation.f];
    const units = kernel.dim(0);
    const gate = (of: Value, from: number, to: number) => of.slice(1, from * units, to * units);
    const own = bias?.rank === 2 ? bias.slice(0, 1, 2).squeeze(0) : undefined;
    const product = h.matMul(reset_after ? kernel : gate(kernel, 0, 2));
    const inner = own && reset_after ? product.add(own) : product;
    const z = f(gate(x, 0, 1).add(gate(inner, 0, 1)));
    const r = f(gate(x, 1, 2).add(gate(inner, 1, 2)));
    const candidate = reset_after ? r.mul(gate(inner, 2, 3)) : r.mul(h).matMul(gate(kernel, 2, 3));
    const made = g(gate(x, 2, 3).add(candidate));
    const output = z.mul(h).add(z.neg().add(1).mul(made));
    return { output, states: [output] };
  },
  standard: (m): StandardCell | undefined => {
    const [f, g] = [m.recurrent_activation.standard, m.activation.standard];
    if (f === undefined || g === undefined) return undefined;
    const { kernel, recurrent_kernel, bias, reset_after } = weightsOf(m);
    return {
      spec: gru,
      activations: [f, g],
      more: { linearBeforeReset: reset_after },
      weights: [gates(kernel, ORDER), gates(recurrent_kernel, ORDER), biases(bias, ORDER, kernel.dim(1), kernel)],
    };
  },
});
