import type { Input } from "../input.js";
import { Frame } from "../input.js";
import type { Self } from "./define.js";
import type { Fitted } from "./fitted.js";
import type { InputRule } from "./validate.js";

/** Criteria whose splitters know missing values (sklearn/tree/_classes.py: `__sklearn_tags__`, before 1.6 `_more_tags`). */
const MISSING_CRITERIA = new Set(["gini", "log_loss", "entropy", "squared_error", "friedman_mse", "poisson"]);

/**
 * Whether a tree takes NaN (sklearn/tree/_classes.py: BaseDecisionTree._support_missing_values): since 1.3, for some criteria, and the
 * best splitter only; random splits since 1.6. Since 1.8 for all criteria. Never with monotonic constraints from 1.4 to 1.7.
 */
export function takesMissing(tree: Fitted): boolean {
  const m = tree.bound as Self & { readonly criterion?: unknown; readonly splitter?: unknown; readonly monotonic_cst?: unknown };
  if (!m.atLeast(1, 3)) return false;
  const extra = tree.className.startsWith("ExtraTree");
  if (!extra || !m.atLeast(1, 6)) {
    if (m.splitter !== "best" && !(m.splitter === "random" && m.atLeast(1, 6))) return false;
  } else if (m.splitter !== "random") return false;
  if (m.atLeast(1, 8)) return true;
  return MISSING_CRITERIA.has(String(m.criterion)) && (m.monotonic_cst === undefined || m.monotonic_cst === null);
}

/** What trees take: float32, dense or csr (sklearn/tree/_classes.py: BaseDecisionTree._validate_X_predict). */
export function treeRule(tree: Fitted, input: Input): InputRule {
  const sparse = !(input instanceof Frame) && input.layout === "csr";
  return { dtype: "float32", sparse: "native", finite: !sparse && takesMissing(tree) ? "allow-nan" : "required", mismatch: oldMismatch };
}

/** Until 0.23; the blank at the end is scikit-learn's. */
export const oldMismatch = (expected: number, found: number) =>
  `Number of features of the model must match the input. Model n_features is ${expected} and input n_features is ${found} `;
