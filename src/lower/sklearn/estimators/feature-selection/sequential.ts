import { allowsNaN } from "../../allows-nan.js";
import { type Bound, defineMeta } from "../../define.js";
import { maskOf, selector } from "../../selection.js";

const fields = { params: { estimator: "estimator" }, fitted: { support_: "tensor" } } as const;

/** Columns that were added (or not taken away) one by one (sklearn/feature_selection/_sequential.py: SequentialFeatureSelector). */
export const sequentialFeatureSelector = defineMeta("SequentialFeatureSelector", {
  ...fields,
  ...selector(
    (m: Bound<typeof fields.params, typeof fields.fitted>) => maskOf(m.support_.tensor),
    (m) => allowsNaN(m.estimator),
  ),
});
