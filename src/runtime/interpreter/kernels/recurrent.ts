import { requireTensor } from "../../../graph/builder.js";
import type { RuntimeValue } from "../../../graph/info.js";
import { gru, lstm, type RecurrentAttributes, rnn } from "../../../graph/ops/recurrent.js";
import { type DType, Tensor } from "../../../tensor.js";
import { kernel } from "../kernel.js";
import { unsupported } from "../numbers.js";
import type { Floats } from "../recurrent/activations.js";
import { gruCell, lstmCell, type Recurrence, rnnCell } from "../recurrent/cells.js";
import { Products } from "../recurrent/product.js";
import { type Cell, floatsLike, walk } from "../recurrent/walk.js";

function floats(op: string, value: RuntimeValue | undefined): Floats {
  const tensor = requireTensor(value, op);
  if (tensor.data instanceof Float32Array || tensor.data instanceof Float64Array) return tensor.data;
  throw unsupported(op, tensor.dtype);
}

/** Runs a cell over the sequences; `states` is 2 where the cell keeps a second state beside its output. */
function run(
  op: string,
  { lengths, initial }: RecurrentAttributes,
  inputs: readonly RuntimeValue[],
  states: number,
  products: Products,
  cellOf: (recurrence: Recurrence) => Cell,
): readonly Tensor[] {
  const sequence = requireTensor(inputs[0], op);
  const [rows = 0, steps = 0, width = 0] = sequence.shape;
  const [x, w, r, b] = [floats(op, sequence), floats(op, inputs[1]), floats(op, inputs[2]), floats(op, inputs[3])];
  const units = inputs[2]?.shape[1] ?? 0;
  const gates = (inputs[1]?.shape[0] ?? 0) / Math.max(1, units);
  const first = lengths ? 5 : 4;
  const state = (i: number): Floats => {
    const found = initial && i < states ? floats(op, inputs[first + i]) : undefined;
    return found ? found.slice() : floatsLike(x, i < states ? rows * units : 0);
  };
  const [h, c] = [state(0), state(1)];
  const counts = lengths ? (requireTensor(inputs[4], op).as("int32").data as Int32Array) : undefined;
  const times = products.of("w", w, gates * units, width, rows * steps);
  const sequences = { x, rows, steps, inputs: width, units, gates, times, lengths: counts, h, c };
  const all = walk(sequences, cellOf({ r, b, units, rows, products }));
  const tensor = (shape: readonly number[], data: Floats): Tensor => new Tensor<DType>(sequence.dtype, shape, data);
  const last = [h, c].slice(0, states);
  counts?.forEach((count, n) => {
    if (count === 0) for (const state of last) state.fill(0, n * units, (n + 1) * units);
  });
  return [tensor([rows, steps, units], all), ...last.map((state) => tensor([rows, units], state))];
}

export const rnnKernel = kernel(rnn, (attributes) => {
  const products = new Products();
  return (inputs) => run("RNN", attributes, inputs, 1, products, (r) => rnnCell(attributes.activations, r));
});

export const lstmKernel = kernel(lstm, (attributes) => {
  const products = new Products();
  return (inputs) => run("LSTM", attributes, inputs, 2, products, (r) => lstmCell(attributes.activations, r));
});

export const gruKernel = kernel(gru, (attributes) => {
  const products = new Products();
  const { activations, linearBeforeReset } = attributes;
  return (inputs) => run("GRU", attributes, inputs, 1, products, (r) => gruCell(activations, r, linearBeforeReset));
});
