import { ModelError } from "../../errors.js";
import type { Graph } from "../builder.js";
import { dense, type Info, isConcrete } from "../info.js";
import type { OpSpec } from "../op.js";

export interface ScanAttributes {
  /**
   * One step: takes the states and one step of each sequence, answers the new states and one step of each output. It reads nothing else
   * but constants.
   */
  readonly body: Graph;
  /** How many of the inputs, and of the outputs, are states. */
  readonly states: number;
}

/**
 * Goes through sequences [N, T, …] step by step (onnx/docs/Operators.md: Scan, along axis 1). Inputs: states, then sequences; outputs: the last
 * states, then sequences [N, T, …].
 */
export const scan: OpSpec<ScanAttributes> = {
  op: "Scan",
  infer: (inputs, { body, states }) => {
    const steps = inputs[states]?.shape[1];
    if (steps === undefined || inputs.length !== body.inputs.length)
      throw new ModelError("graph/spec", `Scan: ${inputs.length} inputs for a step of ${body.inputs.length}.`, { where: "Scan" });
    for (const [i, { shape }] of inputs.slice(0, states).entries()) {
      const next = body.outputs[i]?.shape ?? [];
      if (isConcrete(shape.slice(1)) && next.slice(1).join() !== shape.slice(1).join())
        throw new ModelError("graph/spec", `Scan: a state of shape [${shape}] becomes one of [${next}].`, { where: "Scan" });
    }
    return body.outputs.map(({ dtype, shape }, i): Info => {
      const [rows = 1, ...rest] = shape;
      return i < states ? dense(dtype, inputs[i]?.shape ?? shape) : dense(dtype, [rows, steps, ...rest]);
    });
  },
  mixesRows: (_, { body }) => !body.rowwise,
};
