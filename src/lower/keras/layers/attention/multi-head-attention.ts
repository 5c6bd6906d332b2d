import { get } from "../../../../decode/keras/json.js";
import type { SavedLayer } from "../../../../decode/keras/layer.js";
import type { Value } from "../../../../graph/value.js";
import type { Activation } from "../../activation.js";
import { named } from "../../attention/arguments.js";
import { attend } from "../../attention/heads.js";
import { causalMask, together, windowMask } from "../../attention/masks.js";
import { projection } from "../../attention/projection.js";
import type { BoundLayer } from "../../bound.js";
import { defineLayer, type Given } from "../../define.js";
import { withDefault } from "../../fields.js";

/** The arguments of `call` after the query. */
const AFTER = [
  "value",
  "key",
  "query_mask",
  "value_mask",
  "key_mask",
  "attention_mask",
  "return_attention_scores",
  "training",
  "use_causal_mask",
];
const AFTER_KERAS_2 = ["value", "key", "attention_mask", "return_attention_scores", "training", "use_causal_mask"];

/** Keras 3 reads its projections through properties, and so saves them by those names; Keras 2, which writes the shapes, has none. */
const attribute = (layer: SavedLayer, name: string): string => (get(layer.config, "query_shape") === undefined ? name : `_${name}`);

/** What the calls of both attention layers with heads have in common. */
export function attention(
  query: Value,
  m: BoundLayer & { readonly dropout: number; readonly sliding_window: number | undefined; readonly use_gate: boolean },
  given: Given,
  heads: {
    readonly axes: readonly number[];
    readonly inner: (name: string) => BoundLayer;
    /** Keys and values for as many heads as queries have. */
    readonly repeat: (x: Value) => Value;
  },
): Value | readonly Value[] {
  const call = named(m.atLeast(3) ? AFTER : AFTER_KERAS_2, given, m);
  const value = call.array("value");
  if (value === undefined) return m.refuse(`${m.layer.className} takes a query and a value.`);
  const key = call.array("key");
  const queryMask = call.array("query_mask")?.value ?? given.masks[0];
  const valueMask = call.array("value_mask")?.value ?? value.mask;
  const keyMask = call.array("key_mask")?.value ?? key?.mask;
  const scored = call.flag("return_attention_scores");
  const project = (name: string, x: Value): Value => (heads.inner(name).call([{ value: x }])[0] as Activation).value;
  const q = project("query_dense", query);
  const mask = together(
    call.array("attention_mask")?.value,
    queryMask?.unsqueeze(queryMask.rank),
    valueMask?.unsqueeze(valueMask.rank - 1),
    keyMask?.unsqueeze(keyMask.rank - 1),
    call.flag("use_causal_mask") ? causalMask(query, value.value) : undefined,
    m.sliding_window === undefined ? undefined : windowMask(query, value.value, m.sliding_window),
  );
  const { output, scores } = attend(
    {
      query: q,
      key: heads.repeat(project("key_dense", (key ?? value).value)),
      value: heads.repeat(project("value_dense", value.value)),
      axes: heads.axes.map((axis) => (axis < 0 ? axis + q.rank - 1 : axis)),
      mask,
      // Since 3.7, where nothing stands in its way.
      fused: m.atLeast(3, 7) && m.dropout === 0 && !scored && q.rank === 4,
    },
    m,
  );
  const gated = m.use_gate ? output.mul(project("gate_dense", query)) : output;
  const projected = project("output_dense", gated);
  return scored ? [projected, scores] : projected;
}

export const attentionSettings = {
  dropout: withDefault("float", 0),
  sliding_window: "int?",
  use_bias: withDefault("bool", true),
  use_gate: withDefault("bool", false),
} as const;

/** keras/src/layers/attention/multi_head_attention.py: call. */
export const multiHeadAttention = defineLayer("MultiHeadAttention", {
  config: { ...attentionSettings, attention_axes: "ints?", output_shape: "ints?" },
  children: ({ use_bias, use_gate, output_shape }, layer) => {
    const child = (name: string, equation: string, activation = "linear") => ({
      attribute: attribute(layer, name),
      layer: projection(layer, name, equation, use_bias, activation),
    });
    const letters = "opqrstuvw".slice(0, output_shape?.length ?? 1);
    return [
      child("query_dense", "...d,dhk->...hk"),
      child("key_dense", "...d,dhk->...hk"),
      ...(use_gate ? [child("gate_dense", "...d,dhk->...hk", "sigmoid")] : []),
      child("value_dense", "...d,dhk->...hk"),
      child("output_dense", `...hk,hk${letters}->...${letters}`),
    ];
  },
  masking: (inputs, _, output) => (output.rank === inputs[0]?.value.rank ? inputs[0]?.mask : undefined),
  call: (query, m, given) =>
    attention(query, m, given, {
      axes: m.attention_axes ?? Array.from({ length: query.rank - 2 }, (_, i) => i + 1),
      inner: (name) => m.inner(attribute(m.layer, name)),
      repeat: (x) => x,
    }),
});
