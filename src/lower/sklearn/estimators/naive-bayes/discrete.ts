import { csrThreshold } from "../../../../graph/ops/csrThreshold.js";
import type { Value } from "../../../../graph/value.js";
import { type Bound, defineEstimator } from "../../define.js";
import { regressorInput } from "../../linear-model.js";
import { fromJointLogLikelihood, jointAvailable } from "../../naive-bayes.js";

const fields = { classes_: "labels", feature_log_prob_: "tensor", class_log_prior_: "tensor" } as const;
type M = Bound<Record<never, never>, typeof fields>;

/** sklearn/naive_bayes.py: MultinomialNB._joint_log_likelihood. */
export const multinomialNB = defineEstimator("MultinomialNB", {
  fitted: fields,
  input: (m) => regressorInput(m, m.feature_log_prob_),
  ...fromJointLogLikelihood<M>((x, m) => x.matMul(m.feature_log_prob_.transpose()).add(m.class_log_prior_)),
  available: jointAvailable,
});

/** Priors count with a single class only (sklearn/naive_bayes.py: ComplementNB._joint_log_likelihood). */
export const complementNB = defineEstimator("ComplementNB", {
  fitted: fields,
  input: (m) => regressorInput(m, m.feature_log_prob_),
  ...fromJointLogLikelihood<M>((x, m) => {
    const scores = x.matMul(m.feature_log_prob_.transpose());
    return m.classes_.dim(0) === 1 ? scores.add(m.class_log_prior_) : scores;
  }),
  available: jointAvailable,
});

const bernoulli = { binarize: "float?" } as const;
type B = Bound<typeof bernoulli, typeof fields>;

/** log P(x = 0) summed over all columns, plus what the columns that are 1 change (BernoulliNB._joint_log_likelihood). */
function bernoulliJoint(x: Value, m: B): Value {
  const ones = m.binarize === undefined ? x : binarized(x, m.binarize, m);
  const absent = m.feature_log_prob_.exp().neg().add(1).log();
  const scores = ones.matMul(m.feature_log_prob_.sub(absent).transpose());
  return scores.add(m.class_log_prior_.add(absent.sum(1)));
}

function binarized(x: Value, threshold: number, m: B): Value {
  if (x.layout === "dense") return x.floating().greater(threshold).cast("float64");
  if (threshold < 0) m.refuse("Cannot binarize a sparse matrix with threshold < 0");
  return csrThreshold([x], { threshold })[0] as Value;
}

export const bernoulliNB = defineEstimator("BernoulliNB", {
  params: bernoulli,
  fitted: fields,
  input: (m) => ({
    ...regressorInput(m, m.feature_log_prob_),
    mismatch: (expected, found) => `Expected input with ${expected} features, got ${found} instead`,
    ...(m.binarize === undefined
      ? {}
      : { texts: { message: "'>' not supported between instances of 'numpy.ndarray' and 'float'", python: "TypeError" } }),
  }),
  ...fromJointLogLikelihood<B>(bernoulliJoint),
  available: jointAvailable,
});
