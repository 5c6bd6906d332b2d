import { PandasIndex } from "../../../container/python/real.js";
import { realize } from "../../../container/python/realize.js";
import type { Self } from "../define.js";
import { inputNames } from "../feature-names.js";
import { list } from "../fields.js";
import { type ColumnKey, columnKey, isEmpty, positionsOf } from "./column-key.js";
import { type Part, partsOf } from "./column-parts.js";
import { joinNames, type StepNames } from "./names.js";
import type { Step } from "./steps.js";

/** Names that an attribute holds: an array of them or a pandas Index. */
export function itemNames(m: Self, attribute: string): readonly string[] | undefined {
  const stored = m.self.attribute(attribute);
  if (stored === undefined || stored === null) return undefined;
  const where = m.self.object.at(attribute);
  if (realize(stored) instanceof PandasIndex) {
    const key = columnKey(stored, where);
    return key.kind === "names" ? key.names : undefined;
  }
  return list(stored, where).map(String);
}

/** ColumnTransformer.get_feature_names_out, since 1.0. */
export function columnNamesOut(m: Self, given: readonly string[] | undefined, verbose: unknown): string[] {
  const names = inputNames(m, given);
  const steps = partsOf(m).flatMap((part): StepNames[] => {
    if (part.step === "drop" || isEmpty(part.key)) return [];
    return [[part.name, namesOfPart(part, names, m)]];
  });
  return steps.length === 0 ? [] : joinNames(steps, typeof verbose === "string" ? verbose : verbose !== false);
}

function namesOfPart({ name, step, key, positions }: Part, names: readonly string[], m: Self): readonly string[] {
  if (!m.atLeast(1, 1)) refuseSlices(key, step, m);
  const taken = (positions ?? positionsOf(key, names.length, names)).map((i) => names[i] as string);
  if (typeof step === "string") return taken;
  const out = step.namesOut("get_feature_names_out", key.scalar && !m.atLeast(1, 1) ? undefined : taken);
  if (out) return out;
  return m.refuse(`Transformer ${name} (type ${step.className}) does not provide get_feature_names_out.`, "AttributeError");
}

/** 1.0 handed slices on as they were, which failed. */
function refuseSlices(key: ColumnKey, step: Step, m: Self): void {
  if (key.kind !== "slice") return;
  if (typeof step === "object") {
    if (step.object.attributes.has("feature_names_in_")) m.refuse("input_features is not equal to feature_names_in_");
    m.refuse("len() of unsized object", "TypeError");
  }
  if (typeof key.start === "string" || typeof key.stop === "string") m.refuse(SLICE_OF_NAMES, "TypeError");
}

const SLICE_OF_NAMES = "slice indices must be integers or None or have an __index__ method";

/** ColumnTransformer.get_feature_names, until 1.1. Columns that pass through had no names before 0.23. */
export function columnNames(m: Self): string[] {
  const known = itemNames(m, m.atLeast(1, 0) ? "feature_names_in_" : "_df_columns");
  return partsOf(m).flatMap(({ name, step, key }) => {
    if (step === "drop" || (m.atLeast(0, 23) && isEmpty(key))) return [];
    if (step === "passthrough") {
      if (!m.atLeast(0, 23))
        m.refuse("get_feature_names is not yet supported when using a 'passthrough' transformer.", "NotImplementedError");
      if (key.kind === "slice" && (typeof key.start === "string" || typeof key.stop === "string")) m.refuse(SLICE_OF_NAMES, "TypeError");
      const count = known?.length ?? inputNames(m).length;
      return positionsOf(key, count, known).map((i) => known?.[i] ?? `x${i}`);
    }
    const out = step.namesOut("get_feature_names");
    if (out === undefined)
      return m.refuse(`Transformer ${name} (type ${step.className}) does not provide get_feature_names.`, "AttributeError");
    return out.map((feature) => `${name}__${feature}`);
  });
}
