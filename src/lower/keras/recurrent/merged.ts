import type { Dim } from "../../../graph/info.js";
import { mergeSteps, splitSteps } from "../../../graph/ops/steps.js";
import type { Value } from "../../../graph/value.js";

/** [N, T, …] as [N·T, …]. */
export function merged(x: Value): Value {
  return mergeSteps([x], { shape: [-1, ...x.shape.slice(2)] })[0] as Value;
}

/** [N·T, …] as [N, T, …]. */
export function split(x: Value, steps: Dim): Value {
  return splitSteps([x], { shape: [-1, steps, ...x.shape.slice(1)] })[0] as Value;
}
