import { rnn } from "../../../../graph/ops/recurrent.js";
import { always, when } from "../../define.js";
import { withDefault } from "../../fields.js";
import { cellActivation } from "../../recurrent/activation.js";
import { defineCell } from "../../recurrent/cell.js";
import { biases, gates } from "../../recurrent/standard.js";

const ORDER = [0];

/** h = f(x W + b + h U) (keras/src/layers/rnn/simple_rnn.py: SimpleRNNCell.call). */
export const simpleRNNCell = defineCell("SimpleRNNCell", {
  config: { activation: cellActivation("tanh"), use_bias: withDefault("bool", true) },
  weights: { kernel: always, recurrent_kernel: always, bias: when(({ use_bias }: { use_bias: boolean }) => use_bias) },
  count: 1,
  states: ({ recurrent_kernel }) => [[recurrent_kernel.dim(0)]],
  project: (x, { kernel, bias }) => (bias ? x.matMul(kernel).add(bias) : x.matMul(kernel)),
  step: (x, [h], m) => {
    if (h === undefined) return m.refuse("SimpleRNNCell takes a state.");
    const output = m.activation.f(x.add(h.matMul(m.recurrent_kernel)));
    return { output, states: [output] };
  },
  standard: ({ activation: { standard }, kernel, recurrent_kernel, bias }) =>
    standard && {
      spec: rnn,
      activations: [standard],
      weights: [gates(kernel, ORDER), gates(recurrent_kernel, ORDER), biases(bias, ORDER, kernel.dim(1), kernel)],
    },
});
