import { type Bound, defineMeta } from "../../define.js";
import { selector } from "../../selection.js";
import { numbersOf } from "../../sparse-attribute.js";

const params = { threshold: "float" } as const;
const fitted = { variances_: "tensor" } as const;

/** Columns whose variance is above the threshold (sklearn/feature_selection/_variance_threshold.py). NaN is let through since 0.22. */
export const varianceThreshold = defineMeta("VarianceThreshold", {
  params,
  fitted,
  ...selector(
    (m: Bound<typeof params, typeof fitted>) => Array.from(numbersOf(m.variances_.tensor), (variance) => variance > m.threshold),
    (m) => m.atLeast(0, 21),
  ),
});
