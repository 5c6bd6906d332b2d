import { ModelError } from "../../../errors.js";
import { captures, emptiesLast, kinds, nullable, type Pattern, size, width } from "./pattern-tree.js";
import { categories, kindsOf, literal, withCases } from "./regex-classes.js";

/** A Python pattern as a tree, and how many groups it captures. */
export interface Parsed {
  readonly pattern: Pattern;
  readonly groups: number;
}

/** The most characters of a pattern, parentheses in one another, and instructions with repetitions written out. */
const MAX_LENGTH = 10_000;
const MAX_NESTING = 200;
const MAX_SIZE = 10_000;
/** Characters of a quantifier: {, two counts and }. */
const MAX_QUANTIFIER = 40;

interface Flags {
  readonly ascii: boolean;
  readonly ignoreCase: boolean;
  readonly multiline: boolean;
  readonly dotAll: boolean;
}

/**
 * Python's `re.compile(source)` for str. Character sets are spelled out, since JavaScript's \w, \b, \s, ^, $ and case folding are not
 * Python's. Throws `sklearn/unsupported` at what JavaScript cannot say the same, and at what is too large to be a pattern of words.
 */
export function parsePattern(source: string, where: string): Parsed {
  const parser = new Parser(source, where);
  if (source.length > MAX_LENGTH) parser.tooLarge(`${source.length} characters`, MAX_LENGTH);
  const pattern = parser.pattern();
  const instructions = size(pattern);
  if (!(instructions <= MAX_SIZE)) parser.tooLarge(`${instructions} steps, repetitions written out`, MAX_SIZE);
  return { pattern, groups: parser.groups };
}

class Parser {
  #at = 0;
  #depth = 0;
  #flags: Flags = { ascii: false, ignoreCase: false, multiline: false, dotAll: false };
  groups = 0;

  constructor(
    readonly source: string,
    readonly where: string,
  ) {}

  pattern(): Pattern {
    const flags = /^\(\?([aiLmsux]+)\)/.exec(this.source);
    if (flags) {
      const [all, letters = ""] = flags;
      for (const letter of letters) if (letter === "L" || letter === "x") this.refuse(`the flag (?${letter})`);
      const has = (letter: string) => letters.includes(letter);
      this.#flags = { ascii: has("a"), ignoreCase: has("i"), multiline: has("m"), dotAll: has("s") };
      this.#at = all.length;
    }
    const body = this.#alternatives();
    if (this.#at < this.source.length) this.refuse("an unbalanced parenthesis");
    return body;
  }

  refuse(what: string): never {
    throw new ModelError(
      "sklearn/unsupported",
      `${this.where} is ${JSON.stringify(this.source)}: ${what} means something else in JavaScript than in Python's re, or nothing.`,
      { where: this.where },
    );
  }

  tooLarge(what: string, most: number): never {
    throw new ModelError("sklearn/unsupported", `${this.where} is a pattern of ${what}; at most ${most} are read.`, { where: this.where });
  }

  #peek(text: string): boolean {
    return this.source.startsWith(text, this.#at);
  }

  #take(): string {
    const char = String.fromCodePoint(this.source.codePointAt(this.#at) ?? 0);
    this.#at += char.length;
    return char;
  }

  #alternatives(): Pattern {
    const branches = [this.#sequence()];
    while (this.#peek("|")) {
      this.#at++;
      branches.push(this.#sequence());
    }
    return branches.length === 1 ? (branches[0] as Pattern) : { kind: "choice", branches };
  }

  #sequence(): Pattern {
    const items: Pattern[] = [];
    while (this.#at < this.source.length && !this.#peek("|") && !this.#peek(")")) items.push(this.#repeated(this.#item()));
    return items.length === 1 ? (items[0] as Pattern) : { kind: "sequence", items };
  }

  /** An item with the quantifier behind it, if there is one. */
  #repeated(body: Pattern): Pattern {
    const found = /^(?:[*+?]|\{(\d*)(?:(,)(\d*))?\})/.exec(this.source.slice(this.#at, this.#at + MAX_QUANTIFIER));
    if (!found || found[0] === "{}") return body;
    this.#at += found[0].length;
    const [all, low = "", comma = "", high = ""] = found;
    const least = all === "+" ? 1 : Number(low);
    const most =
      all === "?" ? 1 : all === "*" || all === "+" || (comma !== "" && high === "") ? Number.POSITIVE_INFINITY : Number(high || low);
    if (most < least) this.refuse("a repetition with its least above its most");
    if (this.#peek("+")) this.refuse("a possessive quantifier");
    const lazy = this.#peek("?");
    if (lazy) this.#at++;
    if (/^(?:[*+?]|\{\d*,?\d*\})/.test(this.source.slice(this.#at, this.#at + MAX_QUANTIFIER)) && !this.#peek("{}"))
      this.refuse("a repeated quantifier");
    if (body.kind === "assert" || body.kind === "look") this.refuse("a repeated assertion");
    // A group that captures again and again keeps its last capture in Python, and is emptied each time in JavaScript.
    if (captures(body.kind === "group" ? body.body : body)) this.refuse("a group that captures inside a repeated one");
    // Python ends a repetition at the first empty match, JavaScript skips it: the same only where nothing else is left to try.
    if (most > 1 && nullable(body) && (!emptiesLast(body) || captures(body))) this.refuse("a repetition of what may be empty");
    return { kind: "repeat", body, least, most, lazy };
  }

  #set(source: string, some: number): Pattern {
    return { kind: "set", source, some };
  }

  #assert(what: Extract<Pattern, { kind: "assert" }>["what"]): Pattern {
    return { kind: "assert", what, word: what === "boundary" || what === "noBoundary" ? (categories(this.#flags.ascii).w as string) : "" };
  }

  #one(char: string): Pattern {
    const { ascii, ignoreCase } = this.#flags;
    if (!ignoreCase) return this.#set(`[${literal(char)}]`, char > "\x7f" ? kinds.all : 0);
    const cases = withCases(char, ascii) ?? this.refuse("a letter beyond ASCII under (?i)");
    return this.#set(`[${cases}]`, kinds.all);
  }

  #item(): Pattern {
    const { multiline, dotAll } = this.#flags;
    const char = this.#take();
    switch (char) {
      case "(":
        return this.#group();
      case "[":
        return this.#class();
      case "\\":
        return this.#escape();
      case ".":
        return this.#set(dotAll ? "[\\s\\S]" : "[^\\n]", kinds.all);
      case "^":
        return this.#assert(multiline ? "lineStart" : "start");
      case "$":
        return this.#assert(multiline ? "lineEnd" : "end");
      case "*":
      case "+":
      case "?":
        return this.refuse("a quantifier with nothing to repeat");
      default:
        return this.#one(char);
    }
  }

  #group(): Pattern {
    if (++this.#depth > MAX_NESTING) this.tooLarge(`${this.#depth} parentheses in one another`, MAX_NESTING);
    const wrap = this.#groupOpening();
    const body = this.#alternatives();
    if (!this.#peek(")")) this.refuse("a group that does not end");
    this.#at++;
    this.#depth--;
    return wrap(body);
  }

  #groupOpening(): (body: Pattern) => Pattern {
    const capturing = (body: Pattern): Pattern => ({ kind: "group", body });
    if (!this.#peek("?")) {
      this.groups++;
      return capturing;
    }
    for (const [opening, wrap] of this.#openings)
      if (this.#peek(opening)) {
        this.#at += opening.length;
        return wrap;
      }
    const named = /^\?P<[^>]+>/.exec(this.source.slice(this.#at));
    if (!named) return this.refuse(`the group (${this.source.slice(this.#at, this.#at + 3)}…`);
    this.#at += named[0].length;
    this.groups++;
    return capturing;
  }

  readonly #openings: readonly (readonly [string, (body: Pattern) => Pattern])[] = [
    ["?:", (body) => body],
    ["?=", (body) => ({ kind: "look", body, behind: false, negated: false })],
    ["?!", (body) => this.#uncaptured({ kind: "look", body, behind: false, negated: true })],
    ["?<=", (body) => this.#fixed({ kind: "look", body, behind: true, negated: false })],
    ["?<!", (body) => this.#uncaptured(this.#fixed({ kind: "look", body, behind: true, negated: true }))],
  ];

  #fixed(look: Extract<Pattern, { kind: "look" }>): Pattern {
    return width(look.body) === undefined ? this.refuse("a look-behind of no fixed width") : look;
  }

  #uncaptured(look: Pattern): Pattern {
    return captures(look) ? this.refuse("a group that captures where nothing may match") : look;
  }

  #escape(): Pattern {
    const { ascii } = this.#flags;
    const char = this.#take();
    const sets = categories(ascii);
    if (Object.hasOwn(sets, char)) return this.#set(sets[char] as string, kindsOf(char, ascii).some);
    if (char === "b") return this.#assert("boundary");
    if (char === "B") return this.#assert("noBoundary");
    if (char === "A") return this.#assert("start");
    if (char === "Z") return this.#assert("veryEnd");
    return this.#one(this.#plainEscape(char));
  }

  /** The character that an escape stands for. */
  #plainEscape(char: string): string {
    const control: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\r", f: "\f", v: "\v", a: "\x07", "0": "\0" };
    const known = control[char];
    if (known !== undefined) {
      if (char === "0" && /^[0-7]/.test(this.source.slice(this.#at))) return this.refuse("an octal escape");
      return known;
    }
    const width = { x: 2, u: 4, U: 8 }[char];
    if (width !== undefined) {
      const digits = this.source.slice(this.#at, this.#at + width);
      const code = Number.parseInt(digits, 16);
      if (!/^[0-9a-fA-F]+$/.test(digits) || digits.length < width || code > 0x10ffff) return this.refuse(`the escape \\${char}${digits}`);
      this.#at += width;
      return String.fromCodePoint(code);
    }
    if (/[1-9]/.test(char)) return this.refuse("a reference to a group");
    if (/[a-zA-Z]/.test(char) || char === "\0") return this.refuse(`the escape \\${char}`);
    return char;
  }

  #class(): Pattern {
    const negated = this.#peek("^");
    if (negated) this.#at++;
    const parts: string[] = [];
    const held = { some: 0, whole: 0 };
    for (let first = true; first || !this.#peek("]"); first = false) {
      if (this.#at >= this.source.length) this.refuse("a set that does not end");
      const { source, some, whole } = this.#member();
      parts.push(source);
      held.some |= some;
      held.whole |= whole;
    }
    this.#at++;
    return this.#set(`[${negated ? "^" : ""}${parts.join("")}]`, negated ? kinds.all & ~held.whole : held.some);
  }

  #member(): { readonly source: string; readonly some: number; readonly whole: number } {
    const { ascii } = this.#flags;
    const category = this.#peek("\\") ? (this.source[this.#at + 1] ?? "") : "";
    if (Object.hasOwn(categories(ascii), category)) {
      this.#at += 2;
      return { source: categories(ascii)[category] as string, ...kindsOf(category, ascii) };
    }
    const source = this.#characters();
    return { source, some: /^(?:[a-zA-Z0-9_ -]|\\u\{[0-7]?[0-9a-f]\})*$/.test(source) ? 0 : kinds.all, whole: 0 };
  }

  /** One character of a set, or a range, as JavaScript spells it. */
  #characters(): string {
    const { ascii, ignoreCase } = this.#flags;
    const low = this.#character();
    const range = this.#peek("-") && !this.source.startsWith("-]", this.#at) && this.#at + 1 < this.source.length;
    if (!range) return ignoreCase ? (withCases(low, ascii) ?? this.refuse("a letter beyond ASCII under (?i)")) : literal(low);
    this.#at++;
    const high = this.#character();
    const [from, to] = [low.codePointAt(0) ?? 0, high.codePointAt(0) ?? 0];
    if (high.length > 2 || to < from) this.refuse("a range that ends before it begins");
    if (!ignoreCase) return `${literal(low)}-${literal(high)}`;
    if (to > 127) this.refuse("a range beyond ASCII under (?i)");
    let all = "";
    for (let code = from; code <= to; code++) all += withCases(String.fromCharCode(code), ascii);
    return all;
  }

  #character(): string {
    const char = this.#take();
    if (char !== "\\") return char;
    const escaped = this.#take();
    if (Object.hasOwn(categories(this.#flags.ascii), escaped)) this.refuse("a range up to a whole category");
    return escaped === "b" ? "\b" : this.#plainEscape(escaped);
  }
}
