import { always, defineLayer } from "../../define.js";
import { withDefault } from "../../fields.js";

/** Rows of a table by whole numbers; 0 may stand for steps that do not count (keras/src/layers/core/embedding.py: call, compute_mask). */
export const embedding = defineLayer("Embedding", {
  config: { mask_zero: withDefault("bool", false) },
  weights: { embeddings: always },
  autocast: false,
  masking: (inputs, { mask_zero }) => (mask_zero ? inputs[0]?.value.notEqual(0) : undefined),
  call: (x, m) => {
    const index = x.dtype === "int32" || x.dtype === "int64" ? x : x.cast("int32");
    return m.embeddings.gather(index.cast("int64"), 0).cast(m.dtype);
  },
});
