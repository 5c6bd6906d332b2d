import { mergeSteps, splitSteps } from "../../../graph/ops/steps.js";
import type { Value } from "../../../graph/value.js";

const lengths = (value: Value, from: number): number[] => Array.from({ length: value.rank - from }, (_, i) => value.dim(from + i));

/** [N, T, …] as [N·T, …]. */
export function merged(x: Value): Value {
  return mergeSteps([x], { shape: [-1, ...lengths(x, 2)] })[0] as Value;
}

/** [N·T, …] as [N, T, …]. */
export function split(x: Value, steps: number): Value {
  return splitSteps([x], { shape: [-1, steps, ...lengths(x, 1)] })[0] as Value;
}
