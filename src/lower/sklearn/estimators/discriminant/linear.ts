import type { Value } from "../../../../graph/value.js";
import { defineEstimator } from "../../define.js";
import { prefixedNames } from "../../feature-names.js";
import { classifierInput, decision, intercept, predictFromDecision, twoColumns } from "../../linear-model.js";
import type { InputRule } from "../../validate.js";

/** numpy.finfo(numpy.float64).tiny. */
const SMALLEST_NORMAL = 2.2250738585072014e-308;
const SMALLEST_NORMAL_32 = 1.1754943508222875e-38;

const positive = (scores: Value): Value => (scores.rank === 2 ? scores.reshape([scores.shape[0] ?? -1]) : scores);

/**
 * sklearn/discriminant_analysis.py: LinearDiscriminantAnalysis. Probabilities are a softmax of the scores since 0.22, before they were
 * logistic scores that were scaled to sum 1; logarithms of zero are those of the smallest normal number since 0.24.
 */
export const linearDiscriminantAnalysis = defineEstimator("LinearDiscriminantAnalysis", {
  params: { solver: "string" },
  fitted: {
    coef_: "tensor",
    intercept_: intercept,
    classes_: "labels",
    xbar_: "tensor?",
    scalings_: "tensor?",
    _max_components: "int",
  },
  input: (m) => classifierInput(m, m.coef_),
  rules: {
    transform: (m): InputRule => ({
      dtype: "numeric",
      features: m.coef_.dim(1),
      mismatch: (expected, found) => `operands could not be broadcast together with shapes ({rows},${found}) (${expected},) `,
      mismatchBefore: [1, 0],
    }),
  },
  decision_function: (x, m) => decision(x, m.coef_, m.intercept_),
  predict: (x, m) => predictFromDecision(m.call("decision_function", x), m.classes_),
  predict_proba: (x, m) => {
    const scores = m.call("decision_function", x);
    if (m.classes_.dim(0) === 2) return twoColumns(positive(scores).sigmoid());
    if (m.atLeast(0, 22)) return scores.softmax();
    const p = scores.neg().exp().add(1).pow(-1);
    return p.div(p.sum(1, true));
  },
  predict_log_proba: (x, m) => {
    const p = m.call("predict_proba", x);
    if (!m.atLeast(0, 24)) return p.log();
    return p
      .equal(0)
      .where(p.dtype === "float32" ? SMALLEST_NORMAL_32 : SMALLEST_NORMAL, p)
      .log();
  },
  transform: (x, m) => {
    const scalings = m.scalings_;
    if (m.solver === "lsqr" || scalings === undefined)
      return m.refuse("transform not implemented for 'lsqr' solver (use 'svd' or 'eigen').", "NotImplementedError");
    const centered = m.solver === "svd" && m.xbar_ ? x.sub(m.xbar_) : x;
    return centered.matMul(scalings).slice(1, 0, m._max_components);
  },
  host: {
    get_feature_names_out: (m) => prefixedNames(m, Math.min(m._max_components, m.scalings_?.dim(1) ?? m._max_components)),
  },
  available: { get_feature_names_out: (m) => m.atLeast(1, 1) },
});
