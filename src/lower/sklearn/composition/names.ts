import { ModelError } from "../../../errors.js";

/** A step's name and the names of its output columns. */
export type StepNames = readonly [string, readonly string[]];

/** Overlapping names that a message shows. */
const SHOWN_NAMES = 5;

/** The most names that are joined: parts that share parts double them at each level. */
const MAX_NAMES = 2 ** 22;

/**
 * `step__name` for all, or the names as they are, which must then differ (sklearn/compose/_column_transformer.py:
 * _add_prefix_for_feature_names_out). A string is a format with {transformer_name} and {feature_name}, since 1.6.
 */
export function joinNames(steps: readonly StepNames[], verbose: boolean | string): string[] {
  const count = steps.reduce((sum, [, names]) => sum + names.length, 0);
  if (count > MAX_NAMES)
    throw new ModelError("sklearn/attribute", `${count} names of columns; at most ${MAX_NAMES} are joined.`, {
      where: steps[0]?.[0] ?? "",
    });
  if (verbose === true) return steps.flatMap(([step, names]) => names.map((name) => `${step}__${name}`));
  if (verbose !== false) {
    return steps.flatMap(([step, names]) =>
      names.map((name) =>
        verbose.replaceAll(/\{(transformer_name|feature_name)\}/g, (_, field) => (field === "feature_name" ? name : step)),
      ),
    );
  }
  const counts = new Map<string, number>();
  for (const [, names] of steps) for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  const common = [...counts].sort((a, b) => b[1] - a[1]).slice(0, SHOWN_NAMES + 1);
  const overlap = common
    .filter(([, count]) => count > 1)
    .map(([name]) => name)
    .sort();
  if (overlap.length > 0) {
    const shown = overlap
      .slice(0, SHOWN_NAMES)
      .map((name) => `'${name}'`)
      .join(", ");
    const listed = overlap.length > SHOWN_NAMES ? `[${shown}, ...]` : `[${shown}]`;
    throw new ModelError(
      "input/names",
      `Output feature names: ${listed} are not unique. Please set verbose_feature_names_out=True to add prefixes to feature names`,
      { python: "ValueError" },
    );
  }
  return steps.flatMap(([, names]) => [...names]);
}
