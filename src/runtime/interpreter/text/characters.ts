/** Python's classes of characters: `\w` is str.isalnum or an underscore, `\s` is str.isspace (Modules/_sre.c: SRE_CATEGORY_UNI_…). */
const WORD = /[\p{L}\p{N}_]/u;
const NO = 1;
const YES = 2;

/** What was asked of each UTF-16 unit, 0 where nothing was; surrogates are asked as pairs. */
const known = new Uint8Array(0x10000);
for (let code = 0; code < 128; code++) known[code] = WORD.test(String.fromCharCode(code)) ? YES : NO;

/** Units of the word character at `i`: 1, 2 for one beyond the basic plane, 0 where there is none. */
export function wordUnits(text: string, i: number): 0 | 1 | 2 {
  const code = text.charCodeAt(i);
  const found = known[code];
  if (found === YES) return 1;
  if (found === NO) return 0;
  if (code >= 0xd800 && code < 0xe000) return WORD.test(String.fromCodePoint(text.codePointAt(i) ?? code)) ? 2 : 0;
  const word = WORD.test(String.fromCharCode(code));
  known[code] = word ? YES : NO;
  return word ? 1 : 0;
}

/** str.isspace(). */
const SPACE = "\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000";
const SPACES = new RegExp(`[${SPACE}]{2,}`, "g");
const WORDS = new RegExp(`[^${SPACE}]+`, "g");

/** `re.sub(r"\s\s+", " ", text)`. */
export const squeezeSpaces = (text: string): string => text.replace(SPACES, " ");

/** `text.split()`. */
export const splitSpaces = (text: string): string[] => text.match(WORDS) ?? [];

const ASCII = /^\p{ASCII}*$/u;
/** Sorts after every other combining character but itself. */
const LAST_MARK = "\u0345";
const combining = new Map<string, boolean>([[LAST_MARK, true]]);

/** Whether a character of a decomposed text has a combining class: canonical ordering moves it before a mark of the last class. */
function isCombining(char: string): boolean {
  let found = combining.get(char);
  if (found === undefined) {
    found = !(LAST_MARK + char).normalize("NFD").startsWith(LAST_MARK);
    combining.set(char, found);
  }
  return found;
}

/** strip_accents_unicode: the NFKD form without combining characters. */
export function stripMarks(text: string): string {
  if (ASCII.test(text)) return text;
  let out = "";
  for (const char of text.normalize("NFKD")) if (char < "\x80" || !isCombining(char)) out += char;
  return out;
}

/** strip_accents_ascii: what is ASCII of the NFKD form. */
export const stripToAscii = (text: string): string => (ASCII.test(text) ? text : text.normalize("NFKD").replace(/\P{ASCII}+/gu, ""));
