import { ROWS } from "../../../../graph/info.js";
import { defineLayer } from "../../define.js";

/** The axes of a row in another shape; one of them may be -1 (keras/src/layers/reshaping/reshape.py). */
export const reshape = defineLayer("Reshape", {
  config: { target_shape: "ints" },
  call: (x, { target_shape }, _given) => x.reshape([x.shape[0] ?? ROWS, ...target_shape]),
});

/** Axes in another order; `dims` counts from 1, the rows stay (keras/src/layers/reshaping/permute.py). */
export const permute = defineLayer("Permute", { config: { dims: "ints" }, call: (x, { dims }) => x.transpose([0, ...dims]) });

/** [N, F] to [N, n, F] (keras/src/layers/reshaping/repeat_vector.py). */
export const repeatVector = defineLayer("RepeatVector", {
  config: { n: "int" },
  call: (x, { n }) => {
    const step = x.unsqueeze(1);
    return step.concat(
      Array.from({ length: n - 1 }, () => step),
      1,
    );
  },
});
