import type { Value } from "../../../../graph/value.js";
import { type Bound, defineEstimator, type Methods } from "../../define.js";
import { oneOf } from "../../fields.js";
import { logSumExp } from "../../log-sum-exp.js";
import type { InputRule } from "../../validate.js";
import { expectedLogPrecision, expectedLogWeights } from "./variational.js";

const params = { covariance_type: oneOf("full", "tied", "diag", "spherical") } as const;
const fields = { means_: "tensor", precisions_cholesky_: "tensor" } as const;
type Shared = Bound<typeof params, typeof fields>;

/**
 * Sums of squares [N, K] under each component, each covariance in its own way (sklearn/mixture/_gaussian_mixture.py:
 * _estimate_log_gaussian_prob). Since 1.7 those of full and tied ones are kept in the dtype of the rows, so that those of integer rows lose
 * their fractions.
 */
function distances(x: Value, m: Shared): Value {
  const means = m.means_;
  const cholesky = m.precisions_cholesky_;
  const precisions = cholesky.mul(cholesky);
  switch (m.covariance_type) {
    case "diag": {
      const constant = means.mul(means).mul(precisions).sum(1);
      const linear = x.matMul(means.mul(precisions).transpose()).mul(2);
      return constant.sub(linear).add(x.mul(x).matMul(precisions.transpose()));
    }
    case "spherical": {
      const constant = means.mul(means).sum(1).mul(precisions);
      const linear = x.matMul(means.transpose().mul(precisions)).mul(2);
      return constant.sub(linear).add(x.mul(x).sum(1, true).mul(precisions));
    }
    default: {
      const tied = m.covariance_type === "tied" ? x.matMul(cholesky) : undefined;
      const columns = Array.from({ length: means.dim(0) }, (_, k) => {
        const factor = tied ? cholesky : cholesky.gather([k], 0).squeeze(0);
        const turned = (tied ?? x.matMul(factor)).sub(means.gather([k], 0).matMul(factor));
        return turned.mul(turned).sum(1, true);
      });
      const [first, ...others] = columns;
      if (first === undefined) return m.unsupported("no components");
      const sums = first.concat(others, 1);
      return m.atLeast(1, 7) ? sums.cast(x.dtype) : sums;
    }
  }
}

/** Half the log determinants of the precisions, [K] or one for all. */
function logDeterminants(m: Shared): Value {
  const cholesky = m.precisions_cholesky_;
  const columns = m.means_.dim(1);
  switch (m.covariance_type) {
    case "diag":
      return cholesky.log().sum(1);
    case "spherical":
      return cholesky.log().mul(columns);
    default: {
      const flat = cholesky.reshape(cholesky.rank === 3 ? [cholesky.dim(0), columns * columns] : [1, columns * columns]);
      const diagonal = Array.from({ length: columns }, (_, i) => i * (columns + 1));
      return flat.gather(diagonal, 1).log().sum(1);
    }
  }
}

/** log P(x | component), [N, K]. */
function logGaussian(x: Value, m: Shared): Value {
  const summed = distances(x, m);
  const sums = summed.dtype === "bool" ? summed.cast("float64") : summed;
  return sums.add(normalization(x, m)).mul(-0.5).add(logDeterminants(m));
}

/** columns * log 2 pi; 1.7 alone took the logarithm in the dtype of the rows, which is 1 for integers. */
function normalization(x: Value, m: Shared): number {
  const columns = m.means_.dim(1);
  const log = Math.log(2 * Math.PI);
  if (!m.atLeast(1, 7) || m.atLeast(1, 8) || x.dtype === "float64") return columns * log;
  return x.dtype === "float32" ? Math.fround(columns * Math.fround(log)) : columns * Math.trunc(log);
}

/** The methods that follow from log P(x, component) [N, K] (sklearn/mixture/_base.py: BaseMixture). */
function fromWeighted<M extends Shared>(weighted: (x: Value, m: M) => Value): Methods<M, Value> {
  return {
    predict: (x, m) => weighted(x, m).argMax(1),
    predict_proba: (x, m) => {
      const joint = weighted(x, m);
      return joint.sub(logSumExp(joint)).exp();
    },
    score_samples: (x, m) => logSumExp(weighted(x, m)).squeeze(1),
  };
}

function input(m: Shared): InputRule {
  return {
    dtype: m.atLeast(1, 0) ? "numeric" : "float",
    features: m.means_.dim(1),
    mismatch: (expected, found) => `Expected the input data X have ${expected} features, but got ${found} features`,
    mismatchBefore: [1, 0],
  };
}

const weights = { ...fields, weights_: "tensor" } as const;
type Mixture = Bound<typeof params, typeof weights>;

export const gaussianMixture = defineEstimator("GaussianMixture", {
  params,
  fitted: weights,
  input,
  ...fromWeighted<Mixture>((x, m) => logGaussian(x, m).add(m.weights_.log())),
});

const variationalParams = { ...params, weight_concentration_prior_type: oneOf("dirichlet_process", "dirichlet_distribution") } as const;
const variational = { ...fields, weight_concentration_: "raw", degrees_of_freedom_: "tensor", mean_precision_: "tensor" } as const;
type Variational = Bound<typeof variationalParams, typeof variational>;

/** Expectations of the logarithms stand in for them (sklearn/mixture/_bayesian_mixture.py: _estimate_log_prob, _estimate_log_weights). */
export const bayesianGaussianMixture = defineEstimator("BayesianGaussianMixture", {
  params: variationalParams,
  fitted: variational,
  input,
  ...fromWeighted<Variational>((x, m) => {
    const columns = m.means_.dim(1);
    const freedom = m.degrees_of_freedom_;
    const gaussian = logGaussian(x, m).sub(freedom.log().mul(0.5 * columns));
    const precision = x.constantLike(expectedLogPrecision(freedom.tensor, columns));
    const shape = precision.sub(m.mean_precision_.pow(-1).mul(columns)).mul(0.5);
    const concentration = expectedLogWeights(
      m.weight_concentration_,
      m.weight_concentration_prior_type,
      m.self.object.at("weight_concentration_"),
    );
    return gaussian.add(shape).add(x.constantLike(concentration));
  }),
});
