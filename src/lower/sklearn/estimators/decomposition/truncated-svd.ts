import { type Bound, defineEstimator } from "../../define.js";
import { regressorInput } from "../../linear-model.js";
import { backProjected, checkedRows, projectionNames } from "../../projection.js";

const fields = { components_: "tensor" } as const;
type M = Bound<Record<never, never>, typeof fields>;

/** sklearn/decomposition/_truncated_svd.py: rows are not centered, so that sparse ones stay sparse. */
export const truncatedSVD = defineEstimator("TruncatedSVD", {
  fitted: fields,
  input: (m) => ({ ...regressorInput(m, m.components_), mismatchBefore: [0, 24] }),
  rules: { inverse_transform: checkedRows },
  transform: (x, m) => x.matMul(m.components_.transpose()),
  inverse_transform: (x, m) => backProjected(x, m.components_, m),
  ...projectionNames<M>((m) => m.components_.dim(0)),
});
