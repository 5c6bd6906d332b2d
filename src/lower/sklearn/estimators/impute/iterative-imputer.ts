import { PyGlobal, PyObject } from "../../../../container/pickle/values.js";
import { realize } from "../../../../container/python/realize.js";
import type { Value } from "../../../../graph/value.js";
import { column, stackColumns } from "../../composition/answers.js";
import { type Bound, defineEstimator } from "../../define.js";
import { inputNames } from "../../feature-names.js";
import { arrayOf, type Field, list, number, withDefault } from "../../fields.js";
import type { Fitted } from "../../fitted.js";
import { checkMissingDtype, missingCells, missingMark } from "../../missing.js";
import { numbersOf } from "../../sparse-attribute.js";
import { type Indicator, indicated } from "./missing-indicator.js";

/** One turn of a round: the column that is predicted, those it is predicted from, and by whom. */
interface Turn {
  readonly feature: number;
  readonly neighbors: readonly number[];
  readonly estimator: Fitted;
}

/** The named tuples `_ImputerTriplet(feat_idx, neighbor_feat_idx, estimator)`. */
const turns: Field<readonly Turn[]> = {
  kind: "_ImputerTriplet[]",
  read: (value, where, owner) =>
    list(value ?? null, where).map((item, i) => {
      const real = realize(item);
      const parts = real instanceof PyObject ? real.args.items.filter((part) => !(part instanceof PyGlobal)) : list(item, `${where}[${i}]`);
      const [feature = null, neighbors = null, estimator = null] = parts;
      return {
        feature: Number(number(feature)),
        neighbors: [...numbersOf(arrayOf(neighbors, `${where}[${i}]`))],
        estimator: owner.childAt(estimator, `${where}.${i}`),
      };
    }),
};

const fields = {
  params: {
    missing_values: missingMark,
    sample_posterior: "bool",
    add_indicator: withDefault("bool", false),
    keep_empty_features: withDefault("bool", false),
  },
  fitted: {
    initial_imputer_: "estimator",
    imputation_sequence_: turns,
    n_iter_: "int",
    _min_value: withDefault("tensor?", undefined),
    _max_value: withDefault("tensor?", undefined),
    indicator_: withDefault("estimator?", undefined),
  },
} as const;
type M = Bound<typeof fields.params, typeof fields.fitted>;

/** Missing cells predicted from the other columns, turn by turn (sklearn/impute/_iterative.py: IterativeImputer.transform). */
export const iterativeImputer = defineEstimator("IterativeImputer", {
  ...fields,
  input: (m) => ({
    finite: m.missing_values.kind === "nan" ? "allow-nan" : "required",
    features: statisticsOf(m).dim(0),
    mismatch: (expected, found) => `X has ${found} features per sample, expected ${expected}`,
  }),
  transform: (input, m) => {
    const x = checkMissingDtype(input, m.missing_values, m);
    const missing = missingCells(x, m.missing_values);
    const imputed = m.n_iter_ === 0 ? m.initial_imputer_.lowerOne("transform", x) : predicted(x, missing, m);
    if (!m.add_indicator || m.indicator_ === undefined) return imputed;
    return imputed.concat([indicated(missing, { ...(m.indicator_.bound as Indicator), error_on_new: false })], 1);
  },
  host: {
    get_feature_names_out: (m, given) => {
      const names = inputNames(m, given);
      const own = m.initial_imputer_.namesOut("get_feature_names_out", names) ?? names;
      return m.add_indicator && m.indicator_ ? [...own, ...(m.indicator_.namesOut("get_feature_names_out", names) ?? [])] : own;
    },
  },
  available: { get_feature_names_out: (m) => m.atLeast(1, 1) },
});

const statisticsOf = (m: M): Value => (m.initial_imputer_.bound as { readonly statistics_: Value }).statistics_;

/** Where all cells of all rows are missing, the first imputation stays. */
function predicted(x: Value, missing: Value, m: M): Value {
  if (m.sample_posterior) m.unsupported("sample_posterior=True draws random numbers");
  const all = Array.from({ length: x.dim(1) }, (_, i) => i);
  const empty = new Set(all.filter((i) => Number.isNaN(statisticsOf(m).tensor.at(i))));
  if (m.keep_empty_features) m.unsupported("keep_empty_features=True");
  const kept = all.filter((i) => !empty.has(i));
  const first = m.initial_imputer_.lowerOne("transform", x);
  const masks = kept.map((i) => column(missing, i));
  const columns = kept.map((_, i) => column(first, i));
  const limit = (of: Value | undefined, i: number, fallback: number) =>
    of === undefined ? fallback : Number(of.tensor.at(of.tensor.size === 1 ? 0 : i));
  for (const { feature, neighbors, estimator } of m.imputation_sequence_) {
    const rows = stackColumns(neighbors.map((i) => columns[i] as Value));
    const said = estimator.lowerOne("predict", rows).cast(x.dtype);
    const [low, high] = [limit(m._min_value, feature, Number.NEGATIVE_INFINITY), limit(m._max_value, feature, Number.POSITIVE_INFINITY)];
    columns[feature] = (masks[feature] as Value).where(said.clip(low, high), columns[feature] as Value);
  }
  const nothing = stackColumns(masks).cast("int64").minimum(1).minimum(0).equal(1);
  return nothing.where(first, stackColumns(columns));
}
