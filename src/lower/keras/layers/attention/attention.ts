import type { Value } from "../../../../graph/value.js";
import { activations } from "../../activation.js";
import { named } from "../../attention/arguments.js";
import { causalMask, together } from "../../attention/masks.js";
import type { BoundLayer } from "../../bound.js";
import { defineLayer, type Given, when } from "../../define.js";
import { oneOf, withDefault } from "../../fields.js";

/** softmax(scores) · value; what masks hide loses a large number (keras/src/layers/attention/attention.py: call, _apply_scores). */
function answer(
  inputs: readonly Value[],
  m: BoundLayer & { readonly causal: boolean },
  given: Given,
  score: (query: Value, key: Value) => Value,
) {
  const [query, value, key = value] = inputs;
  if (query === undefined || value === undefined || key === undefined)
    return m.refuse(`${m.layer.className} layer must be called on a list of inputs, namely [query, value] or [query, value, key].`);
  const call = named(["mask", "training", "return_attention_scores", "use_causal_mask"], given, m);
  const explicit = activations(given.kwargs.get("mask"));
  const [queryMask, valueMask] = explicit.length > 0 ? explicit.map((mask) => mask.value) : given.masks;
  const scores = score(query, key);
  const seen = together(valueMask?.unsqueeze(1), call.flag("use_causal_mask") || m.causal ? causalMask(query, value) : undefined);
  const away = scores.dtype === "float16" ? 65504 : 1e9;
  const weights = (seen ? scores.sub(seen.not().cast(scores.dtype).mul(away)) : scores).softmax(-1);
  const product = weights.matMul(value);
  const output = queryMask ? queryMask.unsqueeze(queryMask.rank).where(product, 0) : product;
  return call.flag("return_attention_scores") ? [output, weights] : output;
}

/** tanh(q + k), for each query beside each key: [N, T, S, D]. */
const sums = (query: Value, key: Value): Value => query.unsqueeze(2).add(key.unsqueeze(1));

/** Scores are q · k, scaled, or a weighted sum of tanh(scale (q + k)) (_calculate_scores). */
export const attention = defineLayer("Attention", {
  // `causal` is a setting of Keras 2 until 2.9.
  config: {
    use_scale: withDefault("bool", false),
    score_mode: withDefault(oneOf("dot", "concat"), "dot"),
    causal: withDefault("bool", false),
  },
  weights: {
    scale: when(({ use_scale }: { use_scale: boolean }) => use_scale),
    concat_score_weight: when(({ score_mode }: { score_mode: string }) => score_mode === "concat"),
  },
  masking: "pass",
  merge: (inputs, m, given) =>
    answer(inputs, m, given, (query, key) => {
      const { scale, concat_score_weight: weight } = m;
      if (weight === undefined) {
        const product = query.matMul(key.transpose([0, 2, 1]));
        return scale ? product.mul(scale) : product;
      }
      const sum = sums(query, key);
      return (scale ? sum.mul(scale) : sum).tanh().sum(-1).mul(weight);
    }),
});

/** Bahdanau's: scores are sums of scale tanh(q + k) (keras/src/layers/attention/additive_attention.py: _calculate_scores). */
export const additiveAttention = defineLayer("AdditiveAttention", {
  config: { use_scale: withDefault("bool", true), causal: withDefault("bool", false) },
  weights: { scale: when(({ use_scale }: { use_scale: boolean }) => use_scale) },
  masking: "pass",
  merge: (inputs, m, given) =>
    answer(inputs, m, given, (query, key) => {
      const found = sums(query, key).tanh();
      return (m.scale ? found.mul(m.scale) : found).sum(-1);
    }),
});
