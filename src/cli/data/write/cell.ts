import type { HostValue } from "../../../tensor.js";

/** Digits that always tell one float32 from the next. */
const FLOAT32_DIGITS = 9;
const FLOAT32_FEWEST = 6;

/**
 * The shortest text that reads as the same number: of float64, or of float32 where `single`. Integral floats keep a `.0`, and
 * infinities are `inf` and `-inf`, as pandas writes them.
 */
export function numberText(value: number, floating: boolean, single: boolean): string {
  if (value === Number.POSITIVE_INFINITY) return "inf";
  if (value === Number.NEGATIVE_INFINITY) return "-inf";
  const text = Object.is(value, -0) ? "-0" : String(single ? shortestSingle(value) : value);
  return floating && /^-?\d+$/.test(text) ? `${text}.0` : text;
}

/** The number with the fewest digits that rounds to the same float32. */
export function shortestSingle(value: number): number {
  for (let digits = FLOAT32_FEWEST; digits < FLOAT32_DIGITS; digits++) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === value) return short;
  }
  return Number(value.toPrecision(FLOAT32_DIGITS));
}

/** A cell of CSV; missing values (NaN and None) are empty. */
export function csvCell(value: HostValue, floating: boolean, single: boolean): string {
  if (value === null) return "";
  if (typeof value === "number") return Number.isNaN(value) ? "" : numberText(value, floating, single);
  if (typeof value === "boolean") return value ? "True" : "False";
  if (typeof value === "bigint") return String(value);
  return quote(typeof value === "string" ? value : value instanceof Date ? value.toISOString() : jsonText(value, false));
}

/** RFC 4180; also cells with outer spaces, which some readers drop. */
export function quote(text: string): string {
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** JSON: NaN and the infinities, which it does not know, are null; integers keep every digit. */
export function jsonText(value: HostValue, single: boolean): string {
  if (typeof value === "number")
    return Number.isFinite(value) ? (Object.is(value, -0) ? "-0.0" : String(single ? shortestSingle(value) : value)) : "null";
  if (typeof value === "bigint") return String(value);
  if (Array.isArray(value)) return `[${(value as readonly HostValue[]).map((each) => jsonText(each, single)).join(",")}]`;
  if (value instanceof Map) return `{${[...value].map(([key, each]) => `${JSON.stringify(key)}:${jsonText(each, single)}`).join(",")}}`;
  return JSON.stringify(value);
}
