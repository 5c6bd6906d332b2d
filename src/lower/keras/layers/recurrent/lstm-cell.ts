import { lstm } from "../../../../graph/ops/recurrent.js";
import { always, when } from "../../define.js";
import { withDefault } from "../../fields.js";
import { cellActivation } from "../../recurrent/activation.js";
import { defineCell } from "../../recurrent/cell.js";
import { type CellWeights, isCuDNN, kernelsOfCuDNN } from "../../recurrent/cudnn.js";
import { biases, gates } from "../../recurrent/standard.js";

/** Keras has i, f, c, o; ONNX i, o, f, c. */
const ORDER = [0, 3, 1, 2];

/** The variables; a file of CuDNNLSTM may have given them. */
function weightsOf(m: CellWeights): CellWeights {
  if (!isCuDNN(m) || m.bias === undefined) return m;
  const half = m.kernel.dim(1);
  return { ...kernelsOfCuDNN(m), bias: m.bias.slice(0, 0, half).add(m.bias.slice(0, half, 2 * half)) };
}

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
  project: (x, m) => x.matMul(weightsOf(m).kernel),
  step: (x, [h, c], m) => {
    if (h === undefined || c === undefined) return m.refuse("LSTMCell takes two states.");
    const { recurrent_kernel, bias } = weightsOf(m);
    const sum = x.add(h.matMul(recurrent_kernel));
    const z = bias ? sum.add(bias) : sum;
    const units = recurrent_kernel.dim(0);
    const gate = (i: number) => z.slice(1, i * units, (i + 1) * units);
    const [f, g] = [m.recurrent_activation.f, m.activation.f];
    const cell = f(gate(1))
      .mul(c)
      .add(f(gate(0)).mul(g(gate(2))));
    const output = f(gate(3)).mul(g(cell));
    return { output, states: [output, cell] };
  },
  standard: (m) => {
    const [f, g] = [m.recurrent_activation.standard, m.activation.standard];
    if (f === undefined || g === undefined) return undefined;
    const { kernel, recurrent_kernel, bias } = weightsOf(m);
    return {
      spec: lstm,
      activations: [f, g, g],
      weights: [gates(kernel, ORDER), gates(recurrent_kernel, ORDER), biases(bias, ORDER, kernel.dim(1), kernel)],
    };
  },
});
