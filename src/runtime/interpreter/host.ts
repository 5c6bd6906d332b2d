import { ModelError } from "../../errors.js";
import type { HostValue } from "../../tensor.js";

/** Python's `==` of two cells of an object or string array. */
export function hostEquals(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (a instanceof Date && b instanceof Date) return a.getTime() === b.getTime();
  if (typeof a === "string" || typeof b === "string") return false;
  if (a === null || b === null || typeof a === "object" || typeof b === "object") return false;
  // True == 1 == 1.0, and a bigint equals the number of the same value.
  const [x, y] = [typeof a === "boolean" ? Number(a) : a, typeof b === "boolean" ? Number(b) : b];
  if (typeof x === "bigint" && typeof y === "number") return Number.isInteger(y) && x === BigInt(y);
  if (typeof y === "bigint" && typeof x === "number") return Number.isInteger(x) && y === BigInt(x);
  return x === y;
}

/** Python's `repr` of a float, which is also `str` of a float64: shortest digits, exponent below 1e-4 and from 1e16. */
export function floatText(value: number): string {
  return decimalText(value, Math.abs(value).toExponential());
}

/** The same for a float32: the fewest digits that read back as the same float32. */
export function float32Text(value: number): string {
  if (!Number.isFinite(value)) return decimalText(value, "");
  for (let digits = 0; digits < 9; digits++) {
    const text = Math.abs(value).toExponential(digits);
    if (Math.fround(Number(text)) === Math.abs(value)) return decimalText(value, text);
  }
  return floatText(value);
}

/** `scientific` is the magnitude with its digits, as toExponential writes it. */
function decimalText(value: number, scientific: string): string {
  if (Number.isNaN(value)) return "nan";
  if (!Number.isFinite(value)) return value < 0 ? "-inf" : "inf";
  const sign = value < 0 || Object.is(value, -0) ? "-" : "";
  const [mantissa = "0", power = "0"] = scientific.split("e");
  const exponent = Number(power);
  const digits = mantissa.replace(".", "").replace(/0+$/, "") || "0";
  if (value !== 0 && (exponent < -4 || exponent >= 16)) {
    const rest = digits.length > 1 ? `.${digits.slice(1)}` : "";
    return `${sign}${digits[0]}${rest}e${exponent < 0 ? "-" : "+"}${String(Math.abs(exponent)).padStart(2, "0")}`;
  }
  if (exponent < 0) return `${sign}0.${"0".repeat(-exponent - 1)}${digits}`;
  const whole = digits.slice(0, exponent + 1).padEnd(exponent + 1, "0");
  return `${sign}${whole}.${digits.slice(exponent + 1) || "0"}`;
}

/** Python's `float(text)`. */
export function parseFloatText(text: string): number {
  const trimmed = text.trim().replace(/(?<=\d)_(?=\d)/g, "");
  if (/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(trimmed)) return Number(trimmed);
  const word = /^([+-]?)(inf|infinity|nan)$/i.exec(trimmed);
  if (word) return word[2]?.toLowerCase() === "nan" ? Number.NaN : word[1] === "-" ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  throw new ModelError("input/value", `could not convert string to float: ${quoted(text)}`, { where: "Cast", python: "ValueError" });
}

/** A cell of an object array as NumPy makes it a float: None is NaN. */
export function hostNumber(value: HostValue): number {
  if (value === null) return Number.NaN;
  if (typeof value === "number") return value;
  if (typeof value === "boolean" || typeof value === "bigint") return Number(value);
  if (typeof value === "string") return parseFloatText(value);
  const kind = value instanceof Date ? "datetime.datetime" : value instanceof Map ? "dict" : "list";
  throw new ModelError("input/value", `float() argument must be a string or a real number, not '${kind}'`, {
    where: "Cast",
    python: "TypeError",
  });
}

/** Python's `str` of a cell of an object array. */
export function hostText(value: HostValue): string {
  if (value === null) return "None";
  if (typeof value === "boolean") return value ? "True" : "False";
  if (typeof value === "number") return Number.isInteger(value) && Math.abs(value) < 1e16 ? String(value) : floatText(value);
  return String(value);
}

/** Python's `repr` of a string without control characters. */
function quoted(text: string): string {
  return text.includes("'") && !text.includes('"') ? `"${text}"` : `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
}
