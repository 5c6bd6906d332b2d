import { arrayIn } from "../../activation.js";
import { defineLayer } from "../../define.js";
import { encode, outputMode } from "./encode.js";

/** Whole numbers below `num_tokens` as rows of zeros and ones, or counts (keras/src/layers/preprocessing/category_encoding.py: call). */
export const categoryEncoding = defineLayer("CategoryEncoding", {
  config: { num_tokens: "int", output_mode: outputMode("multi_hot") },
  autocast: false,
  call: (x, m, { kwargs, args }) => {
    const weights = arrayIn(kwargs.get("count_weights") ?? args[0]);
    if (weights && m.output_mode !== "count")
      m.refuse("`count_weights` is not used when `output_mode` is not `'count'`. Received `count_weights`.");
    if (weights && m.atLeast(3) && !m.atLeast(3, 6)) m.unsupported("Keras 3.0 to 3.5 do not multiply count_weights place by place.");
    const lines = !m.atLeast(3);
    return encode(m, x.cast("int64"), {
      mode: m.output_mode,
      depth: m.num_tokens,
      dtype: m.dtype,
      lines,
      weights: weights?.cast(m.dtype),
      outside: lines
        ? {
            message: `Input values must be in the range 0 <= values < num_tokens with num_tokens=${m.num_tokens}`,
            python: "InvalidArgumentError",
          }
        : "dropped",
    });
  },
});
