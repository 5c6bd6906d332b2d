import type { Value } from "../../../../graph/value.js";
import type { Activation } from "../../activation.js";
import type { BoundLayer } from "../../bound.js";

/** Axes of length 1 behind the rows' until all have the same rank (keras/src/layers/merging/base_merge.py: call). */
export function aligned(inputs: readonly Value[]): Value[] {
  const rank = Math.max(...inputs.map((input) => input.rank));
  return inputs.map((input) => {
    let value = input;
    while (value.rank < rank) value = value.unsqueeze(1);
    return value;
  });
}

/**
 * The mask of several inputs: before Keras 3 steps count where they count in each input that has a mask; since then where they count in any,
 * if all inputs have one (base_merge.py: compute_mask, of both).
 */
export function mergedMask(inputs: readonly Activation[], m: BoundLayer): Value | undefined {
  const masks = inputs.map(({ mask }) => mask).filter((mask) => mask !== undefined);
  if (m.atLeast(3)) return masks.length === inputs.length ? masks.reduce((all, mask) => all.or(mask)) : undefined;
  return masks.length === 0 ? undefined : masks.reduce((all, mask) => all.and(mask));
}

/**
 * Inputs without the steps that do not count: those give way to what the other inputs have there (Keras 3.6 on; base_merge.py:
 * _apply_merge_op_and_or_mask).
 */
export function combineMasked(
  inputs: readonly Value[],
  masks: readonly (Value | undefined)[],
  combine: (a: Value, b: Value) => Value,
): Value {
  let output: Value | undefined;
  let outputMask: Value | undefined;
  for (const [i, input] of inputs.entries()) {
    const mask = masks[i]?.unsqueeze(-1);
    if (output === undefined) {
      [output, outputMask] = [input, mask];
      continue;
    }
    const x: Value = mask ? mask.where(input, output) : input;
    if (outputMask) output = outputMask.where(output, x);
    outputMask = mask && outputMask ? outputMask.or(mask) : undefined;
    output = combine(output, x);
  }
  return output as Value;
}
