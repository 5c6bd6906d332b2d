/**
 * What pandas.read_csv takes for a missing value (pandas/_libs/parsers.pyx: STR_NA_VALUES). Quoting does not matter.
 */
const MISSING: ReadonlySet<string> = new Set(
  ["", "#N/A", "#N/A N/A", "#NA", "-1.#IND", "-1.#QNAN", "-NaN", "-nan", "1.#IND", "1.#QNAN", "<NA>", "N/A", "NA", "NULL", "NaN"].concat([
    "None",
    "n/a",
    "nan",
    "null",
  ]),
);
const INTEGER = /^[ \t]*[+-]?[0-9]+[ \t]*$/;
const NUMBER = /^[ \t]*[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?[ \t]*$/;
const INFINITE = /^[ \t]*([+-]?)inf(?:inity)?[ \t]*$/i;
const TRUE = /^true$/i;
const FALSE = /^false$/i;

/** Whether a cell stands for a missing value. */
export function isMissing(cell: string): boolean {
  // Numbers are most cells, and none of the words is longer than 8 characters.
  if (cell.length > 8) return false;
  const first = cell.charCodeAt(0);
  return (first >= 50 && first <= 57) || first === 48 ? false : MISSING.has(cell);
}

export function isInteger(cell: string): boolean {
  return INTEGER.test(cell);
}

/** A cell's number, correctly rounded (as float_precision="round_trip"); undefined where it is none. */
export function numberOf(cell: string): number | undefined {
  if (NUMBER.test(cell)) return Number(cell);
  const infinite = INFINITE.exec(cell);
  if (!infinite) return undefined;
  return infinite[1] === "-" ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
}

export function booleanOf(cell: string): boolean | undefined {
  return TRUE.test(cell) ? true : FALSE.test(cell) ? false : undefined;
}
