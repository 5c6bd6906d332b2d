import type { Value } from "../../../../graph/value.js";
import { type Bound, defineEstimator } from "../../define.js";
import { withDefault } from "../../fields.js";
import { oneToOne, scalerBack, scalerInput } from "../../scaling.js";
import { numbersOf } from "../../sparse-attribute.js";

const fields = {
  params: { clip: withDefault("bool", false), feature_range: "tensor" },
  fitted: { scale_: "tensor", min_: "tensor" },
} as const;
type M = Bound<typeof fields.params, typeof fields.fitted>;

/** x * scale_ + min_, rounded to the rows' dtype after each step (sklearn/preprocessing/_data.py: MinMaxScaler.transform). */
export const minMaxScaler = defineEstimator("MinMaxScaler", {
  ...fields,
  input: (m) => scalerInput(m.scale_, {}),
  rules: { inverse_transform: (m) => scalerBack(m.scale_, { named: false }) },
  transform: (x, m) => clipped(x.mul(m.scale_).cast(x.dtype).add(m.min_).cast(x.dtype), m),
  inverse_transform: (x, m) => x.sub(m.min_).cast(x.dtype).div(m.scale_).cast(x.dtype),
  ...oneToOne,
});

function clipped(x: Value, m: M): Value {
  if (!m.clip) return x;
  const [low = 0, high = 1] = numbersOf(m.feature_range.tensor);
  return x.clip(low, high);
}
