import { defineEstimator } from "../../define.js";
import { withDefault } from "../../fields.js";
import { classifierInput, decision, intercept, onesVersusRest, predictFromDecision } from "../../linear-model.js";

/**
 * sklearn/linear_model/_logistic.py: LogisticRegression.predict_proba. Softmax over the scores, or one versus the rest: for two
 * classes (unless `multi_class` says multinomial, then softmax over ±score), and where `multi_class` or the solver ask for it.
 * `multi_class` ended with 1.8; newton-cholesky could not do softmax in 1.2 to 1.5.
 */
const declaration = {
  params: { solver: "string", multi_class: withDefault("string", undefined) },
  fitted: { coef_: "tensor", intercept_: intercept, classes_: "labels" },
} as const;

export const logisticRegression = define("LogisticRegression");
export const logisticRegressionCV = define("LogisticRegressionCV");

function define(name: string) {
  return defineEstimator(name, {
    ...declaration,
    input: (m) => classifierInput(m, m.coef_),
    decision_function: (x, m) => decision(x, m.coef_, m.intercept_),
    predict: (x, m) => predictFromDecision(m.call("decision_function", x), m.classes_),
    predict_proba: (x, m) => {
      const scores = m.call("decision_function", x);
      const binary = m.classes_.dim(0) <= 2;
      const binarySolver = m.solver === "liblinear" || (m.solver === "newton-cholesky" && !m.atLeast(1, 6));
      const auto = m.multi_class === undefined || m.multi_class === "auto" || m.multi_class === "deprecated";
      const ovr = m.multi_class === "ovr" || m.multi_class === "warn" || (auto && (binary || binarySolver));
      if (ovr) return onesVersusRest(scores, m);
      if (scores.rank === 2) return scores.softmax();
      const positive = scores.unsqueeze(1);
      return positive.neg().concat([positive], 1).softmax();
    },
    predict_log_proba: (x, m) => m.call("predict_proba", x).log(),
  });
}
