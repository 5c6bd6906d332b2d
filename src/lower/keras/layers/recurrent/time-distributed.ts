import { isModel } from "../../../../decode/keras/layer.js";
import { type Activation, activations } from "../../activation.js";
import type { BoundLayer } from "../../bound.js";
import { defineLayer } from "../../define.js";
import { merged, split } from "../../recurrent/merged.js";

/** The layer or model inside, on all steps of all rows at once. */
function inside(inputs: readonly Activation[], m: BoundLayer): Activation[] {
  const steps = inputs.map(({ value, mask }): Activation => {
    // A mask of the steps themselves says nothing of what is inside a step.
    const inner = mask && mask.rank > 2 ? merged(mask) : undefined;
    return inner ? { value: merged(value), mask: inner } : { value: merged(value) };
  });
  const [child] = m.definition.variables(m.layer).children;
  if (child && isModel(child.layer)) return activations(m.context.model(child.layer, `${m.path}/layer`, steps));
  return m.inner("layer").call(steps);
}

/**
 * A layer on every step (keras/src/layers/rnn/time_distributed.py: call). Keras 2 asks the layer inside for the mask of its answer, and takes a
 * step whose mask is false throughout for one that does not count (its compute_mask); Keras 3 hands the mask on.
 */
export const timeDistributed = defineLayer("TimeDistributed", {
  config: { layer: "layer" },
  children: ({ layer }) => [{ attribute: "layer", layer }],
  masking: (inputs, m) => {
    const [input] = inputs;
    if (input === undefined || m.atLeast(3)) return input?.mask;
    const [answer] = inside(inputs, m);
    if (answer?.mask) return split(answer.mask, input.value.shape[1] ?? 1);
    let { mask } = input;
    while (mask && mask.rank > 2) mask = mask.cast("int32").maximum(-1).greater(0);
    return mask;
  },
  merge: (inputs, m, { masks }) => {
    const steps = inputs[0]?.shape[1] ?? 1;
    const given = inputs.map((value, i): Activation => {
      const mask = masks[i];
      return mask ? { value, mask } : { value };
    });
    return inside(given, m).map(({ value }) => split(value, steps));
  },
});
