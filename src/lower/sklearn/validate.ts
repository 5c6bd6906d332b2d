import { atLeast, type Version } from "../../decode/sklearn/object.js";
import { ModelError } from "../../errors.js";
import { type CheckFiniteAttributes, checkFinite, checkNumeric, type Refusal } from "../../graph/ops/input.js";
import type { Value } from "../../graph/value.js";
import type { DType } from "../../tensor.js";
import { Frame, type Input } from "../input.js";
import type { ModelInputs } from "../lowering.js";
import { list } from "./fields.js";
import type { Fitted } from "./fitted.js";

/** What an estimator's own attributes tell of its rows. */
export function describeInputs(fitted: Fitted, kind: ModelInputs["kind"]): ModelInputs {
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
  /** Words of the class itself for a wrong number of columns, before {@link mismatchBefore}; `{rows}` stands for the number of rows. */
  readonly mismatch?: (expected: number, found: number) => string;
  /** The version from which the words are everybody's; default 0.24. */
  readonly mismatchBefore?: Version;
  /** Whether complaints name the estimator, or whom else; default from 1.1 on, when `_validate_data` began to hand it to `check_array`. */
  readonly named?: boolean | string;
  /** How texts fail that a class takes as `numeric` before 0.24, when they were not converted; `{width}` is the longest one's length. */
  readonly texts?: { readonly message: string; readonly python: string };
  /** Whose checks these are, where it is not the estimator itself: a forest's first tree, say. */
  readonly as?: Fitted;
}

/** An input as scikit-learn's `validate_data(X, reset=False)` hands it on, or its complaint. */
export function validated(input: Input, rule: InputRule, self: Fitted): Value {
  const fitted = rule.as ?? self;
  const { className, version } = fitted;
  if (input instanceof Frame && rule.features !== null && atLeast(version, 1, 2)) checkNames(input, fitted);
  let x = input instanceof Frame ? input.toMatrix() : input;
  const argument = rule.argument ?? "X";
  const named = rule.named ?? atLeast(version, 1, 1);
  const name = typeof named === "string" ? named : named ? className : undefined;
  if (x.layout === "csr") {
    if ((rule.sparse ?? "refused") === "refused")
      throw new ModelError("input/dtype", sparseRefused(fitted, argument), { where: className, python: "TypeError" });
    if (rule.sparse === "dense") x = x.toDense();
  }
  const dimensions = rule.dimensions ?? "2d";
  if (dimensions === "2d" && x.rank < 2) throw tooFlat(x.rank);
  if (dimensions === "1d" && x.rank === 2 && x.shape[1] === 1) x = x.reshape([x.shape[0] ?? -1]);
  if (dimensions === "1d" && x.rank !== 1)
    throw new ModelError("input/shape", `y should be a 1d array, got an array of shape ${shapeText(x)} instead.`, { python: "ValueError" });
  const texts = x.dtype === "string" && rule.texts && !atLeast(version, 0, 24) ? rule.texts : undefined;
  if (texts === undefined) x = castTo(x, rule.dtype ?? "float", version);
  if (dimensions === "2d" && x.rank > 2) throw tooDeep(x.rank, name, version);
  const finite = rule.finite ?? "required";
  const refusal = (dimensions === "2d" ? wrongColumns(x, rule, name, fitted) : undefined) ?? texts;
  if (finite === "any" && dimensions !== "2d") return x;
  const context = name === undefined ? "" : ` by ${name}`;
  const checks: CheckFiniteAttributes = {
    estimator: className,
    allowNaN: finite === "allow-nan",
    anything: finite === "any",
    argument,
    version,
    ...(dimensions === "2d" ? { minimumFor: context } : {}),
    ...(refusal ? { refusal } : {}),
  };
  return checkFinite([x], checks)[0] as Value;
}

function castTo(x: Value, rule: NonNullable<InputRule["dtype"]>, version: Version): Value {
  if (rule === "any") return x;
  if (rule === "numeric") return x.dtype === "object" ? x.cast("float64") : x.dtype === "string" ? numericTexts(x, version) : x;
  const target: DType = rule === "float" ? (x.dtype === "float32" ? "float32" : "float64") : rule;
  return x.cast(target);
}

/** check_array with dtype="numeric": texts were converted from 0.24 to 1.0, and are refused since. */
function numericTexts(x: Value, version: Version): Value {
  if (atLeast(version, 1, 1)) {
    const message =
      "dtype='numeric' is not compatible with arrays of bytes/strings.Convert your data to numeric values explicitly instead.";
    throw new ModelError("input/dtype", message, { python: "ValueError" });
  }
  const message = "Unable to convert array of bytes/strings into decimal numbers with dtype='numeric'";
  return (checkNumeric([x], { message })[0] as Value).cast("float64");
}

/** Columns that the estimator was fitted on, by whatever attribute its version has for it. */
export function featuresIn(fitted: Fitted): number | undefined {
  for (const name of ["n_features_in_", "n_features_", "_n_features"]) {
    const value = fitted.attribute(name);
    if (typeof value === "bigint") return Number(value);
  }
  return undefined;
}

/** What check_array and _check_n_features say of the number of columns; before 0.24 each class had words of its own. */
function wrongColumns(x: Value, rule: InputRule, name: string | undefined, fitted: Fitted): Refusal | undefined {
  const expected = rule.features === null ? undefined : (rule.features ?? featuresIn(fitted));
  const found = x.shape[1];
  if (typeof found !== "number") return undefined;
  const refusal = (message: string): Refusal => ({ message, python: "ValueError", columns: expected });
  if (found === 0)
    return refusal(
      `Found array with 0 feature(s) (shape=({rows}, 0)) while a minimum of 1 is required${name === undefined ? "" : ` by ${name}`}.`,
    );
  if (expected === undefined || found === expected) return undefined;
  const { version, className } = fitted;
  if (rule.mismatch && !atLeast(version, ...(rule.mismatchBefore ?? [0, 24]))) return refusal(rule.mismatch(expected, found));
  const stop = atLeast(version, 0, 24) ? "." : "";
  return refusal(`X has ${found} features, but ${className} is expecting ${expected} features as input${stop}`);
}

/** sklearn/utils/validation.py: _check_feature_names; scikit-learn lists at most five names of a kind. */
export function checkNames(frame: Frame, fitted: Fitted): void {
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

function sparseRefused({ version }: Fitted, argument: string): string {
  return atLeast(version, 1, 4)
    ? `Sparse data was passed${argument ? ` for ${argument}` : ""}, but dense data is required. Use '.toarray()' to convert to a dense numpy array.`
    : "A sparse matrix was passed, but dense data is required. Use X.toarray() to convert to a dense numpy array.";
}

/** scikit-learn prints the array as well. */
function tooFlat(rank: number): ModelError {
  const advice =
    "Reshape your data either using array.reshape(-1, 1) if your data has a single feature or array.reshape(1, -1) if it contains a single sample.";
  return new ModelError("input/shape", `Expected 2D array, got ${rank === 0 ? "scalar" : "1D"} array instead:\n${advice}`, {
    python: "ValueError",
  });
}

function tooDeep(rank: number, name: string | undefined, version: Version): ModelError {
  const message = atLeast(version, 1, 6)
    ? `Found array with dim ${rank}, while dim <= 2 is required${name === undefined ? "" : ` by ${name}`}.`
    : `Found array with dim ${rank}. ${name ?? (atLeast(version, 1, 1) ? "None" : "Estimator")} expected <= 2.`;
  return new ModelError("input/shape", message, { python: "ValueError" });
}

function shapeText(x: Value): string {
  return `(${x.shape.join(", ")}${x.rank === 1 ? "," : ""})`;
}
