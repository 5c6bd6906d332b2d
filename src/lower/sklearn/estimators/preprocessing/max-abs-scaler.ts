import { csrMap } from "../../../../graph/ops/linear.js";
import type { Value } from "../../../../graph/value.js";
import { defineEstimator } from "../../define.js";
import { withDefault } from "../../fields.js";
import { divideColumns, multiplyColumns, oneToOne, scalerBack, scalerInput } from "../../scaling.js";

/** x / scale_; sparse rows are multiplied by 1 / scale_ (sklearn/preprocessing/_data.py: MaxAbsScaler.transform). */
export const maxAbsScaler = defineEstimator("MaxAbsScaler", {
  params: { clip: withDefault("bool", false) },
  fitted: { scale_: "tensor" },
  input: (m) => scalerInput(m.scale_, { sparse: "native", named: true }),
  rules: { inverse_transform: (m) => scalerBack(m.scale_, { sparse: "native", named: !m.atLeast(1, 1) }) },
  transform: (x, m) => {
    const scaled = x.layout === "csr" ? divideColumns(x, m.scale_) : x.div(m.scale_).cast(x.dtype);
    if (!m.clip) return scaled;
    return x.layout === "csr" ? (csrMap([scaled], { map: "clipToOne" })[0] as Value) : scaled.clip(-1, 1);
  },
  inverse_transform: (x, m) => (x.layout === "csr" ? multiplyColumns(x, m.scale_) : x.mul(m.scale_).cast(x.dtype)),
  ...oneToOne,
});
