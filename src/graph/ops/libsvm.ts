import type { CsrMatrix } from "../../sparse.js";
import type { Tensor } from "../../tensor.js";
import { dense } from "../info.js";
import { defineOp } from "../op.js";

/** The kernels of libsvm (svm.cpp: Kernel::k_function) over rows x and support vectors s. */
export type SvmKernel =
  /** x·s */
  | "linear"
  /** (gamma x·s + coef0) ^ degree, by repeated squaring */
  | "poly"
  /** exp(-gamma |x - s|²), the squares of the differences added feature by feature */
  | "rbf"
  /** tanh(gamma x·s + coef0) */
  | "sigmoid"
  /** The row holds its kernel values with all training rows; `support` says which of them are support vectors. */
  | "precomputed";

export interface LibsvmAttributes {
  readonly kernel: SvmKernel;
  readonly gamma: number;
  readonly coef0: number;
  readonly degree: number;
  /** Support vectors [S, F], sorted by class; absent for `precomputed`. */
  readonly vectors?: Tensor<"float64"> | CsrMatrix<"float64">;
  /** Their numbers among the training rows, for `precomputed`. */
  readonly support: Int32Array;
  /** Dual coefficients [K - 1, S], or [1, S] for one function. */
  readonly coefficients: Float64Array;
  /** One per function. */
  readonly intercept: Float64Array;
  /** Support vectors of each of K classes; empty where there is one function over all of them (regression, one class). */
  readonly counts: readonly number[];
}

/**
 * libsvm's decision values (svm.cpp: svm_predict_values) of float64 rows [N, F], dense or csr: [N, 1] for one function, else one column
 * for each pair of classes i < j, above 0 for class i: the coefficients of j - 1 over the vectors of i, and of i over those of j.
 */
export const libsvmDecision = defineOp<LibsvmAttributes>({
  op: "brine.LibsvmDecision",
  infer: ([x], { intercept }) => [dense("float64", [x?.shape[0] ?? 1, intercept.length])],
});

/**
 * From the decision values of pairs [N, K (K - 1) / 2], above 0 for the first class of the pair, to [N, K] float64: how many pairs
 * each class won, and a share of less than one pair for how clearly, from the sum c of its decision values
 * (sklearn/utils/multiclass.py: _ovr_decision_function): none; c / (3 (|c| + 1)), `bounded`; or, until scikit-learn 0.20, c scaled so
 * that the largest magnitude of all rows becomes 1/2, `scaled`.
 */
export const pairwiseVotes = defineOp<{ readonly classes: number; readonly confidence: "none" | "bounded" | "scaled" }>({
  op: "brine.PairwiseVotes",
  infer: ([x], { classes }) => [dense("float64", [x?.shape[0] ?? 1, classes])],
  mixesRows: (_, { confidence }) => confidence === "scaled",
});

/**
 * Probabilities [N, K] from the decision values of pairs: sigmoids of `a` value + `b`, coupled (svm.cpp: sigmoid_predict,
 * multiclass_probability; Wu, Lin, Weng, Probability estimates for multi-class classification by pairwise coupling, algorithm 2).
 */
export const pairwiseCoupling = defineOp<{ readonly classes: number; readonly a: Float64Array; readonly b: Float64Array }>({
  op: "brine.PairwiseCoupling",
  infer: ([x], { classes }) => [dense("float64", [x?.shape[0] ?? 1, classes])],
});
