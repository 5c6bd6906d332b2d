/** str.isspace(), for RegExp with the flag v. */
const SPACE = "\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000";

const unicode: Readonly<Record<string, string>> = {
  w: "[\\p{L}\\p{N}_]",
  W: "[^\\p{L}\\p{N}_]",
  d: "[\\p{Nd}]",
  D: "[^\\p{Nd}]",
  s: `[${SPACE}]`,
  S: `[^${SPACE}]`,
};
const ascii: Readonly<Record<string, string>> = {
  w: "[a-zA-Z0-9_]",
  W: "[^a-zA-Z0-9_]",
  d: "[0-9]",
  D: "[^0-9]",
  s: "[\\t-\\r ]",
  S: "[^\\t-\\r ]",
};

/** Python's categories by their letter (Lib/re/_parser.py: CATEGORIES), as sets that stand alone or within sets. */
export const categories = (asciiOnly: boolean): Readonly<Record<string, string>> => (asciiOnly ? ascii : unicode);

/** A character without any meaning of its own. */
export const literal = (char: string): string => (/^[a-zA-Z0-9_ ]$/.test(char) ? char : `\\u{${(char.codePointAt(0) ?? 0).toString(16)}}`);

/** What beside its other case is an ASCII letter under (?i) (Lib/re/_casefix.py, and str.lower of single characters). */
const relatives: Readonly<Record<string, string>> = { i: "\u0130\u0131", s: "\u017f", k: "\u212a" };

/** The members of a set that equal a character under (?i); undefined for letters beyond ASCII. */
export function withCases(char: string, asciiOnly: boolean): string | undefined {
  if (char > "\x7f") return char.toLowerCase() === char.toUpperCase() ? literal(char) : undefined;
  const lower = char.toLowerCase();
  const upper = char.toUpperCase();
  if (lower === upper) return literal(char);
  const others = asciiOnly ? "" : (relatives[lower] ?? "");
  return [lower, upper, ...others].map(literal).join("");
}
