import { ModelError } from "../../errors.js";
import type { Self } from "./define.js";
import { list } from "./fields.js";
import { featuresIn } from "./validate.js";

/** Names of the input columns: those given, those it was fitted on, or x0, x1, … (sklearn/utils/validation.py: _check_feature_names_in). */
export function inputNames(m: Self, given?: readonly string[]): string[] {
  const stored = m.self.attribute("feature_names_in_");
  const fitted = stored === undefined || stored === null ? undefined : list(stored, m.self.object.at("feature_names_in_")).map(String);
  const count = featuresIn(m.self);
  if (given) {
    if (fitted && (fitted.length !== given.length || fitted.some((name, i) => name !== given[i])))
      throw new ModelError("input/names", "input_features is not equal to feature_names_in_", { python: "ValueError" });
    if (count !== undefined && count !== given.length)
      throw new ModelError("input/names", `input_features should have length equal to number of features (${count}), got ${given.length}`, {
        python: "ValueError",
      });
    return [...given];
  }
  if (fitted) return fitted;
  if (count === undefined)
    throw new ModelError("input/names", "Unable to generate feature names without n_features_in_", { python: "ValueError" });
  return numbered(m, count, "x");
}

/** The most names that are made up: a file of a few bytes can ask for any number of them. */
const MAX_NAMES = 2 ** 22;

function numbered(m: Self, count: number, prefix: string): string[] {
  if (count < 0 || count > MAX_NAMES)
    throw new ModelError("sklearn/attribute", `${m.className} would name ${count} columns; at most ${MAX_NAMES} are named.`, {
      where: m.self.object.path || m.className,
    });
  return Array.from({ length: count }, (_, i) => `${prefix}${i}`);
}

/** `get_feature_names_out` of transformers whose outputs are their inputs (sklearn/base.py: OneToOneFeatureMixin). */
export const oneToOneNames = (m: Self, given?: readonly string[]): readonly string[] => inputNames(m, given);

/** `pca0, pca1, …` (sklearn/base.py: ClassNamePrefixFeaturesOutMixin). */
export function prefixedNames(m: Self, count: number): readonly string[] {
  return numbered(m, count, m.className.toLowerCase());
}
