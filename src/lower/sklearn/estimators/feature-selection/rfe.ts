import type { Input } from "../../../input.js";
import { allowsNaN } from "../../allows-nan.js";
import { type Bound, defineMeta, type Options } from "../../define.js";
import { maskOf, selector } from "../../selection.js";

const fields = { params: { estimator: "estimator" }, fitted: { support_: "tensor", estimator_: "estimator" } } as const;
type M = Bound<typeof fields.params, typeof fields.fitted>;

/** Columns that are left, and the estimator that was fitted on them (sklearn/feature_selection/_rfe.py: RFE). */
export const rfe = defineElimination("RFE");
export const rfecv = defineElimination("RFECV");

function defineElimination(name: string) {
  const selection = selector(
    (m: M) => maskOf(m.support_.tensor),
    (m) => m.atLeast(0, 22) && allowsNaN(m.estimator),
  );
  const onSelected = (method: string) => (x: Input, m: M, options: Options) => m.estimator_.lower(method, m.self.transformed(x), options);
  const has = (method: string) => (m: M) => m.estimator_.methods().includes(method);
  return defineMeta(name, {
    ...fields,
    ...selection,
    predict: onSelected("predict"),
    decision_function: onSelected("decision_function"),
    predict_proba: onSelected("predict_proba"),
    predict_log_proba: onSelected("predict_log_proba"),
    available: {
      ...selection.available,
      predict: has("predict"),
      decision_function: has("decision_function"),
      predict_proba: has("predict_proba"),
      predict_log_proba: has("predict_log_proba"),
    },
    classes: (m) => m.estimator_.definition.classes(m.estimator_),
  });
}
