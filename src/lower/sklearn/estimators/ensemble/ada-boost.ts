import { PyObject } from "../../../../container/pickle/values.js";
import { atLeast } from "../../../../decode/sklearn/object.js";
import { ModelError } from "../../../../errors.js";
import { scalar, Value } from "../../../../graph/value.js";
import type { Input } from "../../../input.js";
import { type Bound, defineEstimator } from "../../define.js";
import type { Fitted } from "../../fitted.js";
import { featuresIn, type InputRule } from "../../validate.js";

const classifierFields = {
  params: { algorithm: "any?" },
  fitted: { estimators_: "estimators", estimator_weights_: "tensor", classes_: "labels" },
} as const;
type Classifier = Bound<typeof classifierFields.params, typeof classifierFields.fitted>;

/**
 * Weighted votes of a sequence of classifiers (sklearn/ensemble/_weight_boosting.py). SAMME adds each one's weight to the class that
 * it names (and, since 1.3, takes a share of it from the others); SAMME.R, gone with 1.6, adds centered logarithms of class shares.
 */
export const adaBoostClassifier = defineEstimator("AdaBoostClassifier", {
  ...classifierFields,
  input: rule,
  decision_function: (x, m) => last(decisions(x, m)),
  predict: (x, m) => label(m.call("decision_function", x), m),
  predict_proba: (x, m) => last(shares(x, m)),
  predict_log_proba: (x, m) => m.call("predict_proba", x).log(),
  staged_decision_function: (x, m) => ({ list: decisions(x, m), tuple: false }),
  staged_predict: (x, m) => ({ list: decisions(x, m).map((decision) => label(decision, m)), tuple: false }),
  staged_predict_proba: (x, m) => ({ list: shares(x, m), tuple: false }),
});

const last = (stages: readonly Value[]): Value => stages.at(-1) as Value;

const label = (decision: Value, m: Classifier): Value =>
  m.classes_.gather(decision.rank === 1 ? decision.greater(0).cast("int64") : decision.argMax(1));

/** Sums of the first 1, 2, … estimators' contributions, [N, K], each with the sum of their weights. */
function sums(
  m: Classifier,
  contribution: (estimator: Fitted, weight: number) => Value,
): { readonly sum: Value; readonly weight: number }[] {
  const weights = m.estimator_weights_.tensor;
  const stages: { sum: Value; weight: number }[] = [];
  let sum: Value | undefined;
  let total = 0;
  m.estimators_.forEach((estimator, i) => {
    const weight = Number(weights.at(i));
    const added = contribution(estimator, weight);
    sum = sum === undefined ? added : sum.add(added);
    total += weight;
    stages.push({ sum, weight: total });
  });
  if (stages.length === 0) m.unsupported("it has no estimators");
  return stages;
}

/** Scores after each estimator: [N, K], or [N] for two classes. */
function decisions(x: Value, m: Classifier): Value[] {
  const classes = m.classes_.dim(0);
  const stages =
    m.algorithm === "SAMME.R" ? sums(m, (estimator) => centeredLogs(estimator, x, classes)) : sums(m, (e, w) => votes(e, x, m, w));
  return stages.map(({ sum, weight }) => {
    const mean = sum.div(weight);
    return classes === 2
      ? mean
          .slice(1, 1, 2)
          .sub(mean.slice(1, 0, 1))
          .squeeze(1)
      : mean;
  });
}

function votes(estimator: Fitted, x: Value, m: Classifier, weight: number): Value {
  const named = estimator.lowerOne("predict", x).unsqueeze(1).equal(m.classes_.unsqueeze(0));
  const others = m.atLeast(1, 3) ? (-1 / (m.classes_.dim(0) - 1)) * weight : 0;
  const number = (value: number) => m.self.constant(scalar("float64", value));
  return named.where(number(weight), number(others));
}

/** _samme_proba: shares of 0 are lifted to the dtype's epsilon. */
function centeredLogs(estimator: Fitted, x: Value, classes: number): Value {
  const proba = estimator.lowerOne("predict_proba", x);
  const epsilon = proba.dtype === "float32" ? 2 ** -23 : 2 ** -52;
  const logs = proba.max(epsilon).log();
  return logs.sub(logs.sum(1, true).mul(1 / classes)).mul(classes - 1);
}

/** Class shares after each estimator: a softmax of the scores; before 0.22 SAMME's was one of weighted shares. */
function shares(x: Value, m: Classifier): Value[] {
  const classes = m.classes_.dim(0);
  if (m.atLeast(0, 22))
    return decisions(x, m).map((decision) => {
      if (classes !== 2) return decision.div(classes - 1).softmax();
      const column = decision.unsqueeze(1);
      return column.neg().concat([column], 1).div(2).softmax();
    });
  const stages =
    m.algorithm === "SAMME.R"
      ? sums(m, (estimator) => centeredLogs(estimator, x, classes))
      : sums(m, (estimator, weight) => estimator.lowerOne("predict_proba", x).mul(weight));
  return stages.map(({ sum, weight }) => {
    const powers = sum
      .div(weight)
      .mul(1 / (classes - 1))
      .exp();
    const total = powers.sum(1, true);
    return powers.div(total.equal(0).where(1, total));
  });
}

/** The weighted median of the regressors (_weight_boosting.py: AdaBoostRegressor._get_median_predict). */
export const adaBoostRegressor = defineEstimator("AdaBoostRegressor", {
  fitted: { estimators_: "estimators", estimator_weights_: "tensor" },
  input: rule,
  predict: (x, m) => median(predictions(x, m.estimators_), m.estimator_weights_),
  staged_predict: (x, m) => {
    const columns = predictions(x, m.estimators_);
    return { list: columns.map((_, i) => median(columns.slice(0, i + 1), m.estimator_weights_)), tuple: false };
  },
});

const predictions = (x: Value, estimators: readonly Fitted[]): Value[] =>
  estimators.map((estimator) => estimator.lowerOne("predict", x).cast("float64").unsqueeze(1));

function median([first, ...rest]: readonly Value[], weights: Value): Value {
  const all = (first as Value).concat(rest, 1);
  const [sorted, order] = all.topK(all.dim(1), 1, false);
  const cumulated = weights.cast("float64").gather(order).cumSum(1);
  const half = cumulated.slice(1, all.dim(1) - 1, all.dim(1)).mul(0.5);
  const at = cumulated.greaterOrEqual(half).cast("int64").argMax(1, true);
  return sorted.gatherElements(at, 1).squeeze(1);
}

/**
 * Until 0.21 rows for trees became float32; since then they are passed on as they came. More than two dimensions are for the
 * estimators to refuse, but since 1.0 the second is counted first.
 */
function rule({ self }: { readonly self: Fitted }, input: Input): InputRule {
  const { version } = self;
  if (atLeast(version, 1, 0)) {
    if (input instanceof Value && input.rank > 2) countColumns(input, self);
    return { dtype: "any", sparse: "native" };
  }
  const base = self.attribute("base_estimator") ?? null;
  const trees = !atLeast(version, 0, 22) && (base === null || (base instanceof PyObject && /Tree|Forest/.test(base.cls?.name ?? "")));
  return { dtype: trees ? "float32" : atLeast(version, 0, 22) ? "any" : "numeric", sparse: "native", features: null };
}

function countColumns(input: Value, self: Fitted): void {
  const expected = featuresIn(self);
  if (input.shape[1] === expected) return;
  const message = `X has ${input.shape[1]} features, but ${self.className} is expecting ${expected} features as input.`;
  throw new ModelError("input/shape", message, { where: self.className, python: "ValueError" });
}
