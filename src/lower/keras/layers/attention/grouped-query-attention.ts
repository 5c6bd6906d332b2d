import type { Value } from "../../../../graph/value.js";
import { projection } from "../../attention/projection.js";
import { defineLayer } from "../../define.js";
import { attention, attentionSettings } from "./multi-head-attention.js";

/** Several heads of queries share one of keys and values (keras/src/layers/attention/grouped_query_attention.py: call). */
export const groupQueryAttention = defineLayer("GroupQueryAttention", {
  config: { ...attentionSettings, num_query_heads: "int", num_key_value_heads: "int" },
  children: ({ use_bias, use_gate }, layer) => {
    const child = (name: string, equation: string, activation = "linear") => ({
      attribute: `_${name}`,
      layer: projection(layer, name, equation, use_bias, activation),
    });
    return [
      child("query_dense", "...m,muh->...uh"),
      child("key_dense", "...m,mvh->...vh"),
      ...(use_gate ? [child("gate_dense", "...m,muh->...uh", "sigmoid")] : []),
      child("value_dense", "...m,mvh->...vh"),
      child("output_dense", "...uh,uhm->...m"),
    ];
  },
  masking: (inputs, _, output) => (output.rank === inputs[0]?.value.rank ? inputs[0]?.mask : undefined),
  call: (query, m, given) => {
    const each = m.num_query_heads / m.num_key_value_heads;
    const heads = Array.from({ length: m.num_query_heads }, (_, head) => Math.floor(head / each));
    return attention(query, m, given, {
      axes: [1],
      inner: (name) => m.inner(`_${name}`),
      repeat: (x: Value) => x.gather(heads, 2),
    });
  },
});
