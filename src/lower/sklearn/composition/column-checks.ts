import { ModelError } from "../../../errors.js";
import { Frame, type Input } from "../../input.js";
import type { Self } from "../define.js";
import { list } from "../fields.js";
import { featuresIn } from "../validate.js";
import { columnKey, isNegative } from "./column-key.js";
import { itemNames } from "./column-names.js";
import { partsOf } from "./column-parts.js";

/**
 * What ColumnTransformer.transform checks before it picks columns. Answers the names it was fitted on where columns are to be
 * found by name: since 1.0, for a table after fitting on one; order does not matter then, and further columns are ignored.
 */
export function checkColumns(x: Input, m: Self): readonly string[] | undefined {
  const count = x instanceof Frame ? x.names.length : x.shape[1];
  if (!m.atLeast(0, 23)) {
    checkBefore023(x, count, m);
    return undefined;
  }
  const fitted = itemNames(m, m.atLeast(1, 0) ? "feature_names_in_" : "_feature_names_in");
  if (m.atLeast(1, 0) && fitted && x instanceof Frame) {
    checkMissing(fitted, x.names, m);
    return fitted;
  }
  checkCount(count, m);
  if (!m.atLeast(1, 0) && fitted && x instanceof Frame && fitted.some((name, i) => name !== x.names[i]))
    m.refuse("Given feature/column names do not match the ones for the data given during fit.", "RuntimeError");
  return undefined;
}

/** 0.20 to 0.22: more columns than in fitting are fine; with a remainder those known must come first and in order. */
function checkBefore023(x: Input, count: unknown, m: Self): void {
  const expected = featuresIn(m.self) ?? 0;
  if (typeof count !== "number") m.refuse("tuple index out of range", "IndexError");
  if (expected > count)
    m.refuse(
      `Number of features of the input must be equal to or greater than that of the fitted transformer. Transformer n_features is ${expected} and input n_features is ${count}.`,
    );
  const names = itemNames(m, "_df_columns");
  if (names && x instanceof Frame && hasRemainder(m) && names.some((name, i) => name !== x.names[i]))
    m.refuse("Column ordering must be equal for fit and for transform when using the remainder keyword");
  const negative = () =>
    list(m.self.attribute("_columns") ?? null, m.self.object.at("_columns")).some((key) => isNegative(columnKey(key, "_columns")));
  if (m.atLeast(0, 22) && expected !== count && negative())
    m.refuse(
      "At least one negative column was used to indicate columns, and the new data's number of columns does not match the data given during fit. Please make sure the data during fit and transform have the same number of columns.",
      "RuntimeError",
    );
}

function hasRemainder(m: Self): boolean {
  const remainder = m.self.attribute("_remainder");
  const [, , columns] =
    typeof remainder === "object" && remainder !== null && "items" in remainder ? (remainder.items as readonly unknown[]) : [];
  return columns !== null && columns !== undefined;
}

/** sklearn/utils/validation.py: _check_n_features, on whatever has a shape. */
function checkCount(count: unknown, m: Self): void {
  const expected = featuresIn(m.self);
  if (expected === undefined || count === expected) return;
  if (typeof count !== "number") {
    if (!m.atLeast(1, 0)) m.refuse("tuple index out of range", "IndexError");
    m.refuse(`X does not contain any features, but ${m.className} is expecting ${expected} features`);
  }
  throw new ModelError("input/shape", `X has ${count} features, but ${m.className} is expecting ${expected} features as input.`, {
    where: m.className,
    python: "ValueError",
  });
}

/** Columns that a transformer takes must be there; until 1.3 only those that pass through were looked at. */
function checkMissing(fitted: readonly string[], given: readonly string[], m: Self): void {
  const used = partsOf(m).filter(({ step }) => (m.atLeast(1, 4) ? step !== "drop" : step === "passthrough"));
  const missing = new Set(
    used.flatMap(({ positions }) => (positions ?? []).map((i) => fitted[i] as string)).filter((name) => !given.includes(name)),
  );
  if (missing.size === 0) return;
  throw new ModelError("input/names", `columns are missing: {${[...missing].map((name) => `'${name}'`).join(", ")}}`, {
    where: m.className,
    python: "ValueError",
  });
}
