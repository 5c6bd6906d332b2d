import { csrScaleColumns } from "../../../../graph/ops/linear.js";
import type { Value } from "../../../../graph/value.js";
import { defineEstimator, type Self } from "../../define.js";
import { oneToOneNames } from "../../feature-names.js";
import type { InputRule } from "../../validate.js";

/** Before 0.24 it was the subtraction that failed. */
function scalerInput(columns: Value | undefined): InputRule {
  return {
    finite: "allow-nan",
    sparse: "native",
    named: true,
    ...(columns ? { features: columns.dim(0) } : {}),
    mismatch: (expected, found) =>
      `operands could not be broadcast together with shapes ({rows},${found}) (${expected},) ({rows},${found})`,
  };
}

/**
 * (x - mean_) / scale_ in that order, as sklearn/preprocessing/_data.py: StandardScaler.transform. Sub and Div, not a product with
 * the reciprocal, which would be an ulp off.
 */
export const standardScaler = defineEstimator("StandardScaler", {
  params: { with_mean: "bool", with_std: "bool" },
  fitted: { mean_: "tensor?", scale_: "tensor?" },
  input: (m) => scalerInput(m.scale_ ?? m.mean_),
  rules: { inverse_transform: { finite: "allow-nan", sparse: "native", features: null, named: true } },
  transform: (x, m) => {
    if (x.layout === "csr") {
      if (m.with_mean)
        m.refuse("Cannot center sparse matrices: pass `with_mean=False` instead. See docstring for motivation and alternatives.");
      return m.with_std && m.scale_ ? (csrScaleColumns([x, m.scale_.cast(x.dtype)], { divide: true })[0] as Value) : x;
    }
    const of = operand(x, m);
    const centered = m.with_mean && m.mean_ ? x.sub(of(m.mean_)).cast(x.dtype) : x;
    return m.with_std && m.scale_ ? centered.div(of(m.scale_)).cast(x.dtype) : centered;
  },
  inverse_transform: (x, m) => {
    if (x.layout === "csr") {
      if (m.with_mean)
        m.refuse("Cannot uncenter sparse matrices: pass `with_mean=False` instead See docstring for motivation and alternatives.");
      return m.with_std && m.scale_ ? (csrScaleColumns([x, m.scale_.cast(x.dtype)], { divide: false })[0] as Value) : x;
    }
    const of = operand(x, m);
    const scaled = m.with_std && m.scale_ ? x.mul(of(m.scale_)).cast(x.dtype) : x;
    return m.with_mean && m.mean_ ? scaled.add(of(m.mean_)).cast(x.dtype) : scaled;
  },
  host: { get_feature_names_out: oneToOneNames },
  available: { get_feature_names_out: (m) => m.atLeast(1, 0) },
});

/** `X -= mean_` computes float32 rows in float64 and rounds each step; since 1.8 `mean_` is rounded to float32 first. */
function operand(x: Value, m: Self): (constant: Value) => Value {
  return (constant) => (m.atLeast(1, 8) ? constant.cast(x.dtype) : constant);
}
