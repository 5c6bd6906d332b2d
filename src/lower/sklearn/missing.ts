import { checkFinite, checkNumeric } from "../../graph/ops/input.js";
import { isMissing, type MissingMark } from "../../graph/ops/missing.js";
import type { Value } from "../../graph/value.js";
import { isFloating, isInteger } from "../../tensor.js";
import type { Self } from "./define.js";
import { field, number, wrong } from "./fields.js";

/** `missing_values`: NaN, None, a number or a text. */
export const missingMark = field<MissingMark>("nan | None | number | str", (value, where) => {
  if (value === undefined || value === null) return { kind: "none" };
  if (typeof value === "string") return { kind: "text", value };
  const real = number(value as never);
  if (typeof real === "string") return { kind: "text", value: real };
  if (real === undefined) return wrong(value, where, "NaN, None, a number or a text");
  return Number.isNaN(real) ? { kind: "nan" } : { kind: "number", value: Number(real) };
});

/** Which cells are missing (sklearn/utils/_mask.py: _get_mask); integers are never NaN. */
export function missingCells(x: Value, mark: MissingMark): Value {
  if (x.layout === "csr" || x.dtype === "object" || x.dtype === "string") return isMissing([x], { mark })[0] as Value;
  return mark.kind === "number" ? x.equal(mark.value) : x.isNaN();
}

const isNumeric = (x: Value): boolean => isFloating(x.dtype) || isInteger(x.dtype);

/** What imputers say of rows and `missing_values` that do not go together (sklearn/impute/_base.py: _check_inputs_dtype). */
export function checkMissingDtype(x: Value, mark: MissingMark, m: Self): Value {
  const { className } = m;
  if (isNumeric(x) && (mark.kind === "text" || mark.kind === "none")) {
    const type = mark.kind === "text" ? "<class 'str'>" : "<class 'NoneType'>";
    return m.refuse(
      `'X' and 'missing_values' types are expected to be both numerical. Got X.dtype=${x.dtype} and  type(missing_values)=${type}.`,
    );
  }
  if (isNumeric(x) || x.dtype === "object") return x;
  const dtype = x.dtype === "string" ? "<U{width}" : x.dtype;
  const message =
    `${className} does not support data with dtype ${dtype}. Please provide either a numeric array (with a floating point or integer ` +
    "dtype) or categorical data represented either as an array with integer dtype or an array of string values with an object dtype.";
  const refusal = { message, python: "ValueError", columns: undefined };
  return checkFinite([x], { estimator: className, allowNaN: true, anything: true, argument: "X", version: m.version, refusal })[0] as Value;
}

/** Texts among numbers that a strategy computes with, in the words of the version. */
export function checkConvertible(x: Value, strategy: string, m: Self): Value {
  if (x.dtype !== "object" && x.dtype !== "string") return x;
  const kind = x.dtype === "object" ? "O" : "U";
  const message = m.atLeast(0, 21)
    ? `Cannot use ${strategy} strategy with non-numeric data:\ncould not convert string to float: {text}`
    : `Cannot use ${strategy} strategy with non-numeric data. Received datatype :${kind}.`;
  return checkNumeric([x], { message })[0] as Value;
}
