import { get, isObject } from "../../../../decode/keras/json.js";
import { type SavedLayer, savedLayer } from "../../../../decode/keras/layer.js";
import type { Value } from "../../../../graph/value.js";
import { type Activation, activations } from "../../activation.js";
import { defineLayer, type Given } from "../../define.js";
import { type Field, oneOf } from "../../fields.js";
import { reversed } from "../../recurrent/layer.js";

type Mode = "concat" | "sum" | "mul" | "ave" | undefined;

const mergeMode: Field<Mode> = {
  kind: "concat | sum | mul | ave | null",
  read: (value, where, reading) =>
    value === null ? undefined : oneOf("concat", "sum", "mul", "ave").read(value ?? "concat", where, reading),
};

const says = (layer: SavedLayer, key: string): boolean => get(layer.config, key) === true;

/** Since tf.keras 2 steps that do not count answer zeros in both directions, where all steps are answered. */
const withZeros = (layer: SavedLayer): SavedLayer => ({
  ...layer,
  config: { ...layer.config, zero_output_for_mask: says(layer, "return_sequences") },
});

/** Keras 3 writes both layers; Keras 2 the forward one, and the other where it was given. */
function directions(layer: SavedLayer): { readonly forward: SavedLayer; readonly backward: SavedLayer } {
  const forward = savedLayer(get(layer.config, "layer"), `${layer.name}.layer`);
  const other = get(layer.config, "backward_layer");
  const turned = { ...forward, config: { ...forward.config, go_backwards: !says(forward, "go_backwards") } };
  const backward = isObject(other) ? savedLayer(other, `${layer.name}.backward_layer`) : turned;
  return { forward: withZeros(forward), backward: withZeros(backward) };
}

/** The first states: half of them for each direction, as a list behind the sequence (Keras 2) or beside it. */
function halves(inputs: readonly Value[], { args, kwargs }: Given): readonly [readonly Value[], readonly Value[]] {
  const states = [...inputs.slice(1), ...activations(kwargs.get("initial_state") ?? args[0]).map(({ value }) => value)];
  return [states.slice(0, states.length / 2), states.slice(states.length / 2)];
}

/** Two layers, one of which goes backwards, and their answers together (keras/src/layers/rnn/bidirectional.py: call). */
export const bidirectional = defineLayer("Bidirectional", {
  config: { merge_mode: mergeMode },
  children: (_, layer) => {
    const { forward, backward } = directions(layer);
    return [
      { attribute: "forward_layer", layer: forward },
      { attribute: "backward_layer", layer: backward },
    ];
  },
  masking: (inputs, m, output) => {
    const sequences = says(directions(m.layer).forward, "return_sequences");
    return sequences && output.rank === inputs[0]?.value.rank ? inputs[0]?.mask : undefined;
  },
  merge: (inputs, m, given) => {
    const [value] = inputs;
    if (value === undefined) return [m.only([])];
    const mask = activations(given.kwargs.get("mask") ?? given.args[1])[0]?.value ?? given.masks[0];
    const x: Activation = mask ? { value, mask } : { value };
    const [first, second] = halves(inputs, given);
    const run = (attribute: string, states: readonly Value[]): Value[] =>
      m
        .inner(attribute)
        .call([x, ...states.map((state) => ({ value: state }))])
        .map((answer) => answer.value);
    const [forward, ...states] = run("forward_layer", first);
    const [turned, ...others] = run("backward_layer", second);
    if (forward === undefined || turned === undefined) return m.unsupported("a layer inside that answers nothing");
    const backward = says(directions(m.layer).forward, "return_sequences") ? reversed(turned) : turned;
    return [...merge(m.merge_mode, forward, backward), ...states, ...others];
  },
});

function merge(mode: Mode, forward: Value, backward: Value): readonly Value[] {
  if (mode === "concat") return [forward.concat([backward], -1)];
  if (mode === "sum") return [forward.add(backward)];
  if (mode === "ave") return [forward.add(backward).div(2)];
  return mode === "mul" ? [forward.mul(backward)] : [forward, backward];
}
