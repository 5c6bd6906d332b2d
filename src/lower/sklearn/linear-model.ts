import type { Value } from "../../graph/value.js";
import type { Self } from "./define.js";
import type { InputRule } from "./validate.js";

/** How NumPy fails on texts in a product, which scikit-learn let through before 0.24. */
function textsInProduct(m: Self): NonNullable<InputRule["texts"]> {
  if (!m.atLeast(0, 22)) return { message: "data type must provide an itemsize", python: "ValueError" };
  const message = "ufunc 'matmul' did not contain a loop with signature matching types (dtype('<U{width}'), dtype('float64')) -> None";
  return { message, python: "UFuncTypeError" };
}

/** sklearn/linear_model/_base.py: LinearClassifierMixin.decision_function, which had words of its own before 1.0. */
export function classifierInput(m: Self, coef: Value): InputRule {
  return {
    sparse: "native",
    dtype: "numeric",
    features: coef.dim(-1),
    mismatch: (expected, found) => `X has ${found} features per sample; expecting ${expected}`,
    mismatchBefore: [1, 0],
    texts: textsInProduct(m),
  };
}

/** sklearn/linear_model/_base.py: LinearModel._decision_function, where the product itself failed before 1.0. */
export function regressorInput(m: Self, coef: Value): InputRule {
  const outputs = coef.rank === 1 ? "" : ` ${coef.dim(0)}`;
  return {
    sparse: "native",
    dtype: "numeric",
    features: coef.dim(-1),
    mismatch: (expected, found) =>
      m.atLeast(0, 22)
        ? `matmul: Input operand 1 has a mismatch in its core dimension 0, with gufunc signature (n?,k),(k,m?)->(n?,m?) (size ${expected} is different from ${found})`
        : `shapes ({rows},${found}) and (${expected},${outputs.trim()}) not aligned: ${found} (dim 1) != ${expected} (dim 0)`,
    mismatchBefore: [1, 0],
    texts: textsInProduct(m),
  };
}

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
