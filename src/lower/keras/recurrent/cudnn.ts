import type { Value } from "../../../graph/value.js";

/** A cell's variables. */
export interface CellWeights {
  readonly kernel: Value;
  readonly recurrent_kernel: Value;
  readonly bias: Value | undefined;
}

/** cuDNN has a bias for the inputs and one for the state, in one row: that tells whose layout the variables have. */
export const isCuDNN = ({ kernel, bias }: CellWeights): boolean => bias?.rank === 1 && bias.dim(0) === 2 * kernel.dim(1);

/**
 * Variables of CuDNNLSTM and CuDNNGRU as LSTM and GRU have them, but for the biases: each gate's kernel keeps its shape and is read in the other
 * order, each gate's recurrent kernel is transposed (keras/src/saving/legacy/hdf5_format.py: _convert_rnn_weights).
 */
export function kernelsOfCuDNN({ kernel, recurrent_kernel }: CellWeights): Pick<CellWeights, "kernel" | "recurrent_kernel"> {
  const units = recurrent_kernel.dim(0);
  const gates = recurrent_kernel.dim(1) / units;
  const each = (value: Value, turn: (gate: Value) => Value): Value => {
    const [first, ...rest] = Array.from({ length: gates }, (_, i) => turn(value.slice(1, i * units, (i + 1) * units)));
    return (first as Value).concat(rest, 1);
  };
  return {
    kernel: each(kernel, (gate) => gate.reshape([units, gate.dim(0)]).transpose()),
    recurrent_kernel: each(recurrent_kernel, (gate) => gate.transpose()),
  };
}
