import type { Memory } from "../../../graph/ops/memory.js";
import { recall, remember } from "../../../graph/ops/memory.js";
import type { Value } from "../../../graph/value.js";
import type { Tensor } from "../../../tensor.js";
import type { BoundLayer } from "../bound.js";

/** A model is known by its weights, of which all of its graphs are made. */
type Weights = ReadonlyMap<string, Tensor>;

const memories = new WeakMap<Weights, Map<string, Memory>>();

function memoryOf(m: BoundLayer, state: number): Memory {
  const { weights } = m.context;
  const ofModel = memories.get(weights) ?? new Map<string, Memory>();
  memories.set(weights, ofModel);
  const key = `${m.path}:${state}`;
  const found = ofModel.get(key) ?? { tensor: undefined };
  ofModel.set(key, found);
  return found;
}

/** The states that a `stateful` layer was left with (keras/src/layers/rnn/rnn.py: call). */
export function statesBefore(m: BoundLayer, x: Value, shapes: readonly Value["shape"][]): Value[] {
  return shapes.map((shape, i) => recall([x], { memory: memoryOf(m, i), shape })[0] as Value);
}

/** Keeps the states for the next call. */
export function keepStates(m: BoundLayer, states: readonly Value[]): void {
  for (const [i, state] of states.entries()) remember([state], { memory: memoryOf(m, i) });
}

/** keras/src/layers/rnn/rnn.py: reset_state, of all layers. */
export function forgetStates(weights: Weights): void {
  for (const memory of memories.get(weights)?.values() ?? []) memory.tensor = undefined;
}
