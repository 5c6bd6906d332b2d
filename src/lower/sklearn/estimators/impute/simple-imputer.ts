import { PyDtype } from "../../../../container/python/real.js";
import { csrConcat } from "../../../../graph/ops/linear.js";
import { csrImpute, restoreMissing } from "../../../../graph/ops/missing.js";
import type { Value } from "../../../../graph/value.js";
import { type HostValue, Tensor } from "../../../../tensor.js";
import { Frame, type Input } from "../../../input.js";
import { type Bound, defineMeta } from "../../define.js";
import { inputNames } from "../../feature-names.js";
import { withDefault } from "../../fields.js";
import { checkConvertible, checkMissingDtype, missingCells, missingMark } from "../../missing.js";
import { numbersOf } from "../../sparse-attribute.js";
import { describeInputs, type InputRule, validated } from "../../validate.js";
import { type Indicator, indicated } from "./missing-indicator.js";

const fields = {
  params: {
    missing_values: missingMark,
    strategy: withDefault("any", "mean"),
    add_indicator: withDefault("bool", false),
    keep_empty_features: withDefault("bool", false),
  },
  fitted: { statistics_: "tensor", indicator_: withDefault("estimator?", undefined), _fit_dtype: withDefault("any", null) },
} as const;
type M = Bound<typeof fields.params, typeof fields.fitted>;

/**
 * Missing cells replaced by their column's statistic, in the dtype of the rows; columns without one are left out
 * (sklearn/impute/_base.py: SimpleImputer.transform).
 */
export const simpleImputer = defineMeta("SimpleImputer", {
  ...fields,
  transform: (input, m) => {
    const x = checked(input, m);
    const missing = missingCells(x, m.missing_values);
    const imputed = filled(x, missing, m);
    if (!m.add_indicator || m.indicator_ === undefined) return imputed;
    const marks = indicated(missing, { ...indicator(m), error_on_new: false });
    if (imputed.layout === "csr") return csrConcat([imputed, marks.cast(imputed.dtype)], {})[0] as Value;
    return imputed.concat([marks], 1);
  },
  inverse_transform: (input, m) => {
    if (!m.add_indicator)
      m.refuse(
        "'inverse_transform' works only when 'SimpleImputer' is instantiated with 'add_indicator=True'. Got 'add_indicator=False' instead.",
      );
    const x = input instanceof Frame ? input.toMatrix() : input;
    if (x.layout === "csr") return m.refuse("setting an array element with a sequence.");
    const mark = m.missing_values.kind === "number" ? m.missing_values.value : Number.NaN;
    const features = Int32Array.from(numbersOf(indicator(m).features_.tensor));
    return restoreMissing([x], { mark, features, width: m.statistics_.dim(0) })[0] as Value;
  },
  host: {
    get_feature_names_out: (m, given) => {
      const names = inputNames(m, given);
      const kept = names.filter((_, i) => !isNaNCell(m.statistics_.tensor.at(i)));
      return m.add_indicator && m.indicator_ ? [...kept, ...(m.indicator_.namesOut("get_feature_names_out", names) ?? [])] : kept;
    },
  },
  available: { get_feature_names_out: (m) => m.atLeast(1, 1), inverse_transform: (m) => m.atLeast(0, 24) },
  takes: (m) => ({ ...describeInputs(m.self, "matrix"), columns: m.statistics_.dim(0) }),
});

const indicator = (m: M): Indicator => (m.indicator_ ?? m.unsupported("the file holds no indicator_")).bound as Indicator;

const isNaNCell = (cell: unknown): boolean => Number.isNaN(cell);

function checked(input: Input, m: M): Value {
  const strategy = typeof m.strategy === "string" ? m.strategy : "<function>";
  const asItComes = strategy === "most_frequent" || strategy === "constant";
  const objects = isObjectDtype(m._fit_dtype);
  const rule: InputRule = {
    dtype: asItComes || objects ? "any" : "float",
    finite: m.missing_values.kind === "nan" ? "allow-nan" : "required",
    sparse: "native",
    features: m.statistics_.dim(0),
    mismatch: (expected, found) => `X has ${found} features per sample, expected ${expected}`,
  };
  const matrix = input instanceof Frame && asItComes && !m.atLeast(1, 1) ? input.toNumpy() : input;
  const convertible = asItComes || objects || matrix instanceof Frame ? matrix : checkConvertible(matrix, strategy, m);
  const rows = validated(convertible, rule, m.self);
  const x = checkMissingDtype(objects && rows.layout === "dense" ? rows.cast("object") : rows, m.missing_values, m);
  if (x.layout === "csr" && m.missing_values.kind === "number" && m.missing_values.value === 0)
    return m.refuse("Imputation not possible when missing_values == 0 and input is sparse. Provide a dense array instead.");
  return x;
}

/** `_fit_dtype` is kept since 1.1; rows become objects where it was one. */
function isObjectDtype(value: unknown): boolean {
  return value instanceof PyDtype && value.dtype.kind === "O";
}

/** Columns that have a statistic. A constant fills empty columns too, until 1.7. */
function keptColumns(m: M): number[] {
  const statistics = m.statistics_.tensor;
  const all = Array.from({ length: statistics.size }, (_, i) => i);
  if (m.keep_empty_features || (m.strategy === "constant" && !m.atLeast(1, 8))) return all;
  return all.filter((i) => !isNaNCell(statistics.at(i)));
}

function filled(x: Value, missing: Value, m: M): Value {
  const kept = keptColumns(m);
  const every = kept.length === m.statistics_.dim(0);
  const rows = every ? x : x.gather(kept, 1);
  if (x.layout === "csr") {
    const fills = Float64Array.from(kept, (i) => Number(m.statistics_.tensor.at(i)));
    return csrImpute([rows], { mark: m.missing_values, fills })[0] as Value;
  }
  return (every ? missing : missing.gather(kept, 1)).where(statisticsAs(x, kept, m), rows);
}

/** Statistics in the dtype of the rows, as NumPy assigns them. */
function statisticsAs(x: Value, kept: readonly number[], m: M): Tensor {
  const cells = kept.map((i) => m.statistics_.tensor.at(i));
  if (x.dtype === "object") return new Tensor("object", [cells.length], cells as HostValue[]);
  const numbers = Float64Array.from(cells, Number);
  const floats = new Tensor("float64", [cells.length], numbers);
  return x.constantLike(floats).cast(x.dtype).tensor;
}
