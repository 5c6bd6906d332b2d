import type { Tensor } from "../../../tensor.js";
import type { Node, OpSpec } from "../../op.js";
import { gatherSteps } from "../../ops/gatherSteps.js";
import { gru, lstm, type RecurrentAttributes, rnn } from "../../ops/recurrent.js";
import { type ScanAttributes, scan } from "../../ops/scan.js";
import type { Value } from "../../value.js";
import type { OnnxAttributes } from "../attribute.js";
import type { Emitter } from "../emitter.js";
import type { NodeRule } from "./rule.js";

/** A value with an axis of length 1 in front: the one direction. */
function oneDirection(value: Value, emitter: Emitter): string {
  const { constant } = value;
  if (constant === undefined) return emitter.node("Unsqueeze", [emitter.name(value), emitter.integers([0], "axes")]);
  const tensor: Tensor = value.tensor;
  return emitter.initializer(tensor.reshape([1, ...tensor.shape]), "weights");
}

/**
 * onnxruntime takes the steps first (`layout` 0) and nothing else: sequences are transposed on both sides. Names of functions and their
 * parameters stand in lists of their own.
 */
function recurrent<A extends RecurrentAttributes>(spec: OpSpec<A>, more: (attributes: A) => OnnxAttributes = () => ({})): NodeRule {
  return {
    op: spec.op,
    encode: (node: Node, emitter: Emitter) => {
      const attributes = node.attributes as unknown as A;
      const { activations, lengths, initial } = attributes;
      const [x, w, r, b, ...rest] = node.inputs as [Value, Value, Value, Value, ...Value[]];
      const units = r.dim(1);
      const sequence = emitter.node("Transpose", [emitter.name(x)], { perm: { ints: [1, 0, 2] } });
      const first = initial ? rest.slice(lengths ? 1 : 0).map((state) => oneDirection(state, emitter)) : [];
      const count = lengths ? emitter.name(rest[0] as Value) : "";
      const weights = [w, r, b].map((value) => oneDirection(value, emitter));
      const [all = "", ...last] = emitter.outputs(node);
      const inner = [emitter.fresh("steps"), ...last.map(() => emitter.fresh("state"))];
      emitter.add(
        spec.op,
        [sequence, ...weights, ...(lengths || initial ? [count] : []), ...first],
        {
          hidden_size: { int: units },
          activations: { strings: activations.map(({ name }) => name) },
          // Each function takes as many parameters as it has: none, alpha, or alpha and beta.
          activation_alpha: { floats: activations.flatMap(({ alpha }) => alpha ?? []) },
          activation_beta: { floats: activations.flatMap(({ beta }) => beta ?? []) },
          ...more(attributes),
        },
        inner,
      );
      const [steps = "", ...states] = inner;
      const flat = emitter.node("Squeeze", [steps, emitter.integers([1], "axes")]);
      emitter.node("Transpose", [flat], { perm: { ints: [1, 0, 2] } }, all);
      for (const [i, state] of states.entries()) emitter.node("Squeeze", [state, emitter.integers([0], "axes")], {}, last[i]);
    },
  };
}

const scanRule: NodeRule = {
  op: scan.op,
  encode: (node, emitter) => {
    const { body, states } = node.attributes as unknown as ScanAttributes;
    const inputs = node.inputs.map((input) => emitter.name(input));
    const [sequences, outputs] = [inputs.length - states, node.outputs.length - states];
    emitter.add(
      "Scan",
      inputs,
      {
        body: { graph: emitter.body(body, emitter) },
        num_scan_inputs: { int: sequences },
        scan_input_axes: { ints: new Array<number>(sequences).fill(1) },
        scan_output_axes: { ints: new Array<number>(outputs).fill(1) },
      },
      emitter.outputs(node),
    );
  },
};

const gatherStepsRule: NodeRule = {
  op: gatherSteps.op,
  encode: (node, emitter) => {
    const [x, index] = node.inputs.map((input) => emitter.name(input)) as [string, string];
    const tuples = emitter.node("Unsqueeze", [index, emitter.integers([-1], "axes")]);
    emitter.node("GatherND", [x, tuples], { batch_dims: { int: 1 } }, emitter.outputs(node)[0]);
  },
};

export const recurrentRules: readonly NodeRule[] = [
  recurrent(rnn),
  recurrent(lstm),
  recurrent(gru, ({ linearBeforeReset }) => ({ linear_before_reset: { int: Number(linearBeforeReset) } })),
  scanRule,
  gatherStepsRule,
];
