import { PyObject, type PyValue } from "../../container/pickle/values.js";
import { realize } from "../../container/python/realize.js";
import { SklearnObject } from "../../decode/sklearn/object.js";
import type { Value } from "../../graph/value.js";
import { float64 } from "../../tensor.js";
import type { Self } from "./define.js";
import { arrayOf } from "./fields.js";

/** What boosted scores begin with, as [1, K] where all rows begin alike, else [N, K]; float64. */
export type Link = "identity" | "logit" | "half-logit" | "log" | "centered-log";

/** Machine epsilons that shares are kept away from 0 and 1 by; float32's until 1.7 (sklearn/ensemble/_gb.py: _init_raw_predictions). */
const EPSILON32 = 2 ** -23;
const EPSILON64 = 2 ** -52;

/**
 * Scores before the first tree (sklearn/ensemble/_gb.py: _raw_predict_init; before 1.4 get_init_raw_predictions of the losses in
 * _gb_losses.py): `init_` is "zero", an estimator, or, before 0.21, an estimator of the module's own with a number in it.
 */
export function initialScores(x: Value, m: Self, init: PyValue, link: Link, columns: number): Value {
  const real = realize(init);
  if (real === "zero") return m.self.constant(float64([1, columns], new Float64Array(columns)));
  if (!(real instanceof PyObject)) return m.unsupported("init_ is no estimator");
  const object = new SklearnObject(real, m.self.object.at("init_"), m.self.object);
  const own = ownEstimator(object, columns);
  if (own) return m.self.constant(own);
  if (link === "identity") return column(constantOf(object, m) ?? m.self.child(init, "init_").lowerOne("predict", x).cast("float64"));
  const shares = priorOf(object, m) ?? m.self.child(init, "init_").lowerOne("predict_proba", x);
  const epsilon = m.atLeast(1, 8) ? EPSILON64 : EPSILON32;
  const kept = (link === "logit" || link === "half-logit" ? shares.slice(1, 1, 2) : shares).clip(epsilon, 1 - epsilon).cast("float64");
  if (link === "log") return kept.log();
  if (link === "centered-log") return kept.div(kept.log().mean(1, true).exp()).log();
  const odds = kept.div(kept.neg().add(1)).log();
  return link === "half-logit" ? odds.mul(0.5) : odds;
}

const column = (scores: Value): Value => (scores.rank === 1 ? scores.unsqueeze(1) : scores);

/** Estimators of sklearn/ensemble/gradient_boosting.py until 0.20: one number (or one per class) for all rows. */
function ownEstimator({ className, attributes, path }: SklearnObject, columns: number) {
  const attribute = ownAttributes[className];
  if (attribute === undefined) return undefined;
  if (attribute === null) return float64([1, columns], new Float64Array(columns));
  const numbers = arrayOf(attributes.get(attribute) ?? null, `${path}.${attribute}`);
  return float64(
    [1, numbers.size],
    Float64Array.from({ length: numbers.size }, (_, i) => Number(numbers.at(i))),
  );
}

const ownAttributes: Readonly<Record<string, string | null>> = {
  QuantileEstimator: "quantile",
  MeanEstimator: "mean",
  LogOddsEstimator: "prior",
  ScaledLogOddsEstimator: "prior",
  PriorProbabilityEstimator: "priors",
  ZeroEstimator: null,
};

/** The one row of a dummy, so that what follows is computed once and for all. */
function constantOf({ className, attributes, path }: SklearnObject, m: Self): Value | undefined {
  if (className !== "DummyRegressor") return undefined;
  const constant = m.self.constant(arrayOf(attributes.get("constant_") ?? null, `${path}.constant_`));
  return constant.reshape([1, -1]).cast("float64");
}

function priorOf({ className, attributes, path }: SklearnObject, m: Self): Value | undefined {
  if (className !== "DummyClassifier" || attributes.get("strategy") !== "prior") return undefined;
  return m.self.constant(arrayOf(attributes.get("class_prior_") ?? null, `${path}.class_prior_`)).reshape([1, -1]);
}

/** Class shares of boosted scores: logistic for one column, softmax for several. */
export function boostedShares(scores: Value, scale: number): Value {
  if (scores.rank === 2 && scores.shape[1] !== 1) return scores.softmax();
  const positive = (scale === 1 ? scores : scores.mul(scale)).sigmoid().reshape([scores.shape[0] ?? -1, 1]);
  return positive.neg().add(1).concat([positive], 1);
}
