import type { Value } from "../../../../graph/value.js";
import { type Bound, defineEstimator } from "../../define.js";
import { identity, inverse } from "../../inverse.js";
import { projectionNames, subtractionFails } from "../../projection.js";

const fields = { components_: "tensor", mean_: "tensor", noise_variance_: "tensor" } as const;
type M = Bound<Record<never, never>, typeof fields>;

/** Loadings over noise, and (I + W psi^-1 W^T)^-1 with the logarithm of its determinant. */
function posterior(m: M) {
  const loadings = m.components_;
  const weighted = loadings.div(m.noise_variance_);
  const gram = weighted.matMul(loadings.transpose()).add(identity(loadings, loadings.dim(0)));
  return { weighted, ...inverse(gram, m.self.object.at("components_")) };
}

/** sklearn/decomposition/_factor_analysis.py: expected latent variables, and log likelihoods under W W^T + diag(psi) by the inversion lemma. */
export const factorAnalysis = defineEstimator("FactorAnalysis", {
  fitted: fields,
  input: (m) => ({ ...subtractionFails, dtype: "numeric", features: m.components_.dim(1) }),
  transform: (x, m) => {
    const { weighted, inverse: covariance } = posterior(m);
    return x.sub(m.mean_).matMul(weighted.transpose()).matMul(covariance);
  },
  score_samples: (x, m) => {
    const { weighted, inverse: covariance, logDeterminant } = posterior(m);
    const columns = m.components_.dim(1);
    const centered = x.sub(m.mean_);
    const latent: Value = centered.matMul(weighted.transpose());
    const explained = latent.mul(latent.matMul(covariance)).sum(1);
    const distance = centered.mul(centered).div(m.noise_variance_).sum(1).sub(explained);
    const constant = m.noise_variance_
      .log()
      .sum(0)
      .add(logDeterminant + columns * Math.log(2 * Math.PI));
    return distance.add(constant).mul(-0.5);
  },
  ...projectionNames<M>((m) => m.components_.dim(0)),
});
