import { defineMeta } from "../../define.js";

/** sklearn/frozen/_frozen.py: FrozenEstimator. Everything is the inner estimator's. */
export const frozenEstimator = defineMeta("FrozenEstimator", {
  params: { estimator: "estimator" },
  delegate: (m) => m.estimator,
});
