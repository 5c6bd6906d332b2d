import { PyObject, type PyValue } from "../../container/pickle/values.js";
import { attributesOf } from "../../decode/sklearn/object.js";
import type { Value } from "../../graph/value.js";
import { isFloating, Tensor } from "../../tensor.js";
import { Frame, type Input } from "../input.js";
import { defineEstimator, type Estimator, type Self } from "./define.js";
import { arrayOf, list, readField } from "./fields.js";
import type { Fitted } from "./fitted.js";
import { checkCells, numbersOf } from "./sparse-attribute.js";
import type { InputRule } from "./validate.js";

/** How NumPy fails on texts in a product, which scikit-learn let through before 0.24. */
export function textsInProduct(m: Self): NonNullable<InputRule["texts"]> {
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
export function regressorInput(m: Self, coef: Value, x?: Input): InputRule {
  const outputs = coef.rank === 1 ? "" : ` ${coef.dim(0)}`;
  return {
    sparse: "native",
    dtype: "numeric",
    features: coef.dim(-1),
    mismatch: (expected, found) => {
      if (x && isSparse(x)) return "dimension mismatch";
      if (!m.atLeast(0, 22))
        return `shapes ({rows},${found}) and (${expected},${outputs.trim()}) not aligned: ${found} (dim 1) != ${expected} (dim 0)`;
      const sizes = `(size ${expected} is different from ${found})`;
      return `matmul: Input operand 1 has a mismatch in its core dimension 0, with gufunc signature (n?,k),(k,m?)->(n?,m?) ${sizes}`;
    },
    mismatchBefore: [1, 0],
    texts: textsInProduct(m),
  };
}

export const isSparse = (x: Input): boolean => !(x instanceof Frame) && x.layout === "csr";

/** A fitted intercept: an array, or a Python number, which takes the dtype of what it is added to. */
export const intercept = {
  kind: "tensor",
  read: (value: PyValue | undefined, where: string, owner: Fitted): Value | number =>
    typeof value === "number" || typeof value === "bigint" ? Number(value) : (readField("tensor", value, where, owner) as Value),
} as const;

/** `coef_`; since 1.8 `sparsify` makes csr arrays of one dimension of it, which `flat` tells. */
export const coefficients = {
  kind: "tensor",
  read: (value: PyValue | undefined, where: string, owner: Fitted): { readonly value: Value; readonly flat: boolean } => {
    const attributes = value instanceof PyObject && value.cls?.module.startsWith("scipy.sparse") ? attributesOf(value) : undefined;
    const shape = attributes && list(attributes.get("_shape") ?? null, where).map(Number);
    if (attributes === undefined || shape?.length !== 1) return { value: readField("tensor", value, where, owner) as Value, flat: false };
    const [data, indices] = ["data", "indices"].map((name) => numbersOf(arrayOf(attributes.get(name) ?? null, `${where}.${name}`)));
    checkCells(shape[0] ?? 0, where);
    const dense = new Float64Array(shape[0] ?? 0);
    indices?.forEach((index, k) => {
      if (index in dense) dense[index] = (dense[index] as number) + (data?.[k] ?? 0);
    });
    return { value: owner.constant(new Tensor("float64", [dense.length], dense)), flat: true };
  },
} as const;

/** `X @ coef_.T + intercept_`, one column per row of `coef_`, or [N] where it has one dimension (LinearModel._decision_function). */
export function linearPrediction(x: Value, coef: Value, added: Value | number): Value {
  const scores = x.matMul(coef.rank === 1 ? coef : coef.transpose());
  return (isFloating(scores.dtype) ? scores : scores.cast("float64")).add(added);
}

/** Declares a regressor whose prediction is linear. */
export function defineLinearRegressor(name: string, input = regressorInput): Estimator {
  return defineEstimator(name, {
    fitted: { coef_: "tensor", intercept_: intercept },
    input: (m, x) => input(m, m.coef_, x),
    predict: (x, m) => linearPrediction(x, m.coef_, m.intercept_),
  });
}

/** Declares a classifier whose scores are linear, without probabilities. */
export function defineLinearClassifier(name: string): Estimator {
  return defineEstimator(name, {
    fitted: { coef_: "tensor", intercept_: intercept, classes_: "labels" },
    input: (m) => classifierInput(m, m.coef_),
    decision_function: (x, m) => decision(x, m.coef_, m.intercept_),
    predict: (x, m) => predictFromDecision(m.call("decision_function", x), m.classes_),
  });
}

/** Linear scores: [N, K], or [N] where the file holds one row (sklearn/linear_model/_base.py: LinearClassifierMixin). */
export function decision(x: Value, coef: Value, added: Value | number): Value {
  const scores = linearPrediction(x, coef, added);
  return scores.rank === 2 && scores.shape[1] === 1 ? scores.reshape([scores.shape[0] ?? -1]) : scores;
}

/** Labels of the largest score; of two classes, the second where the score is above 0 (LinearClassifierMixin.predict). */
export function predictFromDecision(scores: Value, classes: Value): Value {
  const index = scores.rank === 1 ? scores.greater(0).cast("int64") : scores.argMax(1);
  return classes.gather(index);
}

/** Columns of [N, 2] from the probability of the second class. */
export function twoColumns(positive: Value): Value {
  const column = positive.unsqueeze(1);
  return column.neg().add(1).concat([column], 1);
}

/** Rows scaled to sum 1; rows of zeros become uniform. */
export function normalizedRows(p: Value): Value {
  const sum = p.sum(1, true);
  const empty = sum.equal(0);
  return empty.where(1, p).div(empty.where(p.dim(1), sum));
}

/** One-versus-rest probabilities: logistic scores, scaled to sum 1 (LinearClassifierMixin._predict_proba_lr). Since 1.9 no row is 0 / 0. */
export function onesVersusRest(scores: Value, m: Self): Value {
  const p = scores.sigmoid();
  if (p.rank === 1) return twoColumns(p);
  return m.atLeast(1, 9) ? normalizedRows(p) : p.div(p.sum(1, true));
}
