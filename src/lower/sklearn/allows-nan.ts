import { atLeast } from "../../decode/sklearn/object.js";
import type { Fitted } from "./fitted.js";
import { plainText } from "./importances.js";

/** Criteria of trees that know missing values, before 1.9 (sklearn/tree/_classes.py: allow_nan). */
const CRITERIA = new Set(["gini", "log_loss", "entropy", "squared_error", "friedman_mse", "poisson"]);

/** Whether an estimator's tag says that it takes NaN: what wraps it passes NaN on without looking. */
export function allowsNaN(estimator: Fitted): boolean {
  const { className, version } = estimator;
  const knows = () => atLeast(version, 1, 9) || CRITERIA.has(plainText(estimator, "criterion") ?? "");
  if (/^HistGradientBoosting/.test(className)) return atLeast(version, 0, 22);
  if (/^DecisionTree/.test(className))
    return atLeast(version, 1, 3) && (atLeast(version, 1, 6) || splitter(estimator) === "best") && knows();
  if (/^ExtraTree(Classifier|Regressor)$/.test(className)) return atLeast(version, 1, 6) && splitter(estimator) === "random" && knows();
  if (/^RandomForest/.test(className)) return atLeast(version, 1, 4) && knows();
  if (/^ExtraTrees/.test(className)) return atLeast(version, 1, 6) && knows();
  if (/^Bagging/.test(className) && atLeast(version, 1, 3)) {
    const inner = estimator.attribute("estimator");
    return inner !== undefined && inner !== null && allowsNaN(estimator.child(inner, "estimator"));
  }
  return false;
}

const splitter = (estimator: Fitted): string => plainText(estimator, "splitter") ?? "best";
