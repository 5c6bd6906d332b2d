import { allowsNaN } from "../../allows-nan.js";
import { type Bound, defineMeta } from "../../define.js";
import { either, withDefault } from "../../fields.js";
import type { Fitted } from "../../fitted.js";
import { columnImportances, plainNumber, plainText } from "../../importances.js";
import { selector } from "../../selection.js";

const fields = {
  params: {
    threshold: withDefault(either("float", "any"), null),
    norm_order: withDefault("float", 1),
    max_features: withDefault("any", null),
    importance_getter: withDefault("any", "auto"),
    estimator: "estimator",
  },
  fitted: { estimator_: withDefault("estimator?", undefined), max_features_: withDefault("any", null) },
} as const;
type M = Bound<typeof fields.params, typeof fields.fitted>;

/** Where an L1 penalty made zeros, everything above zero is chosen. */
const ABOVE_ZERO = 1e-5;

/** Columns that matter to an estimator (sklearn/feature_selection/_from_model.py: SelectFromModel._get_support_mask). */
export const selectFromModel = defineMeta("SelectFromModel", {
  ...fields,
  ...selector(
    (m: M) => {
      const estimator = m.estimator_ ?? m.estimator;
      if (typeof m.importance_getter !== "string") return m.unsupported("importance_getter is a function, which Brine does not run");
      const scores = columnImportances(estimator, m.importance_getter, m.norm_order);
      if (scores === undefined) return m.unsupported(`importances (${m.importance_getter}) of a ${estimator.className}`);
      const threshold = thresholdOf(estimator, scores, m);
      const most = highest(m);
      const order = Array.from(scores.keys()).sort((a, b) => (scores[b] as number) - (scores[a] as number));
      const among = new Set(most === undefined ? order : order.slice(0, most));
      return Array.from(scores, (score, i) => among.has(i) && !(score < threshold));
    },
    (m) => m.atLeast(0, 22) && allowsNaN(m.estimator),
    (m) => m.estimator_,
  ),
});

/** `max_features`; what a function answered at fitting is `max_features_`. */
function highest(m: M): number | undefined {
  if (m.max_features === null || m.max_features === undefined) return undefined;
  return plainNumber(m.self, "max_features_") ?? plainNumber(m.self, "max_features") ?? m.unsupported("max_features is a function");
}

/** sklearn/feature_selection/_from_model.py: _calculate_threshold. */
function thresholdOf(estimator: Fitted, scores: Float64Array, m: M): number {
  if (typeof m.threshold === "number") return m.threshold;
  const said = m.threshold ?? (penalized(estimator, m) ? ABOVE_ZERO : "mean");
  if (typeof said === "number") return said;
  if (typeof said !== "string") return m.unsupported("a threshold that is neither a number nor a text");
  const [scale, reference] = said.includes("*") ? said.split("*") : ["1", said];
  const statistic = reference?.trim() === "median" ? median(scores) : reference?.trim() === "mean" ? mean(scores) : undefined;
  if (statistic === undefined)
    return m.refuse(
      said.includes("*") ? `Unknown reference: ${reference?.trim()}` : `Expected threshold='mean' or threshold='median' got ${said}`,
    );
  return Number(scale) * statistic;
}

const mean = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;

function median(values: Float64Array): number {
  const sorted = values.slice().sort();
  const half = sorted.length >> 1;
  const upper = sorted[half] as number;
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] as number) + upper) / 2;
}

/** Whether the estimator's own penalty is the L1 norm. */
function penalized(estimator: Fitted, m: M): boolean {
  const { className } = estimator;
  if (plainText(estimator, "penalty") === "l1" || className.includes("Lasso")) return true;
  const whole = (name: string) => Math.abs((plainNumber(estimator, name) ?? 0) - 1) <= NEARLY_ONE;
  if (className.includes("ElasticNet") && m.atLeast(1, 1)) return whole("l1_ratio_") || whole("l1_ratio");
  return /^LogisticRegression/.test(className) && m.atLeast(1, 8) && whole(className.endsWith("CV") ? "l1_ratio_" : "l1_ratio");
}

/** numpy.isclose(x, 1.0): its absolute and relative tolerances together. */
const NEARLY_ONE = 1e-8 + 1e-5;
