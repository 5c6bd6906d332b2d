import { conv } from "../../../../graph/ops/convolution.js";
import type { Value } from "../../../../graph/value.js";
import type { BoundLayer } from "../../bound.js";
import { always, when } from "../../define.js";
import { cellActivation } from "../../recurrent/activation.js";
import { defineCell } from "../../recurrent/cell.js";
import { defineRecurrent, ownCell } from "../../recurrent/layer.js";
import { merged, split } from "../../recurrent/merged.js";
import { type DataFormat, inChannelsFirst, padsOf } from "../../spatial.js";
import { convolve, filtersOf, hasBias, settings } from "../convolution/settings.js";

/** The filters over the state: every place of it, by single steps, zeros around (conv_lstm.py: recurrent_conv). */
function overState(h: Value, kernel: Value, format: DataFormat, rank: number, m: BoundLayer): Value {
  const ones = Array.from({ length: rank }, () => 1);
  const filters = filtersOf(kernel);
  const windows = filters.shape.slice(2) as readonly number[];
  return inChannelsFirst(h, rank, format, (first) => {
    const pads = padsOf(m, first, "same", { windows, strides: ones, dilations: ones });
    return conv([first, filters], { strides: ones, pads, dilations: ones, group: 1 })[0] as Value;
  });
}

/** LSTM whose products are convolutions; gates i, f, c, o along the channels (keras/src/layers/rnn/conv_lstm.py: ConvLSTMCell.call). */
const defineConvCell = (rank: number) =>
  defineCell(`ConvLSTM${rank}DCell`, {
    config: { ...settings(rank), activation: cellActivation("tanh"), recurrent_activation: cellActivation("sigmoid") },
    weights: { kernel: always, recurrent_kernel: always, bias: when(hasBias) },
    count: 2,
    states: (m, [, ...step]) => {
      const at = m.data_format === "channels_first" ? 0 : rank;
      const shape = step.map((dim, axis) => (axis === at ? m.recurrent_kernel.dim(rank) : dim));
      return [shape, shape];
    },
    project: (x, m) => {
      const product = convolve(merged(x), m, filtersOf(m.kernel), 1, undefined);
      if (m.bias === undefined) return split(product, x.shape[1] ?? 1);
      const shape = m.data_format === "channels_first" ? [m.bias.dim(0), ...Array.from({ length: rank }, () => 1)] : [m.bias.dim(0)];
      return split(product.add(m.bias.reshape(shape)), x.shape[1] ?? 1);
    },
    step: (x, [h, c], m) => {
      if (h === undefined || c === undefined) return m.refuse("ConvLSTM takes two states.");
      const z = x.add(overState(h, m.recurrent_kernel, m.data_format, rank, m));
      const at = m.data_format === "channels_first" ? 1 : rank + 1;
      const units = m.recurrent_kernel.dim(rank);
      const gate = (i: number) => z.slice(at, i * units, (i + 1) * units);
      const [f, g] = [m.recurrent_activation.f, m.activation.f];
      const cell = f(gate(1))
        .mul(c)
        .add(f(gate(0)).mul(g(gate(2))));
      const output = f(gate(3)).mul(g(cell));
      return { output, states: [output, cell] };
    },
  });

export const convLSTM1DCell = defineConvCell(1);
export const convLSTM2DCell = defineConvCell(2);
export const convLSTM3DCell = defineConvCell(3);

export const convLSTM1D = defineRecurrent("ConvLSTM1D", ownCell("ConvLSTM1DCell"));
export const convLSTM2D = defineRecurrent("ConvLSTM2D", ownCell("ConvLSTM2DCell"));
export const convLSTM3D = defineRecurrent("ConvLSTM3D", ownCell("ConvLSTM3DCell"));
