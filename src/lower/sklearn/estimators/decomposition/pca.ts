import type { Value } from "../../../../graph/value.js";
import { type Bound, defineEstimator } from "../../define.js";
import { anyRows, backProjected, checkedRows, projectionNames, subtractionFails } from "../../projection.js";
import type { InputRule } from "../../validate.js";

const params = { whiten: "bool" } as const;
const fields = { components_: "tensor", mean_: "tensor?", explained_variance_: "tensor", noise_variance_: "tensor" } as const;
type M = Bound<typeof params, typeof fields>;

/** numpy.finfo(dtype).eps, below which whitening does not divide. */
const EPSILON = { float64: 2 ** -52, float32: 2 ** -23 };

/**
 * Rows on the components, scaled to unit variance where it whitens (sklearn/decomposition/_base.py: _BasePCA.transform). Since 1.5 the mean
 * is projected by itself and subtracted after, and deviations below the dtype's epsilon are raised to it.
 */
function transform(x: Value, m: M): Value {
  const components = m.components_.transpose();
  const after = m.atLeast(1, 5);
  const mean = m.mean_;
  let projected = x;
  if (mean === undefined) projected = x.matMul(components);
  else if (after) projected = x.matMul(components).sub(mean.unsqueeze(0).matMul(components));
  else projected = x.sub(mean).matMul(components);
  if (!m.whiten) return projected;
  const deviation = m.explained_variance_.sqrt();
  return projected.div(after ? deviation.max(EPSILON[deviation.dtype === "float32" ? "float32" : "float64"]) : deviation);
}

function inverse(x: Value, m: M): Value {
  const components = m.whiten ? m.explained_variance_.unsqueeze(1).sqrt().mul(m.components_) : m.components_;
  const rows = backProjected(x, components, m);
  return m.mean_ ? rows.add(m.mean_) : rows;
}

/**
 * Log likelihood under probabilistic PCA (sklearn/decomposition/_pca.py: PCA.score_samples). The covariance's eigenvalues along the
 * components are known, and so are those of its inverse; scikit-learn inverts it numerically. Where it whitens, scikit-learn scales
 * the components by their deviations in the covariance as well, and so do we.
 */
function scoreSamples(x: Value, m: M): Value {
  const [count, columns] = [m.components_.dim(0), m.components_.dim(1)];
  const noise = m.noise_variance_;
  const variance = m.explained_variance_;
  const signal = variance.sub(noise).max(0);
  const scaled = m.whiten ? signal.mul(variance) : signal;
  const along = scaled.add(noise);
  const rest = columns - count;
  const centered = m.mean_ ? x.sub(m.mean_) : x;
  const scores = centered.matMul(m.components_.transpose());
  const inside = scores.mul(scores).div(along).sum(1);
  const squares = centered.mul(centered).sum(1).sub(scores.mul(scores).sum(1));
  const outside = rest === 0 ? undefined : squares.div(noise);
  const distance = outside ? inside.add(outside) : inside;
  const inner = along.log().sum(0).neg();
  const logDeterminant = rest === 0 ? inner : inner.sub(noise.log().mul(rest));
  return distance.mul(-0.5).sub(
    logDeterminant
      .neg()
      .add(columns * Math.log(2 * Math.PI))
      .mul(0.5),
  );
}

function input(m: M): InputRule {
  const sparse = m.atLeast(1, 4) ? "native" : "refused";
  return { ...subtractionFails, dtype: m.atLeast(0, 24) ? "float" : "numeric", features: m.components_.dim(1), sparse };
}

const rules = { inverse_transform: (m: M): InputRule => (m.atLeast(1, 7) ? checkedRows : anyRows) };

export const pca = defineEstimator("PCA", {
  params,
  fitted: fields,
  input,
  rules: { ...rules, score_samples: (m: M): InputRule => ({ ...input(m), sparse: "refused" }) },
  transform,
  inverse_transform: inverse,
  score_samples: scoreSamples,
  ...projectionNames<M>((m) => m.components_.dim(0)),
});

/** Sparse rows are made dense, a batch at a time, since 0.22. */
export const incrementalPCA = defineEstimator("IncrementalPCA", {
  params,
  fitted: fields,
  input: (m) => ({ ...input(m), sparse: m.atLeast(0, 22) ? "dense" : "refused" }),
  rules,
  transform,
  inverse_transform: inverse,
  ...projectionNames<M>((m) => m.components_.dim(0)),
});
