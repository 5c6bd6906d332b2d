import { csrNormalize } from "../../../../graph/ops/linear.js";
import type { Value } from "../../../../graph/value.js";
import { type Bound, defineEstimator } from "../../define.js";
import { oneOf } from "../../fields.js";
import { oneToOne } from "../../scaling.js";

const fields = { params: { norm: oneOf("l1", "l2", "max") } } as const;
type M = Bound<typeof fields.params, Record<never, never>>;

/** Norms below ten times the machine epsilon count as zero, since 1.0 (sklearn/preprocessing/_data.py: _handle_zeros_in_scale). */
const EPSILON = { float32: 10 * 2 ** -23, float64: 10 * 2 ** -52 };

/** Rows over their norm; rows without one stay (sklearn/preprocessing/_data.py: normalize). */
export const normalizer = defineEstimator("Normalizer", {
  ...fields,
  input: (m) => ({ sparse: "native", dtype: m.atLeast(0, 24) ? "numeric" : "float" }),
  transform: (input, m) => {
    const x = input.dtype === "float32" ? input : input.cast("float64");
    const max = m.atLeast(0, 23) ? "max" : "signedMax";
    if (x.layout === "csr") return csrNormalize([x], { norm: m.norm === "max" ? max : m.norm })[0] as Value;
    const norm = lengths(x, m);
    const empty = m.atLeast(1, 0) ? norm.less(x.dtype === "float32" ? EPSILON.float32 : EPSILON.float64) : norm.equal(0);
    return x.div(empty.where(1, norm));
  },
  ...oneToOne,
});

/** Until 0.22 "max" was the largest number, not the largest magnitude. */
function lengths(x: Value, m: M): Value {
  if (m.norm === "max") return (m.atLeast(0, 23) ? x.abs() : x).maximum(1, true);
  return m.norm === "l1" ? x.norm1(1, true) : x.norm2(1, true);
}
