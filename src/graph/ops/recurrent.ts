import { ModelError } from "../../errors.js";
import { type Dim, dense, type Info } from "../info.js";
import type { OpSpec } from "../op.js";

/**
 * A function of ONNX's recurrent ops, under its name there, with its parameters. Not all that ONNX knows: onnxruntime 1.30 answers NaN for
 * Softplus, and Elu to five digits only.
 */
export interface RecurrentActivation {
  readonly name: "Sigmoid" | "Tanh" | "Relu" | "HardSigmoid" | "Softsign" | "Affine" | "LeakyRelu";
  readonly alpha?: number;
  readonly beta?: number;
}

export interface RecurrentAttributes {
  /** In ONNX's order: f of RNN; f, g of GRU; f, g, h of LSTM. */
  readonly activations: readonly RecurrentActivation[];
  /** Whether an input tells how many steps of each row count. */
  readonly lengths: boolean;
  /** Whether inputs tell the first states; zeros else. */
  readonly initial: boolean;
}

/**
 * One direction of ONNX's recurrent ops, batch first and without the axis of directions: x [N, T, I], w [G·U, I], r [G·U, U], b [2·G·U],
 * then lengths (int32 [N]) and the first states [N, U], where the attributes say so. Answers all outputs [N, T, U] and the last states [N, U].
 * From a row's length on its outputs are 0 and its states stay; those of a row of length 0 are 0, as onnxruntime has it.
 */
function recurrent<A extends RecurrentAttributes>(op: string, gates: number, states: number): OpSpec<A> {
  return {
    op,
    infer: (inputs, { lengths, initial }) => {
      const [x, w, r] = inputs;
      const wanted = 4 + (lengths ? 1 : 0) + (initial ? states : 0);
      const units = r?.shape[1];
      if (inputs.length !== wanted || x?.shape.length !== 3 || typeof units !== "number" || w?.shape[0] !== gates * units)
        throw new ModelError("graph/spec", `${op}: [${x?.shape}] by [${w?.shape}] and [${r?.shape}] is no sequence with its weights.`);
      if (w.shape[1] !== x.shape[2])
        throw new ModelError("graph/spec", `${op}: steps of ${x.shape[2]} numbers by weights for ${w.shape[1]}.`, { where: op });
      const [rows, steps] = x.shape as readonly [Dim, Dim];
      const state: Info = dense(x.dtype, [rows, units]);
      return [dense(x.dtype, [rows, steps, units]), ...Array.from({ length: states }, () => state)];
    },
  };
}

/** h = f(x wᵀ + h rᵀ + b) (onnx/docs/Operators.md: RNN). */
export const rnn = recurrent<RecurrentAttributes>("RNN", 1, 1);

/** Gates in the order z, r, h; h = (1 - z) ĥ + z h (onnx/docs/Operators.md: GRU). */
export const gru = recurrent<RecurrentAttributes & { readonly linearBeforeReset: boolean }>("GRU", 3, 1);

/** Gates in the order i, o, f, c; answers h and c (onnx/docs/Operators.md: LSTM, without peepholes). */
export const lstm = recurrent<RecurrentAttributes>("LSTM", 4, 2);
