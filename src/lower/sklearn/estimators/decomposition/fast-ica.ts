import { type Bound, defineEstimator } from "../../define.js";
import { either } from "../../fields.js";
import { backProjected, projectionNames } from "../../projection.js";

/** `whiten` is a bool, or since 1.1 the name of a variance. */
const params = { whiten: either("string", "bool") } as const;
const fields = { components_: "tensor", mixing_: "tensor", mean_: "tensor?" } as const;
type M = Bound<typeof params, typeof fields>;

/** sklearn/decomposition/_fastica.py: the mean is subtracted, in the dtype of the rows, where it whitens. */
export const fastICA = defineEstimator("FastICA", {
  params,
  fitted: fields,
  input: (m) => ({
    features: m.components_.dim(1),
    mismatch: (expected, found) =>
      `operands could not be broadcast together with shapes ({rows},${found}) (${expected},) ({rows},${found}) `,
  }),
  rules: { inverse_transform: { features: null } },
  transform: (x, m) => (m.whiten && m.mean_ ? x.sub(m.mean_).cast(x.dtype) : x).matMul(m.components_.transpose()),
  inverse_transform: (x, m) => {
    const mixed = backProjected(x, m.mixing_.transpose(), m);
    return m.whiten && m.mean_ ? mixed.add(m.mean_).cast(mixed.dtype) : mixed;
  },
  ...projectionNames<M>((m) => m.components_.dim(0)),
});
