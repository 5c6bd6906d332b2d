import type { Value } from "../../../../graph/value.js";
import { type Bound, defineEstimator } from "../../define.js";
import { withDefault } from "../../fields.js";
import { identity, inverse } from "../../inverse.js";
import { backProjected, checkedRows, projectionNames, subtractionFails } from "../../projection.js";

/** `normalize_components` ended with 0.24 and had no choice since 0.22. */
const params = { ridge_alpha: "float", normalize_components: withDefault("any", true) } as const;
const fields = { components_: "tensor", mean_: "tensor?" } as const;
type M = Bound<typeof params, typeof fields>;

export const sparsePCA = define("SparsePCA");
export const miniBatchSparsePCA = define("MiniBatchSparsePCA");

/**
 * Ridge regression of each centered row on the components: (X W^T)(W W^T + alpha I)^-1 (sklearn/decomposition/_sparse_pca.py: transform;
 * linear_model/_ridge.py: _solve_cholesky). Without `normalize_components` (0.20) rows were not centered, and columns were scaled to norm 1
 * over all the rows of a call.
 */
function transform(x: Value, m: M): Value {
  const components = m.components_;
  const normalized = m.atLeast(0, 22) || m.normalize_components === true;
  const ridge = identity(components, components.dim(0)).mul(m.ridge_alpha);
  const gram = inverse(components.matMul(components.transpose()).add(ridge), m.self.object.at("components_"));
  const centered = normalized && m.mean_ ? x.sub(m.mean_) : x;
  const codes = centered.cast(components.dtype).matMul(components.transpose()).matMul(gram.inverse);
  if (normalized) return codes;
  const norms = codes.mul(codes).sum(0).sqrt();
  return codes.div(norms.equal(0).where(1, norms));
}

function define(name: string) {
  return defineEstimator(name, {
    params,
    fitted: fields,
    input: (m) => ({ ...subtractionFails, dtype: "numeric", features: m.components_.dim(1) }),
    rules: { inverse_transform: checkedRows },
    transform,
    inverse_transform: (x, m) => {
      const rows = backProjected(x, m.components_, m);
      return m.mean_ ? rows.add(m.mean_) : rows;
    },
    host: projectionNames<M>((m) => m.components_.dim(0)).host,
    available: { get_feature_names_out: (m) => m.atLeast(1, 1), inverse_transform: (m) => m.atLeast(1, 2) },
  });
}
