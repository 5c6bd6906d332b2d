import { ModelError } from "../../../errors.js";
import type { CategoryChecks, ColumnCodes } from "../../../graph/ops/encode.js";
import { type HostValue, isFloating, isInteger, type Tensor } from "../../../tensor.js";
import { float32Text, floatText } from "../host.js";
import { codesByKey, keyOf } from "./lookup.js";

/** One column of an input. */
export interface Column {
  readonly tensor: Tensor;
  readonly offset: number;
  readonly stride: number;
}

const valueError = (message: string) => new ModelError("input/value", message, { where: "X", python: "ValueError" });

export function noRows(columns: number, checks: CategoryChecks): ModelError {
  const shape = checks.byColumn ? "(0,)" : `(0, ${columns})`;
  return valueError(`Found array with 0 sample(s) (shape=${shape}) while a minimum of 1 is required.`);
}

/** What scikit-learn says of rows with values that are no categories: first whether they are finite, then the first such column. */
export function complaint(
  columns: readonly Column[],
  rows: number,
  codes: readonly ColumnCodes[],
  checks: CategoryChecks,
): ModelError | undefined {
  for (const column of columns) {
    const found = notFinite(column, rows, checks);
    if (found) return found;
  }
  if (checks.words === "legacy") return legacy(columns, rows, codes);
  for (const [i, column] of columns.entries()) {
    const code = codes[i];
    if (code === undefined || code.unknown !== null) continue;
    const unknown = unknownCells(column, rows, code);
    if (unknown.length > 0 && checks.words === "labels") return unseenLabels(unknown, column.tensor.dtype, code, checks);
    if (unknown.length > 0) return refusal(unknown, column.tensor.dtype, i, checks);
  }
  return undefined;
}

/** OneHotEncoder._legacy_transform: negative integers, then all that are too large, row by row. */
function legacy(columns: readonly Column[], rows: number, codes: readonly ColumnCodes[]): ModelError | undefined {
  const beyond: number[] = [];
  let negative = false;
  for (let i = 0; i < rows; i++)
    for (const [c, { tensor, offset, stride }] of columns.entries()) {
      const value = Number(tensor.at(offset + i * stride));
      if (value < 0) negative = true;
      else if (codes[c]?.unknown === null && value >= codes[c].codes.length) beyond.push(value);
    }
  if (negative)
    return valueError(
      "OneHotEncoder in legacy mode cannot handle categories encoded as negative integers. Please set categories='auto' explicitly to " +
        "be able to use arbitrary integer values as category identifiers.",
    );
  return beyond.length > 0 ? valueError(`unknown categorical feature present [${beyond.join(" ")}] during transform.`) : undefined;
}

/** sklearn/utils/validation.py: _assert_all_finite, in the words of the version. */
function notFinite({ tensor, offset, stride }: Column, rows: number, { allowNaN, version, words }: CategoryChecks): ModelError | undefined {
  const floats = isFloating(tensor.dtype);
  if (words !== "encoder" || !(floats || tensor.dtype === "object")) return undefined;
  let [nan, infinite] = [false, false];
  for (let i = 0, p = offset; i < rows; i++, p += stride) {
    const cell = tensor.at(p);
    if (Number.isNaN(cell)) nan = true;
    else if (floats && (cell === Number.POSITIVE_INFINITY || cell === Number.NEGATIVE_INFINITY)) infinite = true;
  }
  if (!floats) return nan && !allowNaN ? valueError("Input contains NaN") : undefined;
  if (!infinite && (allowNaN || !nan)) return undefined;
  const tooLarge = `a value too large for dtype('${tensor.dtype}')`;
  if (!atLeast(version, 1, 1)) return valueError(`Input contains ${allowNaN ? "infinity" : "NaN, infinity"} or ${tooLarge}.`);
  return valueError(nan && !allowNaN ? "Input contains NaN." : `Input contains infinity or ${tooLarge}.`);
}

/** The distinct cells that are no categories, in the order of the rows. */
function unknownCells({ tensor, offset, stride }: Column, rows: number, code: ColumnCodes): HostValue[] {
  const known = codesByKey(code);
  const seen = new Map<unknown, HostValue>();
  for (let i = 0, p = offset; i < rows; i++, p += stride) {
    const cell = tensor.at(p);
    const key = keyOf(cell);
    if (!known.has(key) && !seen.has(key)) seen.set(key, cell);
  }
  return [...seen.values()];
}

function inOrder(a: HostValue, b: HostValue): number {
  const rank = (cell: HostValue) => (cell === null ? 2 : Number.isNaN(cell) ? 3 : typeof cell === "string" ? 1 : 0);
  const [x, y] = [rank(a), rank(b)];
  if (x !== y) return x - y;
  if (typeof a === "string" && typeof b === "string") return a < b ? -1 : a > b ? 1 : 0;
  return x === 0 ? Number(a) - Number(b) : 0;
}

/**
 * LabelEncoder's words: since 0.24 the first text that is missing, or all numbers; before, all of them. Since 1.2 texts become what the
 * classes are: cut to the longest class, or integers, which fails.
 */
function unseenLabels(
  cells: readonly HostValue[],
  dtype: Tensor["dtype"],
  { categories }: ColumnCodes,
  checks: CategoryChecks,
): ModelError {
  const { version, typed, like } = checks;
  const first = (dtype === "string" || dtype === "object" || like === "object") && atLeast(version, 0, 24);
  if (!first) return valueError(`y contains previously unseen labels: [${listed(cells, dtype, typed).join(", ")}]`);
  const [cell = null] = cells;
  const asTyped = (text: string) => (typed ? `np.str_(${text})` : text);
  if (!atLeast(version, 1, 2) || typeof cell !== "string" || like === "object" || like === undefined)
    return valueError(`y contains previously unseen labels: ${representation(cell, dtype)}`);
  if (like !== "string") return valueError(`invalid literal for int() with base 10: ${asTyped(representation(cell, dtype))}`);
  const width = categories.as("string").data.reduce((most, text) => Math.max(most, [...text].length), 1);
  return valueError(`y contains previously unseen labels: ${asTyped(representation([...cell].slice(0, width).join(""), dtype))}`);
}

function atLeast([major = 0, minor = 0]: readonly number[], wantedMajor: number, wantedMinor: number): boolean {
  return major > wantedMajor || (major === wantedMajor && minor >= wantedMinor);
}

/** Sorted, None and NaN last, as Python prints the items of a list. */
function listed(cells: readonly HostValue[], dtype: Tensor["dtype"], typed: boolean): string[] {
  const texts = [...cells].sort(inOrder).map((cell) => representation(cell, dtype));
  if (!typed || dtype === "object" || dtype === "string") return texts;
  return texts.map((text) => (dtype === "bool" ? `np.${text}_` : `np.${dtype}(${text})`));
}

function refusal(cells: readonly HostValue[], dtype: Tensor["dtype"], column: number, { typed }: CategoryChecks): ModelError {
  return valueError(`Found unknown categories [${listed(cells, dtype, typed).join(", ")}] in column ${column} during transform`);
}

/** Python's repr of a cell. */
export function representation(cell: HostValue, dtype: Tensor["dtype"]): string {
  if (cell === null) return "None";
  if (typeof cell === "string") {
    const quote = cell.includes("'") && !cell.includes('"') ? '"' : "'";
    const escaped = cell.replaceAll("\\", "\\\\").replaceAll("\n", "\\n").replaceAll("\t", "\\t").replaceAll("\r", "\\r");
    return quote + (quote === "'" ? escaped.replaceAll("'", "\\'") : escaped) + quote;
  }
  if (typeof cell === "boolean") return cell ? "True" : "False";
  if (typeof cell === "number" && !(isInteger(dtype) || (dtype === "object" && Number.isInteger(cell))))
    return dtype === "float32" ? float32Text(cell) : floatText(cell);
  return String(cell);
}
