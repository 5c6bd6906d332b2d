import type { Value } from "../../../../graph/value.js";
import { defineEstimator } from "../../define.js";
import {
  classifierInput,
  coefficients,
  decision,
  defineLinearClassifier,
  intercept,
  normalizedRows,
  onesVersusRest,
  predictFromDecision,
  regressorInput,
  twoColumns,
} from "../../linear-model.js";

/** sklearn/linear_model/_stochastic_gradient.py, _perceptron.py, _passive_aggressive.py. `loss="log"` was renamed `log_loss` in 1.1. */
export const sgdClassifier = defineEstimator("SGDClassifier", {
  params: { loss: "string" },
  fitted: { coef_: "tensor", intercept_: intercept, classes_: "labels" },
  input: (m) => classifierInput(m, m.coef_),
  decision_function: (x, m) => decision(x, m.coef_, m.intercept_),
  predict: (x, m) => predictFromDecision(m.call("decision_function", x), m.classes_),
  predict_proba: (x, m) => {
    const scores = m.call("decision_function", x);
    return m.loss === "modified_huber" ? clippedProbabilities(scores) : onesVersusRest(scores, m);
  },
  predict_log_proba: (x, m) => m.call("predict_proba", x).log(),
  available: { predict_proba: (m) => hasProbabilities(m.loss), predict_log_proba: (m) => hasProbabilities(m.loss) },
});

export const perceptron = defineLinearClassifier("Perceptron");
export const passiveAggressiveClassifier = defineLinearClassifier("PassiveAggressiveClassifier");
export const sgdRegressor = defineRegressor("SGDRegressor");
export const passiveAggressiveRegressor = defineRegressor("PassiveAggressiveRegressor");

/** BaseSGDRegressor._decision_function: one dimension, also where `sparsify` made a matrix of `coef_`. */
function defineRegressor(name: string) {
  return defineEstimator(name, {
    fitted: { coef_: coefficients, intercept_: intercept },
    input: (m, x) => regressorInput(m, m.coef_.value, x),
    predict: (x, m) => {
      const { value, flat } = m.coef_;
      if (flat && x.layout === "csr") m.refuse(`shape must have length in (2,). Got new_shape=(${value.dim(0)},)`);
      return decision(x, value, m.intercept_);
    },
  });
}

/** Scores are X coef_ - offset_; 1 is an inlier, -1 an outlier, both int32. */
export const sgdOneClassSVM = defineEstimator("SGDOneClassSVM", {
  fitted: { coef_: "tensor", offset_: "tensor" },
  input: (m) => regressorInput(m, m.coef_),
  decision_function: (x, m) => decision(x, m.coef_, m.offset_.neg()),
  score_samples: (x, m) => m.call("decision_function", x).add(m.offset_),
  predict: (x, m) => m.call("decision_function", x).greaterOrEqual(0).cast("int32").mul(2).sub(1),
});

function hasProbabilities(loss: string): boolean {
  return loss === "log" || loss === "log_loss" || loss === "modified_huber";
}

/** (clip(score, -1, 1) + 1) / 2 (Zhang, Statistical behavior and consistency of classification methods, appendix B). */
function clippedProbabilities(scores: Value): Value {
  const p = scores.clip(-1, 1).add(1).div(2);
  return p.rank === 1 ? twoColumns(p) : normalizedRows(p);
}
