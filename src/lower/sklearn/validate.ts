import { atLeast } from "../../decode/sklearn/object.js";
import { ModelError } from "../../errors.js";
import { checkFinite } from "../../graph/ops/input.js";
import type { Value } from "../../graph/value.js";
import type { DType } from "../../tensor.js";
import { Frame, type Input } from "../input.js";
import { list } from "./fields.js";
import type { Fitted } from "./fitted.js";

/** What the rows of a model are. */
export interface InputDescription {
  readonly kind: "matrix" | "texts" | "labels" | "records";
  /** Columns of a matrix, where the file tells. */
  readonly columns?: number;
  /** Their names, where it was fitted on a table. */
  readonly names?: readonly string[];
}

/** What an estimator's own attributes tell of its rows. */
export function describeInputs(fitted: Fitted, kind: InputDescription["kind"]): InputDescription {
  const stored = fitted.attribute("feature_names_in_");
  const names = stored === undefined || stored === null ? undefined : list(stored, fitted.object.at("feature_names_in_")).map(String);
  const columns = featuresIn(fitted) ?? names?.length;
  return { kind, ...(columns === undefined || kind !== "matrix" ? {} : { columns }), ...(names ? { names } : {}) };
}

/** What a method accepts, in the words of scikit-learn's `check_array` (sklearn/utils/validation.py). */
export interface InputRule {
  /**
   * `float`: float32 stays, all else becomes float64 (FLOAT_DTYPES); `float64` and `float32`: always; `numeric`: object becomes
   * float64, all else stays; `any`: as it came. Default `float`.
   */
  readonly dtype?: "float" | "float64" | "float32" | "numeric" | "any";
  /** NaN and infinity. Default `required` (both refused); `allow-nan` refuses infinity only; `any` lets everything pass. */
  readonly finite?: "required" | "allow-nan" | "any";
  /** A csr input: kept (`native`), made dense (`dense`), or refused as scikit-learn refuses it. Default `refused`. */
  readonly sparse?: "native" | "dense" | "refused";
  /** `2d` (default), `1d` (labels, texts), or whatever comes. */
  readonly dimensions?: "2d" | "1d" | "any";
  /** Columns that it was fitted on, where `n_features_in_` does not tell; `null` turns the check (and that of names) off. */
  readonly features?: number | null;
  /** The argument's name in messages; default `X`. */
  readonly argument?: string;
}

/** An input as scikit-learn's `validate_data(X, reset=False)` hands it on, or its complaint. */
export function validated(input: Input, rule: InputRule, fitted: Fitted): Value {
  const { className, version } = fitted;
  if (input instanceof Frame && rule.features !== null) checkNames(input, fitted);
  let x = input instanceof Frame ? input.toMatrix() : input;
  const argument = rule.argument ?? "X";
  if (x.layout === "csr") {
    if ((rule.sparse ?? "refused") === "refused")
      throw new ModelError("input/dtype", sparseRefused(fitted), { where: className, python: "TypeError" });
    if (rule.sparse === "dense") x = x.toDense();
  }
  const dimensions = rule.dimensions ?? "2d";
  if (dimensions === "2d" && x.rank !== 2) throw wrongRank(x.rank);
  if (dimensions === "1d" && x.rank === 2 && x.shape[1] === 1) x = x.reshape([x.shape[0] ?? -1]);
  if (dimensions === "1d" && x.rank !== 1)
    throw new ModelError("input/shape", `y should be a 1d array, got an array of shape ${shapeText(x)} instead.`, { python: "ValueError" });
  x = castTo(x, rule.dtype ?? "float");
  const finite = rule.finite ?? "required";
  if (finite !== "any") x = checkFinite([x], { estimator: className, allowNaN: finite === "allow-nan", argument, version })[0] as Value;
  if (dimensions === "2d" && rule.features !== null) checkFeatures(x, rule.features, fitted);
  return x;
}

function castTo(x: Value, rule: NonNullable<InputRule["dtype"]>): Value {
  if (rule === "any") return x;
  if (rule === "numeric") return x.dtype === "object" || x.dtype === "string" ? x.cast("float64") : x;
  const target: DType = rule === "float" ? (x.dtype === "float32" ? "float32" : "float64") : rule;
  return x.cast(target);
}

/** Columns that the estimator was fitted on, by whatever attribute its version has for it. */
export function featuresIn(fitted: Fitted): number | undefined {
  for (const name of ["n_features_in_", "n_features_", "_n_features"]) {
    const value = fitted.attribute(name);
    if (typeof value === "bigint") return Number(value);
  }
  return undefined;
}

/** sklearn/utils/validation.py: _check_n_features; before 0.23 each class had words of its own. */
function checkFeatures(x: Value, declared: number | undefined, fitted: Fitted): void {
  const expected = declared ?? featuresIn(fitted);
  const found = x.shape[1];
  if (expected === undefined || typeof found !== "number" || found === expected) return;
  throw new ModelError(
    "input/shape",
    `X has ${found} features, but ${fitted.className} is expecting ${expected} features as input${atLeast(fitted.version, 0, 24) ? "." : ""}`,
    { where: fitted.className, python: "ValueError" },
  );
}

/** sklearn/utils/validation.py: _check_feature_names; scikit-learn lists at most five names of a kind. */
function checkNames(frame: Frame, fitted: Fitted): void {
  const stored = fitted.attribute("feature_names_in_");
  if (stored === undefined || stored === null) return;
  const names = list(stored, fitted.object.at("feature_names_in_")).map(String);
  if (names.length === frame.names.length && names.every((name, i) => name === frame.names[i])) return;
  const lines = ["The feature names should match those that were passed during fit."];
  const show = (title: string, listed: string[]) => {
    if (listed.length === 0) return;
    lines.push(title, ...listed.slice(0, MAX_NAMES).map((name) => `- ${name}`), ...(listed.length > MAX_NAMES ? ["- ..."] : []));
  };
  const unexpected = frame.names.filter((name) => !names.includes(name)).sort();
  const missing = names.filter((name) => !frame.names.includes(name)).sort();
  show("Feature names unseen at fit time:", unexpected);
  show("Feature names seen at fit time, yet now missing:", missing);
  if (unexpected.length === 0 && missing.length === 0) lines.push("Feature names must be in the same order as they were in fit.");
  throw new ModelError("input/names", `${lines.join("\n")}\n`, { where: fitted.className, python: "ValueError" });
}

const MAX_NAMES = 5;

function sparseRefused(fitted: Fitted): string {
  return atLeast(fitted.version, 1, 4)
    ? "Sparse data was passed, but dense data is required. Use '.toarray()' to convert to a dense numpy array."
    : "A sparse matrix was passed, but dense data is required. Use X.toarray() to convert to a dense numpy array.";
}

function wrongRank(rank: number): ModelError {
  const advice =
    "Reshape your data either using array.reshape(-1, 1) if your data has a single feature or array.reshape(1, -1) if it contains a single sample.";
  const what =
    rank === 0
      ? "Expected 2D array, got scalar array instead."
      : rank === 1
        ? "Expected 2D array, got 1D array instead."
        : `Found array with dim ${rank}, while dim <= 2 is required.`;
  return new ModelError("input/shape", rank > 2 ? what : `${what}\n${advice}`, { python: "ValueError" });
}

function shapeText(x: Value): string {
  return `(${x.shape.join(", ")}${x.rank === 1 ? "," : ""})`;
}
