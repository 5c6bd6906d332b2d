import type { Value } from "../../../../graph/value.js";
import type { DType } from "../../../../tensor.js";
import { constantOf } from "../../activation.js";
import type { BoundLayer } from "../../bound.js";
import { always, defineLayer, when } from "../../define.js";
import { withDefault } from "../../fields.js";

function rowsOf(x: Value, m: BoundLayer & { readonly embeddings: Value }): Value {
  const index = x.dtype === "int32" || x.dtype === "int64" ? x : x.cast("int32");
  return m.embeddings.gather(index.cast("int64"), 0).cast(m.dtype);
}

/** Rows of a table by whole numbers; 0 may stand for steps that do not count (keras/src/layers/core/embedding.py: call, compute_mask). */
export const embedding = defineLayer("Embedding", {
  config: { mask_zero: withDefault("bool", false) },
  weights: { embeddings: always },
  autocast: false,
  masking: (inputs, { mask_zero }) => (mask_zero ? inputs[0]?.value.notEqual(0) : undefined),
  call: (x, m) => rowsOf(x, m),
});

/** The same, and back: products with all rows, or with a table of their own (keras/src/layers/core/reversible_embedding.py: call). */
export const reversibleEmbedding = defineLayer("ReversibleEmbedding", {
  config: {
    mask_zero: withDefault("bool", false),
    tie_weights: withDefault("bool", true),
    reverse_dtype: "string?",
    logit_soft_cap: "float?",
  },
  weights: { embeddings: always, reverse_embeddings: when(({ tie_weights }: { tie_weights: boolean }) => !tie_weights) },
  autocast: false,
  masking: (inputs, { mask_zero }) => {
    const x = inputs[0]?.value;
    return mask_zero && x?.dtype.startsWith("int") ? x.notEqual(0) : undefined;
  },
  call: (x, m, { args, kwargs }) => {
    if (constantOf(kwargs.get("reverse") ?? args[0]) !== true) return rowsOf(x, m);
    const dtype = (m.reverse_dtype ?? m.dtype) as DType;
    const logits = x.cast(dtype).matMul((m.reverse_embeddings ?? m.embeddings.transpose()).cast(dtype));
    return m.logit_soft_cap === undefined ? logits : logits.div(m.logit_soft_cap).tanh().mul(m.logit_soft_cap);
  },
});
