import { PyObject } from "../../../../container/pickle/values.js";
import { realize } from "../../../../container/python/realize.js";
import { attributesOf } from "../../../../decode/sklearn/object.js";
import { csrFromDense } from "../../../../graph/ops/linear.js";
import type { Value } from "../../../../graph/value.js";
import { anyRows, binaryScore, binaryThreshold, column, ravel, stackColumns } from "../../composition/answers.js";
import { type Bound, defineMeta } from "../../define.js";
import { arrayOf } from "../../fields.js";
import { forEachRow } from "../../rows.js";
import { describeInputs } from "../../validate.js";

const fields = { fitted: { estimators_: "estimators", label_binarizer_: "raw" } } as const;
type M = Bound<Record<never, never>, typeof fields.fitted>;

/** What `label_binarizer_` knows of the labels. */
interface Labels {
  readonly classes: Value;
  readonly kind: "binary" | "multiclass" | "multilabel-indicator";
  /** Whether the training labels were a sparse indicator matrix; the answers then are, too. */
  readonly sparse: boolean;
}

function labelsOf(m: M): Labels {
  const where = m.self.object.at("label_binarizer_");
  const record = realize(m.label_binarizer_);
  if (!(record instanceof PyObject)) return m.unsupported("label_binarizer_ is no LabelBinarizer");
  const attributes = attributesOf(record);
  const kind = attributes.get("y_type_");
  if (kind !== "binary" && kind !== "multiclass" && kind !== "multilabel-indicator")
    return m.unsupported(`targets of type ${String(kind)}`);
  return {
    classes: m.self.constant(arrayOf(attributes.get("classes_") ?? null, `${where}.classes_`)),
    kind,
    sparse: attributes.get("sparse_input_") === true,
  };
}

/**
 * sklearn/multiclass.py: OneVsRestClassifier. Of equal scores the last class won until 1.7, the first wins since 1.8.
 */
export const oneVsRestClassifier = defineMeta("OneVsRestClassifier", {
  ...fields,
  predict: (x, m) => {
    const { classes, kind, sparse } = labelsOf(m);
    const scores = m.estimators_.map((estimator) => binaryScore(estimator, x));
    if (kind === "multiclass") {
      const all = stackColumns(scores);
      if (m.atLeast(1, 8)) return classes.gather(all.argMax(1));
      const last = scores.length - 1;
      const backwards = stackColumns(scores.toReversed()).argMax(1);
      return classes.gather(backwards.neg().add(last));
    }
    const threshold = binaryThreshold(m.estimators_[0] ?? m.self);
    const yes = scores.map((score) => score.greater(threshold).cast("int64"));
    if (kind === "binary") return classes.dim(0) === 1 ? classes.gather((yes[0] as Value).mul(0)) : classes.gather(yes[0] as Value);
    const indicator = stackColumns(yes);
    return sparse ? (indicator.builder.emit(csrFromDense, [indicator], {})[0] as Value) : indicator;
  },
  predict_proba: (x, m) => {
    const positive = m.estimators_.map((estimator) => column(estimator.lowerOne("predict_proba", x), 1));
    const [only] = positive;
    const all = positive.length === 1 && only ? stackColumns([only.neg().add(1), only]) : stackColumns(positive);
    if (labelsOf(m).kind === "multilabel-indicator") return all;
    const sums = all.sum(1, true);
    return m.atLeast(1, 6) ? sums.equal(0).where(all, all.div(sums)) : all.div(sums);
  },
  decision_function: (x, m) => {
    const scores = m.estimators_.map((estimator) => estimator.lowerOne("decision_function", x));
    return scores.length === 1 ? (scores[0] as Value) : stackColumns(scores.map(ravel));
  },
  available: {
    predict_proba: (m) => firstHas(m, "predict_proba"),
    decision_function: (m) => firstHas(m, "decision_function"),
  },
  classes: (m) => {
    const labels = labelsOf(m).classes.tensor;
    return Array.from({ length: labels.size }, (_, i) => String(labels.at(i)));
  },
  takes: (m) => (m.estimators_[0] ? m.estimators_[0].definition.inputs(m.estimators_[0]) : describeInputs(m.self, "matrix")),
});

function firstHas(m: M, method: string): boolean {
  return m.estimators_[0]?.methods().includes(method) ?? false;
}

/** What stands for the classifier of a class that every training row had, or none (sklearn/multiclass.py: _ConstantPredictor). */
export const constantPredictor = defineMeta("_ConstantPredictor", {
  fitted: { y_: "tensor" },
  predict: (x, m) => forEachRow(m.y_.reshape([1]), anyRows(x)),
  decision_function: (x, m) => forEachRow(m.y_.reshape([1]), anyRows(x)),
  predict_proba: (x, m) => {
    const yes = m.y_.reshape([1, 1]);
    return forEachRow(yes.neg().add(1).concat([yes], 1), anyRows(x));
  },
});
