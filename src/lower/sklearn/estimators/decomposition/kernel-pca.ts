import { PyObject } from "../../../../container/pickle/values.js";
import { SklearnObject } from "../../../../decode/sklearn/object.js";
import type { Value } from "../../../../graph/value.js";
import { type Bound, defineEstimator } from "../../define.js";
import { arrayOf, field, wrong } from "../../fields.js";
import { pairwiseKernel } from "../../kernels/pairwise.js";
import { projectionNames } from "../../projection.js";

/** The means of the training kernel. */
const centerer = field("KernelCenterer", (value, where, owner) => {
  if (!(value instanceof PyObject)) return wrong(value, where, "a KernelCenterer");
  const { attributes } = new SklearnObject(value, where, owner.object);
  const read = (name: string) => {
    const held = attributes.get(name);
    return held === undefined ? wrong(undefined, `${where}.${name}`, "an array") : owner.constant(arrayOf(held, `${where}.${name}`));
  };
  return { rows: read("K_fit_rows_"), all: read("K_fit_all_") };
});

/** `gamma_` came with 1.2; eigenvalues were called `lambdas_`, eigenvectors `alphas_` before 1.0. */
const params = { kernel: "any", gamma: "float?", degree: "float", coef0: "float", fit_inverse_transform: "bool" } as const;
const fields = {
  X_fit_: "tensor",
  _centerer: centerer,
  gamma_: "float?",
  eigenvalues_: "tensor?",
  eigenvectors_: "tensor?",
  lambdas_: "tensor?",
  alphas_: "tensor?",
  X_transformed_fit_: "tensor?",
  dual_coef_: "tensor?",
} as const;
type M = Bound<typeof params, typeof fields>;

function kernel(x: Value, rows: Value, m: M): Value {
  if (typeof m.kernel !== "string") return m.unsupported("a kernel that is a function");
  const settings = { kernel: m.kernel, gamma: m.gamma_ ?? m.gamma, degree: m.degree, coef0: m.coef0 };
  return pairwiseKernel(x, rows, settings) ?? m.unsupported(`kernel="${m.kernel}"`);
}

/** Eigenvectors over the roots of their eigenvalues; those of eigenvalue 0 are 0 since 0.22. */
function scaledVectors(m: M): Value {
  const values = m.eigenvalues_ ?? m.lambdas_ ?? m.unsupported("no eigenvalues_");
  const vectors = m.eigenvectors_ ?? m.alphas_ ?? m.unsupported("no eigenvectors_");
  if (!m.atLeast(0, 22)) return vectors.div(values.sqrt());
  const zero = values.equal(0);
  return zero.where(0, vectors.div(zero.where(1, values).sqrt()));
}

/** sklearn/decomposition/_kernel_pca.py: kernel values, centered as in training, on the scaled eigenvectors. */
export const kernelPCA = defineEstimator("KernelPCA", {
  params,
  fitted: fields,
  input: (m) => ({
    dtype: m.atLeast(0, 24) ? "numeric" : "float",
    features: m.X_fit_.dim(1),
    sparse: "native",
    mismatch: (expected, found) =>
      m.kernel === "precomputed"
        ? `Precomputed metric requires shape (n_queries, n_indexed). Got ({rows}, ${found}) for ${expected} indexed.`
        : `Incompatible dimension for X and Y matrices: X.shape[1] == ${found} while Y.shape[1] == ${expected}`,
  }),
  rules: { inverse_transform: { features: null } },
  transform: (x, m) => {
    const values = kernel(x, m.X_fit_, m);
    const { rows, all } = m._centerer;
    const means = values.sum(1, true).div(rows.dim(0));
    return values.sub(rows).sub(means).add(all).matMul(scaledVectors(m));
  },
  inverse_transform: (x, m) => {
    if (!m.fit_inverse_transform || !m.X_transformed_fit_ || !m.dual_coef_)
      return m.refuse(
        "The fit_inverse_transform parameter was not set to True when instantiating and hence the inverse transform is not available.",
        "NotFittedError",
      );
    return kernel(x, m.X_transformed_fit_, m).matMul(m.dual_coef_);
  },
  ...projectionNames<M>((m) => (m.eigenvalues_ ?? m.lambdas_ ?? m.unsupported("no eigenvalues_")).dim(0)),
});
