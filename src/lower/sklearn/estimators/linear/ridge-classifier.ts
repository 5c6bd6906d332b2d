import { PyObject } from "../../../../container/pickle/values.js";
import { SklearnObject } from "../../../../decode/sklearn/object.js";
import { defineEstimator } from "../../define.js";
import { arrayOf, field, wrong } from "../../fields.js";
import { classifierInput, decision, intercept, predictFromDecision } from "../../linear-model.js";

/** The encoder of the labels; `classes_` of the classifier is its property. */
const labelBinarizer = field("LabelBinarizer", (value, where, owner) => {
  if (!(value instanceof PyObject)) return wrong(value, where, "a LabelBinarizer");
  const { attributes } = new SklearnObject(value, where, owner.object);
  const classes = attributes.get("classes_");
  if (classes === undefined) return wrong(undefined, `${where}.classes_`, "an array");
  return { classes: owner.constant(arrayOf(classes, `${where}.classes_`)), kind: String(attributes.get("y_type_")) };
});

/** sklearn/linear_model/_ridge.py: RidgeClassifier. Multi-label targets are thresholded since 1.0; before, the largest score named one label. */
export const ridgeClassifier = define("RidgeClassifier");
export const ridgeClassifierCV = define("RidgeClassifierCV");

function define(name: string) {
  return defineEstimator(name, {
    fitted: { coef_: "tensor", intercept_: intercept, _label_binarizer: labelBinarizer },
    input: (m) => classifierInput(m, m.coef_),
    decision_function: (x, m) => decision(x, m.coef_, m.intercept_),
    predict: (x, m) => {
      const scores = m.call("decision_function", x);
      const { classes, kind } = m._label_binarizer;
      return kind.startsWith("multilabel") && m.atLeast(1, 0) ? scores.greater(0).cast("int64") : predictFromDecision(scores, classes);
    },
  });
}
