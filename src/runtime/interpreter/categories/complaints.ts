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
  for (const [i, column] of columns.entries()) {
    const code = codes[i];
    if (code === undefined || code.unknown !== null) continue;
    const unknown = unknownCells(column, rows, code);
    if (unknown.length > 0) return refusal(unknown, column.tensor.dtype, i, checks);
  }
  return undefined;
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
  const [major = 0, minor = 0] = version;
  if (major === 0 || (major === 1 && minor === 0))
    return valueError(`Input contains ${allowNaN ? "infinity" : "NaN, infinity"} or ${tooLarge}.`);
  return valueError(nan && !allowNaN ? "Input contains NaN." : `Input contains infinity or ${tooLarge}.`);
}

/** The distinct cells that are no categories, sorted; None and NaN last. */
function unknownCells({ tensor, offset, stride }: Column, rows: number, code: ColumnCodes): HostValue[] {
  const known = codesByKey(code);
  const seen = new Map<unknown, HostValue>();
  for (let i = 0, p = offset; i < rows; i++, p += stride) {
    const cell = tensor.at(p);
    const key = keyOf(cell);
    if (!known.has(key) && !seen.has(key)) seen.set(key, cell);
  }
  return [...seen.values()].sort(inOrder);
}

function inOrder(a: HostValue, b: HostValue): number {
  const rank = (cell: HostValue) => (cell === null ? 2 : Number.isNaN(cell) ? 3 : typeof cell === "string" ? 1 : 0);
  const [x, y] = [rank(a), rank(b)];
  if (x !== y) return x - y;
  if (typeof a === "string" && typeof b === "string") return a < b ? -1 : a > b ? 1 : 0;
  return x === 0 ? Number(a) - Number(b) : 0;
}

function refusal(cells: readonly HostValue[], dtype: Tensor["dtype"], column: number, { words, typed }: CategoryChecks): ModelError {
  if (words === "legacy") {
    if (cells.some((cell) => Number(cell) < 0))
      return valueError(
        "OneHotEncoder in legacy mode cannot handle categories encoded as negative integers. Please set categories='auto' explicitly to " +
          "be able to use arbitrary integer values as category identifiers.",
      );
    return valueError(`unknown categorical feature present [${cells.map(String).join(" ")}] during transform.`);
  }
  const texts = cells.map((cell) => representation(cell, dtype));
  if (words === "labels") return valueError(`y contains previously unseen labels: [${texts.join(", ")}]`);
  const scalars =
    typed && dtype !== "object" && dtype !== "string"
      ? texts.map((text) => `np.${dtype === "bool" ? "" : `${dtype}(`}${text}${dtype === "bool" ? "_" : ")"}`)
      : texts;
  return valueError(`Found unknown categories [${scalars.join(", ")}] in column ${column} during transform`);
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
