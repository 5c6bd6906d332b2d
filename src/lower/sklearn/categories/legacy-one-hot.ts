import { type ColumnCodes, encodeOneHot } from "../../../graph/ops/encode.js";
import { csrConcat, csrFromDense } from "../../../graph/ops/linear.js";
import type { Value } from "../../../graph/value.js";
import { type DType, int64 } from "../../../tensor.js";
import type { Input } from "../../input.js";
import type { Self } from "../define.js";
import { arrayOf } from "../fields.js";
import { validated } from "../validate.js";

/** Whether it counts its categories from 0, as all did before 0.20, and those of 0.20 and 0.21 that were not given `categories`. */
export function isLegacy(m: Self): boolean {
  const told = m.self.attribute("_legacy_mode");
  if (told !== undefined) return told === true;
  return !m.has("categories_") && m.has("feature_indices_");
}

/** An attribute that 0.20 renamed with an underscore. */
const legacy = (m: Self, name: string) => m.self.attribute(`_${name}`) ?? m.self.attribute(name);

function integersOf(m: Self, name: string): number[] {
  const value = legacy(m, name);
  if (value === undefined || value === null) return m.unsupported(`a OneHotEncoder in legacy mode without ${name}.`);
  const tensor = arrayOf(value, m.self.object.at(name));
  return Array.from({ length: tensor.size }, (_, i) => Number(tensor.at(i)));
}

/** OneHotEncoder._legacy_transform within _transform_selected (sklearn/preprocessing/_encoders.py and base.py of 0.20). */
export function legacyOneHot(x: Input, m: Self, sparse: boolean, dtype: DType, handleUnknown: string): Value {
  const all = validated(x, { dtype: "any", sparse: "dense", features: null }, m.self);
  // The check of the columns, which comes first, complains when there are rows to count.
  if (all.dim(1) === 0) return sparse ? (csrFromDense([all.cast(dtype)], {})[0] as Value) : all.cast(dtype);
  const chosen = selection(m, all.dim(1));
  const selected = chosen === undefined ? all : all.gather(chosen, 1);
  const starts = integersOf(m, "feature_indices_");
  const counts = integersOf(m, "n_values_");
  if (selected.dim(1) !== starts.length - 1)
    m.refuse(`X has different shape than during fitting. Expected ${starts.length - 1}, got ${selected.dim(1)}.`);
  const active = legacy(m, "n_values") === "auto" ? new Map(integersOf(m, "active_features_").map((at, i) => [at, i])) : undefined;
  const columns = counts.map((count, i): ColumnCodes => {
    const values = Array.from({ length: count }, (_, value) => value);
    const codes = values.map((value) => {
      const at = (starts[i] ?? 0) + value;
      return active ? (active.get(at) ?? -1) : at;
    });
    return { categories: int64([count], values), codes: Float64Array.from(codes), unknown: handleUnknown === "ignore" ? -1 : null };
  });
  const checks = { allowNaN: true, version: m.version, words: "legacy", typed: false, byColumn: false } as const;
  const width = active ? active.size : (starts.at(-1) ?? 0);
  const hot = encodeOneHot([selected.cast("int64")], { columns, width, sparse, dtype, checks })[0] as Value;
  if (chosen === undefined) return hot;
  const others = Array.from({ length: all.dim(1) }, (_, i) => i).filter((i) => !chosen.includes(i));
  if (others.length === 0) return hot;
  const rest = all.gather(others, 1).cast(dtype);
  return sparse ? (csrConcat([hot, csrFromDense([rest], {})[0] as Value], {})[0] as Value) : hot.concat([rest], 1);
}

/** The categorical columns, in order; undefined where all are. */
function selection(m: Self, width: number): number[] | undefined {
  const value = legacy(m, "categorical_features");
  if (value === undefined || value === null || value === "all") return undefined;
  const tensor = arrayOf(value, m.self.object.at("categorical_features"));
  const items = Array.from({ length: tensor.size }, (_, i) => tensor.at(i));
  const at = tensor.dtype === "bool" ? items.flatMap((item, i) => (item ? [i] : [])) : items.map(Number);
  const places = new Set(at.map((i) => (i < 0 ? i + width : i)));
  return places.size === width ? undefined : [...places].sort((a, b) => a - b);
}
