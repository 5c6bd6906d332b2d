import { kinds } from "./pattern-tree.js";

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

const { word, space, other, all } = kinds;
const held: Readonly<Record<string, { readonly some: number; readonly whole: number }>> = {
  w: { some: word, whole: word },
  W: { some: space | other, whole: space | other },
  d: { some: word, whole: 0 },
  D: { some: all, whole: space | other },
  s: { some: space, whole: space },
  S: { some: word | other, whole: word | other },
};

/** Which kinds of characters beyond ASCII a category holds some of, and which wholly. */
export function kindsOf(category: string, asciiOnly: boolean): { readonly some: number; readonly whole: number } {
  if (!asciiOnly) return held[category] ?? { some: all, whole: 0 };
  return /[wds]/.test(category) ? { some: 0, whole: 0 } : { some: all, whole: all };
}
