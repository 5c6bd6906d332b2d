import { knnImpute } from "../../../../graph/ops/knnImpute.js";
import type { Value } from "../../../../graph/value.js";
import { type Bound, defineEstimator } from "../../define.js";
import { inputNames } from "../../feature-names.js";
import { withDefault } from "../../fields.js";
import { missingCells, missingMark } from "../../missing.js";
import { weighting } from "../../neighbors/votes.js";
import { numbersOf } from "../../sparse-attribute.js";
import { type Indicator, indicated } from "./missing-indicator.js";

const fields = {
  params: {
    missing_values: missingMark,
    n_neighbors: "int",
    metric: "any",
    add_indicator: withDefault("bool", false),
    keep_empty_features: withDefault("bool", false),
  },
  fitted: { _fit_X: "tensor", _mask_fit_X: "tensor", indicator_: withDefault("estimator?", undefined) },
} as const;
type M = Bound<typeof fields.params, typeof fields.fitted>;

/** sklearn/impute/_knn.py: KNNImputer: missing cells are the mean of the nearest training rows that have them. */
export const knnImputer = defineEstimator("KNNImputer", {
  ...fields,
  input: (m) => ({
    finite: m.missing_values.kind === "nan" ? "allow-nan" : "required",
    features: m._fit_X.dim(1),
    mismatch: () => "Incompatible dimension between the fitted dataset and the one to be transformed",
  }),
  transform: (x, m) => {
    if (m.metric !== "nan_euclidean") m.unsupported("its metric is a Python function.");
    const features = m._fit_X.dim(1);
    const empty = emptyColumns(m);
    const donors = numbersOf(m._fit_X.tensor).slice();
    numbersOf(m._mask_fit_X.tensor).forEach((missing, i) => {
      if (missing !== 0) donors[i] = Number.NaN;
    });
    const kept = Int32Array.from(empty.keys()).filter((f) => m.keep_empty_features || empty[f] !== 1);
    const [mark, single] = [m.missing_values, m._fit_X.dtype === "float32"];
    const attributes = { mark, donors, features, k: m.n_neighbors, weights: weighting(m), single, kept, empty };
    const imputed = knnImpute([x], attributes)[0] as Value;
    if (!m.add_indicator || m.indicator_ === undefined) return imputed;
    const marks = indicated(missingCells(x, m.missing_values), { ...(m.indicator_.bound as Indicator), error_on_new: false });
    return imputed.concat([marks], 1);
  },
  host: {
    get_feature_names_out: (m, given) => {
      const names = inputNames(m, given);
      const empty = emptyColumns(m);
      // Empty columns are left out of the names even where they are kept.
      const kept = names.filter((_, i) => empty[i] !== 1);
      return m.add_indicator && m.indicator_ ? [...kept, ...(m.indicator_.namesOut("get_feature_names_out", names) ?? [])] : kept;
    },
  },
  available: { get_feature_names_out: (m) => m.atLeast(1, 1) },
});

/** Columns that no training row has. */
function emptyColumns(m: M): Uint8Array {
  const mask = numbersOf(m._mask_fit_X.tensor);
  const features = m._fit_X.dim(1);
  const empty = new Uint8Array(features).fill(1);
  mask.forEach((missing, i) => {
    if (missing === 0) empty[i % features] = 0;
  });
  return empty;
}
