import { defineEstimator } from "../../define.js";
import { withDefault } from "../../fields.js";
import { intercept, linearPrediction, regressorInput } from "../../linear-model.js";

/**
 * sklearn/linear_model/_bayes.py: predict(return_std=True) also answers sqrt(x sigma_ x + 1 / alpha_). Rows were scaled for it where
 * `normalize` was on (until 1.1), taken as they are until 1.8, and are centered since 1.9.
 */
export const bayesianRidge = define("BayesianRidge", false);
export const ardRegression = define("ARDRegression", true);

function define(name: string, pruned: boolean) {
  return defineEstimator(name, {
    params: { normalize: withDefault("any", false), threshold_lambda: withDefault("float", 0) },
    fitted: {
      coef_: "tensor",
      intercept_: intercept,
      alpha_: "float",
      sigma_: "tensor",
      lambda_: "tensor",
      _normalize: withDefault("any", undefined),
      X_offset_: withDefault("tensor", undefined),
      X_scale_: withDefault("tensor", undefined),
    },
    input: (m) => regressorInput(m, m.coef_),
    predict: (x, m, { return_std }) => {
      const mean = linearPrediction(x, m.coef_, m.intercept_);
      if (!return_std) return mean;
      if (x.layout === "csr") m.unsupported("the standard deviation of sparse rows, which scikit-learn cannot compute either.");
      let rows = x;
      if (m.atLeast(1, 9) && m.X_offset_) rows = rows.sub(m.X_offset_);
      if ((m._normalize ?? m.normalize) === true && m.X_offset_ && m.X_scale_) rows = rows.sub(m.X_offset_).div(m.X_scale_);
      if (pruned) {
        const { tensor } = m.lambda_;
        const kept = Array.from({ length: tensor.size }, (_, i) => i).filter((i) => Number(tensor.at(i)) < m.threshold_lambda);
        rows = rows.gather(kept, 1);
      }
      const spread = rows.matMul(m.sigma_).mul(rows).sum(1);
      return { list: [mean, spread.add(1 / m.alpha_).sqrt()], tuple: true };
    },
  });
}
