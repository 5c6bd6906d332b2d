import type { SavedLayer } from "../../../decode/keras/layer.js";
import type { Value } from "../../../graph/value.js";
import { activations } from "../activation.js";
import type { BoundLayer } from "../bound.js";
import { always, defineLayer, type Given, type Layer } from "../define.js";
import { withDefault } from "../fields.js";
import { type Cell, cellOf, type Recurrence } from "./cell.js";
import { keepStates, statesBefore } from "./memory.js";
import { beside } from "./steps.js";

/** What all recurrent layers can be told (keras/src/layers/rnn/rnn.py; `time_major` is Keras 2's). */
const config = {
  return_sequences: withDefault("bool", false),
  return_state: withDefault("bool", false),
  go_backwards: withDefault("bool", false),
  zero_output_for_mask: withDefault("bool", false),
  time_major: withDefault("bool", false),
  stateful: withDefault("bool", false),
};

interface Settings {
  readonly return_sequences: boolean;
  readonly return_state: boolean;
  readonly go_backwards: boolean;
  readonly zero_output_for_mask: boolean;
  readonly time_major: boolean;
  readonly stateful: boolean;
}

/** A layer that goes through a sequence with a cell, which `cell` finds in its configuration. */
export function defineRecurrent(name: string, cell: (layer: SavedLayer) => SavedLayer): Layer {
  return defineLayer(name, {
    config,
    children: (_, layer) => [{ attribute: "cell", layer: cell(layer) }],
    masking: (inputs, m, output) => (m.return_sequences && output.rank === inputs[0]?.value.rank ? inputs[0]?.mask : undefined),
    merge: (inputs, m, given) => recur(inputs, m, given, cellOf(m.inner("cell"))),
  });
}

/** A layer that holds the variables of its cell itself. */
export function defineWithCell(name: string, cell: Cell): Layer {
  return defineLayer(name, {
    config,
    weights: { kernel: always, recurrent_kernel: always, bias: always },
    masking: "stop",
    merge: (inputs, m, given) => recur(inputs, m, given, cellOf(m.as(cell))),
  });
}

/** The cell that Keras makes of a layer's own settings. */
export const ownCell =
  (className: string) =>
  (layer: SavedLayer): SavedLayer => ({
    ...layer,
    className,
    registeredName: undefined,
    module: undefined,
    layers: [],
    inboundNodes: [],
    buildConfig: undefined,
  });

/** Reverses the steps. */
export const reversed = (x: Value): Value => x.slice(1, -1, Number.NEGATIVE_INFINITY, -1);

/** Keras 2 lists the first states behind the sequence; Keras 3 hands them over beside it. */
function initialStates(inputs: readonly Value[], { args, kwargs }: Given): readonly Value[] {
  return [...inputs.slice(1), ...activations(kwargs.get("initial_state") ?? args[0]).map(({ value }) => value)];
}

function recur(
  inputs: readonly Value[],
  m: Settings & BoundLayer,
  given: Given,
  { cell, recurrence }: ReturnType<typeof cellOf>,
): readonly Value[] {
  const [sequence] = inputs;
  if (sequence === undefined) return [m.only([])];
  if (m.time_major) sequence.builder.mixRows();
  const swapped = (value: Value): Value =>
    m.time_major ? value.transpose([1, 0, ...Array.from({ length: value.rank - 2 }, (_, i) => i + 2)]) : value;
  const forward = swapped(sequence);
  const x = m.go_backwards ? reversed(forward) : forward;
  const explicit = activations(given.kwargs.get("mask") ?? given.args[1])[0]?.value ?? given.masks[0];
  const counts = explicit && swapped(explicit.dtype === "bool" ? explicit : explicit.cast("bool"));
  const mask = counts && m.go_backwards ? reversed(counts) : counts;
  const first = initialStates(inputs, given).map((state) => state.cast(m.dtype));
  const count = recurrence.count(cell);
  if (first.length > 0 && first.length !== count)
    return m.refuse(`An initial_state was passed that is not compatible with the cell: ${first.length} states, not ${count}.`);
  const before = first.length === 0 && m.stateful ? lastStates(x, m, cell, recurrence) : first;
  const walked = recurrence.walk(cell, x, before.length > 0 ? before : undefined, mask);
  if (m.stateful) keepStates(m, walked.states);
  const zeroed = (output: Value, truth: Value) => (m.zero_output_for_mask ? beside(truth, output).where(output, 0) : output);
  const all = mask ? zeroed(walked.all, mask) : walked.all;
  const last = mask ? zeroed(walked.last, mask.slice(1, -1, Number.POSITIVE_INFINITY).squeeze(1)) : walked.last;
  const output = m.return_sequences ? swapped(all) : last;
  return m.return_state ? [output, ...walked.states] : [output];
}

/** What the layer was left with. The shapes are those of the states that it makes of nothing. */
function lastStates(x: Value, m: BoundLayer, cell: BoundLayer, recurrence: Recurrence): readonly Value[] {
  const { states } = recurrence.walk(cell, x, undefined, undefined);
  return statesBefore(
    m,
    x,
    states.map(({ shape }) => shape.slice(1)),
  );
}
