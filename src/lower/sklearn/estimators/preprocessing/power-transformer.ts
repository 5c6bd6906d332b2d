import { checkAbove, type PowerFormula, powerTransform } from "../../../../graph/ops/power.js";
import type { Value } from "../../../../graph/value.js";
import { type Bound, defineEstimator } from "../../define.js";
import { oneOf } from "../../fields.js";
import { oneToOne } from "../../scaling.js";
import { numbersOf } from "../../sparse-attribute.js";
import type { InputRule } from "../../validate.js";

const fields = {
  params: { method: oneOf("yeo-johnson", "box-cox"), standardize: "bool" },
  fitted: { lambdas_: "tensor", _scaler: "estimator?" },
} as const;
type M = Bound<typeof fields.params, typeof fields.fitted>;

function rule(m: M): InputRule {
  return {
    finite: "allow-nan",
    features: m.lambdas_.dim(0),
    mismatch: (expected, found) =>
      `Input data has a different number of features than fitting data. Should have ${expected}, data has ${found}`,
  };
}

/** Powers that make columns look normal, then a StandardScaler of its own (sklearn/preprocessing/_data.py: PowerTransformer). */
export const powerTransformer = defineEstimator("PowerTransformer", {
  ...fields,
  input: rule,
  rules: { inverse_transform: (m) => ({ ...rule(m), ...(m.atLeast(1, 6) ? { named: false, argument: "" } : {}) }) },
  transform: (x, m) => {
    const boxCox = m.method === "box-cox";
    const rows = boxCox ? (checkAbove([x], { low: 0, lowIsFine: false, message: NOT_POSITIVE })[0] as Value) : x;
    const powered = apply(rows, boxCox ? "boxCox" : m.atLeast(1, 8) ? "yeoJohnson" : "yeoJohnsonPower", m);
    return m.standardize && m._scaler ? m._scaler.lowerOne("transform", powered) : powered;
  },
  inverse_transform: (x, m) => {
    const raw = m.standardize && m._scaler ? m._scaler.lowerOne("inverse_transform", x) : x;
    if (m.method === "yeo-johnson") return apply(raw, "inverseYeoJohnson", m);
    return apply(raw, m.atLeast(1, 6) ? "inverseBoxCox" : "inverseBoxCoxPower", m);
  },
  ...oneToOne,
});

const NOT_POSITIVE = "The Box-Cox transformation can only be applied to strictly positive data";

const apply = (x: Value, formula: PowerFormula, m: M): Value =>
  powerTransform([x], { lambdas: numbersOf(m.lambdas_.tensor), formula })[0] as Value;
