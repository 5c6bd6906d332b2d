import type { Value } from "../../../../graph/value.js";
import { float64 } from "../../../../tensor.js";
import { type Bound, defineEstimator } from "../../define.js";
import { arrayOf, field, list, withDefault } from "../../fields.js";
import type { Fitted } from "../../fitted.js";
import type { InputRule } from "../../validate.js";

const columnsField = field("int[][]", (value, where) => list(value as never, where).map((item) => arrayOf(item, where)));

const shared = { estimators_: "estimators", estimators_features_: withDefault(columnsField, undefined) } as const;
const params = { n_estimators: "int" } as const;
type Bagging = Bound<typeof params, typeof shared>;

/**
 * Means of estimators that were fitted on some of the rows and columns (sklearn/ensemble/_bagging.py). Inside, classes are numbers
 * from 0 on; an estimator that saw only some of them adds to these only, one without shares gives its whole vote.
 */
export const baggingClassifier = defineEstimator("BaggingClassifier", {
  params,
  fitted: { ...shared, classes_: "labels" },
  input: rule("."),
  rules: { decision_function: rule(" "), predict_log_proba: rule(" ") },
  predict: (x, m) => m.classes_.gather(m.call("predict_proba", x).argMax(1)),
  predict_proba: (x, m) => {
    const classes = m.classes_.dim(0);
    return mean(m, (i) => shares(m, i, x, classes));
  },
  predict_log_proba: (x, m) => {
    if (!offers(m.estimators_[0], "predict_log_proba")) return m.call("predict_proba", x).log();
    const classes = m.classes_.dim(0);
    const logs = m.estimators_.map((estimator, i) =>
      spread(m, i, estimator.lowerOne("predict_log_proba", rows(m, i, x)), classes, Number.NEGATIVE_INFINITY),
    );
    return logs.reduce(logAddExp).sub(Math.log(m.n_estimators));
  },
  decision_function: (x, m) => mean(m, (i) => (m.estimators_[i] as Fitted).lowerOne("decision_function", rows(m, i, x))),
  available: { decision_function: (m) => offers(m.estimators_[0], "decision_function") },
});

export const baggingRegressor = defineEstimator("BaggingRegressor", {
  params,
  fitted: shared,
  input: (m) => (m.atLeast(1, 0) ? rule(".") : { ...rule("."), features: null }),
  predict: (x, m) => mean(m, (i) => (m.estimators_[i] as Fitted).lowerOne("predict", rows(m, i, x))),
});

const offers = (estimator: Fitted | undefined, method: string): boolean => estimator?.methods().includes(method) ?? false;

function mean(m: Bagging, answer: (index: number) => Value): Value {
  const [first, ...rest] = m.estimators_.map((_, i) => answer(i));
  if (first === undefined) return m.unsupported("it has no estimators");
  return rest.reduce((sum, next) => sum.add(next), first).div(m.n_estimators);
}

/** The columns that estimator `index` was fitted on. */
function rows(m: Bagging, index: number, x: Value): Value {
  const columns = m.estimators_features_?.[index];
  if (columns === undefined) return x;
  const positions = Array.from({ length: columns.size }, (_, i) => Number(columns.at(i)));
  const whole = positions.length === x.shape[1] && positions.every((position, i) => position === i);
  return whole ? x : x.gather(positions, 1);
}

function shares(m: Bagging, index: number, x: Value, classes: number): Value {
  const estimator = m.estimators_[index] as Fitted;
  const columns = rows(m, index, x);
  if (offers(estimator, "predict_proba")) return spread(m, index, estimator.lowerOne("predict_proba", columns), classes, 0);
  return estimator.lowerOne("predict", columns).cast("int64").oneHot(classes);
}

/** Columns of the classes that an estimator knows, put where they belong; `fill` for the others. */
function spread(m: Bagging, index: number, known: Value, classes: number, fill: number): Value {
  if (known.dim(1) === classes) return known;
  const estimator = m.estimators_[index] as Fitted;
  const labels = arrayOf(estimator.attribute("classes_") ?? null, estimator.object.at("classes_"));
  const positions = new Array<number>(classes).fill(known.dim(1));
  for (let i = 0; i < labels.size; i++) positions[Number(labels.at(i))] = i;
  const zero = known.slice(1, 0, 1).mul(0);
  const filling = fill === 0 ? zero : zero.equal(0).where(m.self.constant(float64([], [fill])), zero);
  return known.concat([filling], 1).gather(positions, 1);
}

/** numpy.logaddexp: log(exp(a) + exp(b)); minus infinity twice stays so. */
function logAddExp(a: Value, b: Value): Value {
  const larger = a.max(b);
  const nothing = larger.equal(Number.NEGATIVE_INFINITY);
  return nothing.where(larger, larger.add(a.sub(b).abs().neg().exp().log1p()));
}

/** Rows go to the estimators as they came; until 0.24 with words of its own, which end differently. */
function rule(end: "." | " "): InputRule {
  return {
    dtype: "any",
    finite: "any",
    sparse: "native",
    mismatch: (expected, found) =>
      `Number of features of the model must match the input. Model n_features is ${expected} and input n_features is ${found}${end}`,
    mismatchBefore: [1, 0],
  };
}
