import { PyDict, type PyValue } from "../../../../container/pickle/values.js";
import { type CodedColumn, type ColumnCodes, decodeCodes, encodeCodes } from "../../../../graph/ops/encode.js";
import { promote } from "../../../../graph/promote.js";
import type { Value } from "../../../../graph/value.js";
import { type DType, Tensor } from "../../../../tensor.js";
import { Frame } from "../../../input.js";
import { categoricalColumns } from "../../categories/columns.js";
import { categoriesField, indexListsField } from "../../categories/fitted-categories.js";
import { pick } from "../../categories/one-hot.js";
import { type Bound, defineMeta } from "../../define.js";
import { dtypeField } from "../../dtype-field.js";
import { oneToOneNames } from "../../feature-names.js";
import { field, number, withDefault } from "../../fields.js";
import { validated } from "../../validate.js";

const params = {
  handle_unknown: withDefault("string", "error"),
  unknown_value: "float?",
  encoded_missing_value: withDefault("float", Number.NaN),
  dtype: dtypeField,
} as const;
const fitted = {
  categories_: categoriesField,
  /** The place of NaN among the categories of the columns that have it. */
  _missing_indices: field<ReadonlyMap<number, number>>("dict", (value) => {
    const entries = value instanceof PyDict ? value.entries() : [];
    return new Map(entries.map(([key, at]) => [Number(key), Number(number(at as PyValue))]));
  }),
  _infrequent_enabled: withDefault("bool", false),
  _infrequent_indices: indexListsField,
  _default_to_infrequent_mappings: indexListsField,
} as const;
type M = Bound<typeof params, typeof fitted>;

const infrequentOf = (m: M, column: number) => (m._infrequent_enabled ? (m._infrequent_indices?.[column] ?? null) : null);
const encodesUnknown = (m: M) => m.handle_unknown === "use_encoded_value";

/** sklearn/preprocessing/_encoders.py: OrdinalEncoder. */
export const ordinalEncoder = defineMeta("OrdinalEncoder", {
  params,
  fitted,
  transform: (x, m) => {
    const { inputs, checks } = categoricalColumns(x, m.categories_.length, m);
    const columns = m.categories_.map((categories, i): ColumnCodes => {
      const mapping = infrequentOf(m, i) ? (m._default_to_infrequent_mappings?.[i] ?? null) : null;
      const missing = m._missing_indices.get(i);
      const codeOf = (at: number): number => (at === missing ? m.encoded_missing_value : (mapping?.[at] ?? at));
      return {
        categories,
        codes: Float64Array.from({ length: categories.size }, (_, at) => codeOf(at)),
        unknown: encodesUnknown(m) ? (m.unknown_value ?? Number.NaN) : null,
      };
    });
    // 0.20 encoded the columns there were.
    const given = x instanceof Frame ? inputs.length : (inputs[0]?.dim(1) ?? 0);
    const fewer = !m.atLeast(0, 21) && given < columns.length;
    if (fewer)
      return encodeCodes(inputs, {
        columns: columns.slice(0, given),
        dtype: m.dtype,
        vector: false,
        checks: { ...checks, allowNaN: false, refusal: undefined },
      })[0] as Value;
    const allowNaN = m.atLeast(1, 0);
    return encodeCodes(inputs, { columns, dtype: m.dtype, vector: false, checks: { ...checks, allowNaN } })[0] as Value;
  },
  inverse_transform: (x, m) => {
    const { length } = m.categories_;
    const finite = m.atLeast(1, 0) ? "allow-nan" : "required";
    const checked = validated(x, { dtype: "numeric", finite, features: null, named: false }, m.self);
    if (checked.shape[1] !== length)
      m.refuse(`Shape of the passed X data is not correct. Expected ${length} columns, got ${checked.shape[1]}.`);
    const columns = m.categories_.map((categories, i) => codedColumn(categories, i, m));
    const rare = columns.some((_, i) => infrequentOf(m, i) !== null);
    const common = m.categories_.map(({ dtype }): DType => dtype).reduce(promote, m.categories_[0]?.dtype ?? "float64");
    return decodeCodes([checked], { columns, dtype: encodesUnknown(m) || rare ? "object" : common, vector: false })[0] as Value;
  },
  host: { get_feature_names_out: oneToOneNames },
  available: { get_feature_names_out: (m) => m.atLeast(1, 0) },
});

function codedColumn(categories: Tensor, column: number, m: M): CodedColumn {
  const special: { code: number; value: Tensor }[] = [];
  const missing = m._missing_indices.get(column);
  if (missing !== undefined) special.push({ code: m.encoded_missing_value, value: pick(categories, (i) => i === missing) });
  const infrequent = infrequentOf(m, column);
  if (infrequent) special.push({ code: categories.size - infrequent.length, value: new Tensor("object", [1], ["infrequent_sklearn"]) });
  // Before 1.1 an unknown_value of NaN was compared with ==, and never found.
  const found = !Number.isNaN(m.unknown_value) || m.atLeast(1, 1);
  if (encodesUnknown(m) && found) special.push({ code: m.unknown_value ?? Number.NaN, value: new Tensor("object", [1], [null]) });
  return { categories: infrequent ? pick(categories, (i) => !infrequent.includes(i)) : categories, special };
}
