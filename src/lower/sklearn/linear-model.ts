import type { Value } from "../../graph/value.js";

/** `X @ coef_.T + intercept_`: [N, K], or [N] where the file holds one row (sklearn/linear_model/_base.py: LinearClassifierMixin). */
export function decision(x: Value, coef: Value, intercept: Value): Value {
  const rows = coef.rank === 1 ? coef.unsqueeze(0) : coef;
  const scores = x.matMul(rows.transpose()).add(intercept);
  return scores.shape[1] === 1 ? scores.reshape([scores.shape[0] ?? -1]) : scores;
}

/** Labels of the largest score; of two classes, the second where the score is above 0 (LinearClassifierMixin.predict). */
export function predictFromDecision(scores: Value, classes: Value): Value {
  const index = scores.rank === 1 ? scores.greater(0).cast("int64") : scores.argMax(1);
  return classes.gather(index);
}

/** One-versus-rest probabilities: logistic scores, scaled to sum 1 (LinearClassifierMixin._predict_proba_lr). */
export function onesVersusRest(scores: Value): Value {
  const p = scores.sigmoid();
  if (p.rank === 2) return p.div(p.sum(1, true));
  const positive = p.unsqueeze(1);
  return positive.neg().add(1).concat([positive], 1);
}
