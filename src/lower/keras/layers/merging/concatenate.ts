import type { Value } from "../../../../graph/value.js";
import type { Activation } from "../../activation.js";
import type { BoundLayer } from "../../bound.js";
import { defineLayer } from "../../define.js";
import { withDefault } from "../../fields.js";

/** keras/src/layers/merging/concatenate.py. */
export const concatenate = defineLayer("Concatenate", {
  config: { axis: withDefault("int", -1) },
  masking: (inputs, m) => concatenatedMask(inputs, m.axis, m),
  merge: (inputs, { axis }, _given) => joined(inputs, axis),
});

export function joined(inputs: readonly Value[], axis: number): Value {
  const [first, ...rest] = inputs as [Value, ...Value[]];
  return first.concat(rest, axis < 0 ? axis + first.rank : axis);
}

/**
 * Along the features a step counts where it counts in any input (before Keras 3 in all that have a mask), along another axis the masks are put
 * one behind the other; an input without a mask counts everywhere (concatenate.py: compute_mask).
 */
export function concatenatedMask(inputs: readonly Activation[], axis: number, m: BoundLayer): Value | undefined {
  const masks = inputs.map(({ mask }) => mask);
  const present = masks.filter((mask) => mask !== undefined);
  const rank = inputs[0]?.value.rank ?? 0;
  const at = axis < 0 ? axis + rank : axis;
  if (present.length === 0) return undefined;
  if (at !== rank - 1)
    return joined(
      inputs.map(({ value, mask }) => mask ?? everywhere(value)),
      at,
    );
  if (!m.atLeast(3)) return present.reduce((all, mask) => all.and(mask));
  return present.length < masks.length ? undefined : present.reduce((any, mask) => any.or(mask));
}

/** True for each step, of a value's shape without its last axis. */
function everywhere(x: Value): Value {
  const one = x.slice(x.rank - 1, 0, 1).squeeze(x.rank - 1);
  return one.isNaN().or(one.isNaN().not());
}
