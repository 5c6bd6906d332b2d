import type { Value } from "../../../../graph/value.js";
import type { Input } from "../../../input.js";
import type { Self } from "../../define.js";
import { defineLinearRegressor, isSparse, regressorInput } from "../../linear-model.js";
import type { InputRule } from "../../validate.js";

/** sklearn/linear_model/_coordinate_descent.py: ElasticNet._decision_function takes sparse rows without a check; scipy's product has its own words. */
const uncheckedSparse = (m: Self, coef: Value, x?: Input): InputRule => {
  const rule = regressorInput(m, coef, x);
  if (x === undefined || !isSparse(x)) return rule;
  const columns = coef.rank === 1 ? "1?" : "m";
  return {
    ...rule,
    finite: "any",
    mismatch: (expected, found) =>
      m.atLeast(1, 7)
        ? `matmul: dimension mismatch with signature (n,k=${found}),(k=${expected},${columns})->(n,${columns})`
        : "dimension mismatch",
    mismatchBefore: NEVER,
  };
};

/** scikit-learn has no words of its own for this in any version; those of scipy came with 1.15, which the versions since 1.7 go with. */
const NEVER = [Number.POSITIVE_INFINITY];

export const lasso = defineLinearRegressor("Lasso", uncheckedSparse);
export const elasticNet = defineLinearRegressor("ElasticNet", uncheckedSparse);
export const multiTaskLasso = defineLinearRegressor("MultiTaskLasso", uncheckedSparse);
export const multiTaskElasticNet = defineLinearRegressor("MultiTaskElasticNet", uncheckedSparse);
export const lassoCV = defineLinearRegressor("LassoCV");
export const elasticNetCV = defineLinearRegressor("ElasticNetCV");
export const multiTaskLassoCV = defineLinearRegressor("MultiTaskLassoCV");
export const multiTaskElasticNetCV = defineLinearRegressor("MultiTaskElasticNetCV");
