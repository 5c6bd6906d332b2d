import type { PyValue } from "../../container/pickle/values.js";
import { SparseMatrix } from "../../container/python/array.js";
import { realize } from "../../container/python/realize.js";
import { ModelError } from "../../errors.js";
import { type LibsvmAttributes, libsvmDecision, type SvmKernel } from "../../graph/ops/libsvm.js";
import type { Value } from "../../graph/value.js";
import { CsrMatrix } from "../../sparse.js";
import type { Tensor } from "../../tensor.js";
import type { Self } from "./define.js";
import { arrayOf } from "./fields.js";
import { csrOf, numbersOf } from "./sparse-attribute.js";
import type { InputRule } from "./validate.js";

const kernels: readonly SvmKernel[] = ["linear", "poly", "rbf", "sigmoid", "precomputed"];

/** What libsvm's models of every version hold, by the names that they have had (sklearn/svm/_base.py: BaseLibSVM). */
export interface Machine extends LibsvmAttributes {
  /** Fitted on sparse rows. */
  readonly sparse: boolean;
  /** Columns that rows must have. */
  readonly features: number;
  /** Sigmoids of the pairs; empty without probabilities. */
  readonly a: Float64Array;
  readonly b: Float64Array;
}

/** Reads a machine; `classes` is undefined for one function over all vectors. */
export function machineOf(m: Self, classes: number | undefined): Machine {
  const { self } = m;
  const first = (...names: readonly string[]): [PyValue, string] => {
    for (const name of names) {
      const value = self.attribute(name);
      if (value !== undefined && value !== null) return [value, self.object.at(name)];
    }
    const where = self.object.at(names[0] ?? "");
    throw new ModelError("sklearn/missing", `${where} is not in the file: ${self.className} is not fitted.`, { where });
  };
  const numbers = (...names: readonly string[]): Float64Array => numbersOf(arrayOf(...first(...names)));
  const kernel = kernels.find((name) => name === self.attribute("kernel"));
  if (kernel === undefined) m.unsupported("its kernel is a Python function.");
  const support = Int32Array.from(numbers("support_"));
  const vectors = kernel === "precomputed" ? undefined : vectorsOf(...first("support_vectors_"));
  const counts = classes === undefined ? [] : Array.from(numbers("_n_support", "n_support_"));
  const machine: Machine = {
    kernel,
    gamma: kernel === "linear" || kernel === "precomputed" ? 0 : Number(numbers("_gamma", "gamma")[0]),
    coef0: Number(numbers("coef0")[0]),
    degree: Number(numbers("degree")[0]),
    ...(vectors ? { vectors } : {}),
    support,
    coefficients: numbers("_dual_coef_", "dual_coef_"),
    intercept: numbers("_intercept_", "intercept_"),
    counts,
    sparse: realize(self.attribute("_sparse") ?? null) === true || vectors instanceof CsrMatrix,
    features: kernel === "precomputed" ? Number(numbers("shape_fit_")[0]) : (vectors?.shape[1] ?? 0),
    a: numbers("_probA", "probA_"),
    b: numbers("_probB", "probB_"),
  };
  check(m, machine, classes);
  return machine;
}

/** The attributes of a file may contradict each other. */
function check(m: Self, { support, vectors, coefficients, intercept, counts, features, a, b }: Machine, classes: number | undefined): void {
  const count = support.length;
  const functions = classes === undefined ? 1 : (classes * (classes - 1)) / 2;
  const sum = counts.reduce((total, next) => total + next, 0);
  const wrong =
    (vectors && vectors.shape[0] !== count) ||
    coefficients.length !== count * Math.max(1, (classes ?? 2) - 1) ||
    intercept.length !== functions ||
    (classes !== undefined && (counts.length !== classes || sum !== count || counts.some((n) => n < 0))) ||
    (!vectors && support.some((index) => index < 0 || index >= features)) ||
    a.length !== b.length ||
    (a.length !== 0 && classes !== undefined && a.length !== functions);
  if (wrong) m.refuse(`The internal representation of ${m.className} was altered`);
}

function vectorsOf(value: PyValue, where: string): Tensor<"float64"> | CsrMatrix<"float64"> {
  const real = realize(value);
  if (real instanceof SparseMatrix) return csrOf(real, where);
  const tensor = arrayOf(value, where);
  if (tensor.shape.length !== 2) throw new ModelError("sklearn/attribute", `${where} should have two dimensions.`, { where });
  return tensor.as("float64");
}

/** sklearn/svm/_base.py: _validate_for_predict, which had words of its own for a wrong number of columns before 1.0. */
export function machineInput({ kernel, features }: Machine): InputRule {
  const what = kernel === "precomputed" ? "samples" : "features";
  return {
    dtype: "float64",
    sparse: "native",
    features,
    mismatch: (expected, found) => `X.shape[1] = ${found} should be equal to ${expected}, the number of ${what} at training time`,
    mismatchBefore: [1, 0],
  };
}

/** libsvm's decision values, [N, functions]. */
export function decisionValues(x: Value, m: Self, { sparse, features, a, b, ...attributes }: Machine): Value {
  if (x.layout === "csr" && !sparse) m.refuse(`cannot use sparse input in '${m.className}' trained on dense data`);
  return libsvmDecision([x], attributes)[0] as Value;
}
