import { checkAbove } from "../../../../graph/ops/power.js";
import { quantiles } from "../../../../graph/ops/quantiles.js";
import type { Value } from "../../../../graph/value.js";
import { type Bound, defineEstimator } from "../../define.js";
import { oneOf } from "../../fields.js";
import { oneToOne } from "../../scaling.js";
import { numbersOf } from "../../sparse-attribute.js";
import type { InputRule } from "../../validate.js";

const fields = {
  params: { output_distribution: oneOf("uniform", "normal"), ignore_implicit_zeros: "bool" },
  fitted: { quantiles_: "tensor", references_: "tensor" },
} as const;
type M = Bound<typeof fields.params, typeof fields.fitted>;

const NEGATIVE = "QuantileTransformer only accepts non-negative sparse matrices.";

function rule(m: M): InputRule {
  return {
    finite: "allow-nan",
    sparse: "native",
    features: m.quantiles_.dim(1),
    mismatch: (expected, found) =>
      `X does not have the same number of features as the previously fitted data. Got ${found} instead of ${expected}.`,
  };
}

/** Columns through their quantiles (sklearn/preprocessing/_data.py: QuantileTransformer._transform_col). */
export const quantileTransformer = defineEstimator("QuantileTransformer", {
  ...fields,
  input: rule,
  rules: { inverse_transform: (m) => ({ ...rule(m), ...(m.atLeast(1, 6) ? { named: false, argument: "" } : {}) }) },
  transform: (x, m) => {
    const sign = x.layout === "csr" && !m.ignore_implicit_zeros;
    return through(sign ? (checkAbove([x], { low: 0, lowIsFine: true, message: NEGATIVE })[0] as Value) : x, m, false);
  },
  inverse_transform: (x, m) => through(x, m, true),
  ...oneToOne,
});

function through(x: Value, m: M, inverse: boolean): Value {
  if (m.quantiles_.dim(0) !== m.references_.dim(0) || m.references_.dim(0) === 0)
    m.unsupported("quantiles_ and references_ contradict each other");
  const normal = m.output_distribution === "normal";
  return quantiles([x], {
    quantiles: numbersOf(m.quantiles_.tensor),
    references: numbersOf(m.references_.tensor),
    columns: m.quantiles_.dim(1),
    normal,
    inverse,
    snap: normal || !m.atLeast(0, 21),
    sparse: x.layout === "csr",
  })[0] as Value;
}
