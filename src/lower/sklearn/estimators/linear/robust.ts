import { defineMeta } from "../../define.js";
import { defineLinearRegressor } from "../../linear-model.js";
import { validated } from "../../validate.js";

/** sklearn/linear_model/_huber.py, _theil_sen.py, _quantile.py. */
export const huberRegressor = defineLinearRegressor("HuberRegressor");
export const theilSenRegressor = defineLinearRegressor("TheilSenRegressor");
export const quantileRegressor = defineLinearRegressor("QuantileRegressor");

/** sklearn/linear_model/_ransac.py: the model fitted on the inliers predicts; checks of RANSAC's own began with 1.0. */
export const ransacRegressor = defineMeta("RANSACRegressor", {
  fitted: { estimator_: "estimator" },
  predict: (x, m) => {
    const checked = m.atLeast(1, 0) ? validated(x, { dtype: "numeric", finite: "any", sparse: "native" }, m.self) : x;
    return m.estimator_.lower("predict", checked);
  },
});
