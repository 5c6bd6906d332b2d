import { ModelError } from "../../../errors.js";
import { categories, literal, withCases } from "./regex-classes.js";

/** A Python pattern as JavaScript's, and how many groups it captures. */
export interface Translated {
  readonly pattern: RegExp;
  readonly groups: number;
}

interface Flags {
  readonly ascii: boolean;
  readonly ignoreCase: boolean;
  readonly multiline: boolean;
  readonly dotAll: boolean;
}

/**
 * Python's `re.compile(source)` for str, to be used with `match` and `matchAll`: what a character class means is spelled out, since
 * JavaScript's \w, \b, \s, ^, $ and case folding are not Python's. Throws `sklearn/unsupported` at what JavaScript cannot say the same.
 */
export function translatePattern(source: string, where: string): Translated {
  const parser = new Parser(source, where);
  const body = parser.pattern();
  return { pattern: new RegExp(body, "gv"), groups: parser.groups };
}

class Parser {
  #at = 0;
  #flags: Flags = { ascii: false, ignoreCase: false, multiline: false, dotAll: false };
  groups = 0;

  constructor(
    readonly source: string,
    readonly where: string,
  ) {}

  pattern(): string {
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

  #peek(text: string): boolean {
    return this.source.startsWith(text, this.#at);
  }

  #take(): string {
    const char = String.fromCodePoint(this.source.codePointAt(this.#at) ?? 0);
    this.#at += char.length;
    return char;
  }

  #alternatives(): string {
    const parts = [this.#sequence()];
    while (this.#peek("|")) {
      this.#at++;
      parts.push(this.#sequence());
    }
    return parts.join("|");
  }

  #sequence(): string {
    let out = "";
    while (this.#at < this.source.length && !this.#peek("|") && !this.#peek(")")) {
      const before = this.groups;
      const start = this.#at;
      const item = this.#item();
      const repeat = this.#quantifier();
      // A group that captures again and again keeps its last capture in Python, and is emptied each time in JavaScript.
      const own = this.source[start] === "(" && this.source[start + 1] !== "?" ? 1 : this.#namedAt(start) ? 1 : 0;
      if (repeat !== "" && this.groups - before > own) this.refuse("a group that captures inside a repeated one");
      out += item + repeat;
    }
    return out;
  }

  #namedAt(start: number): boolean {
    return this.source.startsWith("(?P<", start);
  }

  #quantifier(): string {
    const found = /^(?:[*+?]|\{(\d*)(?:(,)(\d*))?\})/.exec(this.source.slice(this.#at));
    if (!found || found[0] === "{}" || found[0] === "{,}") return "";
    this.#at += found[0].length;
    const [all, low = "", comma = "", high = ""] = found;
    let text = all;
    if (all.startsWith("{")) text = `{${low === "" ? "0" : low}${comma}${high}}`;
    if (this.#peek("+")) this.refuse("a possessive quantifier");
    if (this.#peek("*")) this.refuse("a repeated quantifier");
    if (!this.#peek("?")) return text;
    this.#at++;
    return `${text}?`;
  }

  #item(): string {
    const { ascii, multiline, dotAll } = this.#flags;
    const char = this.#take();
    switch (char) {
      case "(":
        return this.#group();
      case "[":
        return this.#set();
      case "\\":
        return this.#escape();
      case ".":
        return dotAll ? "[\\s\\S]" : "[^\\n]";
      case "^":
        return multiline ? "(?<![^\\n])" : "(?<![\\s\\S])";
      case "$":
        return multiline ? "(?![^\\n])" : "(?=\\n?(?![\\s\\S]))";
      case "*":
      case "+":
      case "?":
        return this.refuse("a quantifier with nothing to repeat");
      default:
        return this.#flags.ignoreCase ? `[${withCases(char, ascii) ?? this.refuse("a letter beyond ASCII under (?i)")}]` : literal(char);
    }
  }

  #group(): string {
    const open = this.#groupOpening();
    const body = this.#alternatives();
    if (!this.#peek(")")) this.refuse("a group that does not end");
    this.#at++;
    return `${open}${body})`;
  }

  #groupOpening(): string {
    if (!this.#peek("?")) {
      this.groups++;
      return "(";
    }
    for (const same of ["?:", "?=", "?!", "?<=", "?<!"])
      if (this.#peek(same)) {
        this.#at += same.length;
        return `(${same}`;
      }
    const named = /^\?P<[^>]+>/.exec(this.source.slice(this.#at));
    if (!named) return this.refuse(`the group (${this.source.slice(this.#at, this.#at + 3)}…`);
    this.#at += named[0].length;
    this.groups++;
    return "(";
  }

  #escape(): string {
    const { ascii } = this.#flags;
    const char = this.#take();
    const sets = categories(ascii);
    if (char in sets) return sets[char] as string;
    const word = sets.w as string;
    if (char === "b") return `(?:(?<=${word})(?!${word})|(?<!${word})(?=${word}))`;
    if (char === "B") return `(?:(?<=${word})(?=${word})|(?<!${word})(?!${word}))`;
    if (char === "A") return "(?<![\\s\\S])";
    if (char === "Z") return "(?![\\s\\S])";
    const plain = this.#plainEscape(char);
    return this.#flags.ignoreCase ? `[${withCases(plain, ascii) ?? this.refuse("a letter beyond ASCII under (?i)")}]` : literal(plain);
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

  #set(): string {
    const negated = this.#peek("^");
    if (negated) this.#at++;
    const parts: string[] = [];
    for (let first = true; first || !this.#peek("]"); first = false) {
      if (this.#at >= this.source.length) this.refuse("a set that does not end");
      parts.push(this.#member());
    }
    this.#at++;
    return `[${negated ? "^" : ""}${parts.join("")}]`;
  }

  #member(): string {
    const { ascii, ignoreCase } = this.#flags;
    const low = this.#character();
    if (low.length > 1 && low.startsWith("[")) return low;
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

  /** One character of a set, or a whole category in brackets. */
  #character(): string {
    const char = this.#take();
    if (char !== "\\") return char;
    const escaped = this.#take();
    const sets = categories(this.#flags.ascii);
    if (escaped in sets) return sets[escaped] as string;
    return escaped === "b" ? "\b" : this.#plainEscape(escaped);
  }
}
