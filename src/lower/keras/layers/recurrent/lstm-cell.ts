import { lstm } from "../../../../graph/ops/recurrent.js";
import { always, when } from "../../define.js";
import { withDefault } from "../../fields.js";
import { cellActivation } from "../../recurrent/activation.js";
import { defineCell } from "../../recurrent/cell.js";
import { biases, gates } from "../../recurrent/standard.js";

/** Keras has i, f, c, o; ONNX i, o, f, c. */
const ORDER = [0, 3, 1, 2];

/** c = f c + i g(x W + h U + b), h = o g(c) (keras/src/layers/rnn/lstm.py: LSTMCell.call). */
export const lSTMCell = defineCell("LSTMCell", {
  config: {
    activation: cellActivation("tanh"),
    recurrent_activation: cellActivation("sigmoid"),
    use_bias: withDefault("bool", true),
  },
  weights: { kernel: always, recurrent_kernel: always, bias: when(({ use_bias }: { use_bias: boolean }) => use_bias) },
  count: 2,
  states: ({ recurrent_kernel }) => [[recurrent_kernel.dim(0)], [recurrent_kernel.dim(0)]],
  project: (x, { kernel }) => x.matMul(kernel),
  step: (x, [h, c], m) => {
    if (h === undefined || c === undefined) return m.refuse("LSTMCell takes two states.");
    const sum = x.add(h.matMul(m.recurrent_kernel));
    const z = m.bias ? sum.add(m.bias) : sum;
    const units = m.recurrent_kernel.dim(0);
    const gate = (i: number) => z.slice(1, i * units, (i + 1) * units);
    const [f, g] = [m.recurrent_activation.f, m.activation.f];
    const cell = f(gate(1))
      .mul(c)
      .add(f(gate(0)).mul(g(gate(2))));
    const output = f(gate(3)).mul(g(cell));
    return { output, states: [output, cell] };
  },
  standard: ({ activation, recurrent_activation, kernel, recurrent_kernel, bias }) => {
    const [f, g] = [recurrent_activation.standard, activation.standard];
    if (f === undefined || g === undefined) return undefined;
    return {
      spec: lstm,
      activations: [f, g, g],
      weights: [gates(kernel, ORDER), gates(recurrent_kernel, ORDER), biases(bias, ORDER, kernel.dim(1), kernel)],
    };
  },
});
