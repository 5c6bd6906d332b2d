import type { Value } from "../../../../graph/value.js";
import { type Bound, defineEstimator } from "../../define.js";

const fields = { classes_: "labels", means_: "tensor", priors_: "tensor", rotations_: "tensors", scalings_: "tensors" } as const;
type M = Bound<Record<never, never>, typeof fields>;

/**
 * Log posteriors [N, K] but for a constant: rows are centered, turned and scaled, each class by its own matrix
 * (sklearn/discriminant_analysis.py: QuadraticDiscriminantAnalysis._decision_function).
 */
function posteriors(x: Value, m: M): Value {
  const norms = m.rotations_.map((rotation, i) => {
    const scaling = m.scalings_[i] ?? m.unsupported(`no scalings_[${i}]`);
    const turned = x.sub(m.means_.gather([i])).matMul(rotation.mul(scaling.pow(-0.5)));
    return turned.mul(turned).sum(1).unsqueeze(1);
  });
  const [first, ...others] = norms;
  if (first === undefined) return m.unsupported("no classes");
  const determinants = m.scalings_.map((scaling) => scaling.log().sum(0).unsqueeze(0));
  const [one, ...more] = determinants;
  return first
    .concat(others, 1)
    .add((one as Value).concat(more, 0))
    .mul(-0.5)
    .add(m.priors_.log());
}

export const quadraticDiscriminantAnalysis = defineEstimator("QuadraticDiscriminantAnalysis", {
  fitted: fields,
  input: (m) => ({
    dtype: "numeric",
    features: m.means_.dim(1),
    mismatch: (expected, found) => `operands could not be broadcast together with shapes ({rows},${found}) (${expected},) `,
    mismatchBefore: [1, 0],
    texts: {
      message: "ufunc 'subtract' did not contain a loop with signature matching types (dtype('<U{width}'), dtype('float64')) -> None",
      python: "UFuncTypeError",
    },
  }),
  decision_function: (x, m) => {
    const scores = posteriors(x, m);
    return m.classes_.dim(0) === 2
      ? scores
          .gather([1], 1)
          .sub(scores.gather([0], 1))
          .squeeze(1)
      : scores;
  },
  predict: (x, m) => m.classes_.gather(posteriors(x, m).argMax(1)),
  predict_proba: (x, m) => {
    if (m.atLeast(1, 6)) return logPosteriors(x, m).exp();
    const scores = posteriors(x, m);
    const likelihood = scores.sub(scores.maximum(1, true)).exp();
    return likelihood.div(likelihood.sum(1, true));
  },
  predict_log_proba: (x, m) => (m.atLeast(1, 6) ? logPosteriors(x, m) : m.call("predict_proba", x).log()),
});

/** Since 1.6 logarithms are taken first, so that small probabilities are not log(0) (DiscriminantAnalysisPredictionMixin). */
function logPosteriors(x: Value, m: M): Value {
  const scores = posteriors(x, m);
  const likelihood = scores.sub(scores.maximum(1, true));
  return likelihood.sub(likelihood.exp().sum(1, true).log());
}
