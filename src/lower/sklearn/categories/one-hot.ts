import type { OneHotBlock } from "../../../graph/ops/encode.js";
import { promote } from "../../../graph/promote.js";
import { type DType, type HostValue, Tensor } from "../../../tensor.js";
import type { Bound } from "../define.js";
import { dtypeField } from "../dtype-field.js";
import { withDefault } from "../fields.js";
import { categoriesField, indexListsField, indicesField } from "./fitted-categories.js";

export const oneHotParams = {
  handle_unknown: "string",
  drop: withDefault("any", null),
  sparse: withDefault("bool", true),
  sparse_output: withDefault("bool", true),
  dtype: dtypeField,
  feature_name_combiner: withDefault("any", "concat"),
} as const;
export const oneHotFitted = {
  categories_: categoriesField,
  drop_idx_: indicesField,
  _drop_idx_after_grouping: indicesField,
  _infrequent_enabled: withDefault("bool", false),
  _infrequent_indices: indexListsField,
  _default_to_infrequent_mappings: indexListsField,
} as const;

export type OneHot = Bound<typeof oneHotParams, typeof oneHotFitted>;

/** What one feature becomes: its categories after rare ones were put together, and which of them has no column. */
export interface Feature {
  readonly categories: Tensor;
  /** Categories as the answer's columns know them, the dropped one included. */
  readonly grouped: Tensor;
  /** From a category to its place in `grouped`. */
  readonly group: (category: number) => number;
  /** The place in `grouped` without a column. */
  readonly dropped: number | null;
  /** The place that stands for rare categories, and for unknown ones where they are taken for rare. */
  readonly infrequent: number | null;
  readonly width: number;
}

/** sklearn/preprocessing/_encoders.py: OneHotEncoder._compute_transformed_categories, _compute_n_features_outs. */
export function featuresOf(m: OneHot): Feature[] {
  const drops = m.has("_drop_idx_after_grouping") ? m._drop_idx_after_grouping : m.drop_idx_;
  return m.categories_.map((categories, i) => {
    const rare = m._infrequent_enabled ? (m._infrequent_indices?.[i] ?? null) : null;
    const mapping = rare ? (m._default_to_infrequent_mappings?.[i] ?? null) : null;
    const dropped = drops?.[i] ?? null;
    const infrequent = mapping && rare?.[0] !== undefined ? (mapping[rare[0]] ?? null) : null;
    const grouped = mapping ? withRare(categories, mapping, infrequent) : categories;
    const group = (category: number): number => (mapping ? (mapping[category] ?? category) : category);
    return { categories, grouped, group, dropped, infrequent, width: grouped.size - (dropped === null ? 0 : 1) };
  });
}

/** The frequent categories and then one name for all others. */
function withRare(categories: Tensor, mapping: readonly number[], infrequent: number | null): Tensor {
  const cells: HostValue[] = [];
  for (let i = 0; i < categories.size; i++) if (mapping[i] !== infrequent) cells.push(categories.at(i));
  cells.push("infrequent_sklearn");
  return new Tensor("object", [cells.length], cells);
}

/** A category's column within its feature; -1 for the dropped one. */
export function columnWithin({ dropped }: Feature, place: number): number {
  if (place === dropped) return -1;
  return dropped !== null && place > dropped ? place - 1 : place;
}

/** The categories that have columns. */
export function keptCategories({ grouped, dropped }: Feature): Tensor {
  return dropped === null ? grouped : pick(grouped, (i) => i !== dropped);
}

export function pick(tensor: Tensor, keep: (index: number) => boolean): Tensor {
  const at: number[] = [];
  for (let i = 0; i < tensor.size; i++) if (keep(i)) at.push(i);
  const data = Array.isArray(tensor.data)
    ? at.map((i) => (tensor.data as readonly HostValue[])[i])
    : (tensor.data as Float64Array).filter((_, i) => keep(i));
  return new Tensor(tensor.dtype, [at.length], data as never);
}

/** How zeros are read back; the versions differ (OneHotEncoder.inverse_transform). */
export function blocksOf(m: OneHot): { readonly blocks: OneHotBlock[]; readonly dtype: DType } {
  const features = featuresOf(m);
  const anyDrop = (m.has("_drop_idx_after_grouping") ? m._drop_idx_after_grouping : m.drop_idx_) !== undefined;
  const blocks = features.map((feature): OneHotBlock => {
    const { categories, grouped, dropped, infrequent } = feature;
    const only = (tensor: Tensor, at: number) => pick(tensor, (i) => i === at);
    const unknownIsNone =
      m.handle_unknown === "ignore" || (infrequent === null && (m.handle_unknown === "infrequent_if_exist" || m.handle_unknown === "warn"));
    let zeros: OneHotBlock["zeros"];
    if (feature.width === 0 && dropped !== null) zeros = only(categories, dropped);
    else if (unknownIsNone) zeros = dropped === null || !m.atLeast(1, 0) ? "none" : only(categories, dropped);
    else if (anyDrop) zeros = dropped === null ? "first" : only(grouped, dropped);
    else zeros = m.atLeast(0, 24) ? "refused" : "first";
    return { categories: keptCategories(feature), zeros };
  });
  return { blocks, dtype: features.map(({ grouped }): DType => grouped.dtype).reduce(promote, features[0]?.grouped.dtype ?? "float64") };
}
