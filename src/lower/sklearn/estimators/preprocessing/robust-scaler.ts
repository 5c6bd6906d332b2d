import { defineEstimator } from "../../define.js";
import { divideColumns, multiplyColumns, oneToOne, scalerBack, scalerInput } from "../../scaling.js";

/** (x - center_) / scale_; sparse rows are not centered (sklearn/preprocessing/_data.py: RobustScaler.transform). */
export const robustScaler = defineEstimator("RobustScaler", {
  params: { with_centering: "bool", with_scaling: "bool" },
  fitted: { center_: "tensor?", scale_: "tensor?" },
  input: (m) => scalerInput(m.scale_ ?? m.center_, { sparse: "native", named: true }),
  rules: { inverse_transform: (m) => scalerBack(m.scale_ ?? m.center_, { sparse: "native", named: !m.atLeast(1, 1) }) },
  transform: (x, m) => {
    const scale = m.with_scaling ? m.scale_ : undefined;
    if (x.layout === "csr") return scale ? divideColumns(x, scale) : x;
    const centered = m.with_centering && m.center_ ? x.sub(m.center_).cast(x.dtype) : x;
    return scale ? centered.div(scale).cast(x.dtype) : centered;
  },
  inverse_transform: (x, m) => {
    const scale = m.with_scaling ? m.scale_ : undefined;
    if (x.layout === "csr") return scale ? multiplyColumns(x, scale) : x;
    const scaled = scale ? x.mul(scale).cast(x.dtype) : x;
    return m.with_centering && m.center_ ? scaled.add(m.center_).cast(x.dtype) : scaled;
  },
  ...oneToOne,
});
