import { ModelError } from "../../errors.js";

/** A Python literal, as far as .npy headers hold them. A dict's keys are strings. */
export type Literal = null | boolean | number | string | readonly Literal[] | LiteralTuple | ReadonlyMap<string, Literal>;

export class LiteralTuple {
  constructor(readonly items: readonly Literal[]) {}
}

/** Nesting of a structured dtype; NumPy itself refuses more than 64 or so. */
const MAX_DEPTH = 64;

/**
 * Reads one Python literal and nothing else: strings, integers (a trailing `L` of Python 2 included), booleans, None, tuples,
 * lists and dicts with string keys. The counterpart of `numpy.lib.format`'s `literal_eval`.
 */
export function parseLiteral(text: string, where: string): Literal {
  const parser = new LiteralParser(text, where);
  const value = parser.value(0);
  parser.end();
  return value;
}

const ESCAPES: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t", "\\": "\\", "'": "'", '"': '"' };

class LiteralParser {
  #at = 0;

  constructor(
    readonly text: string,
    readonly where: string,
  ) {}

  value(depth: number): Literal {
    if (depth > MAX_DEPTH) throw this.#error(`nests deeper than ${MAX_DEPTH} levels`);
    this.#space();
    const char = this.text[this.#at];
    if (char === "(") return this.#tuple(depth);
    if (char === "[") return this.#items("]", depth).items;
    if (char === "{") return this.#dict(depth);
    const string = this.#match(/[ubUB]?(['"])((?:(?!\1)[^\\\n]|\\.)*)\1/y);
    if (string) return this.#unescape(string[2] ?? "");
    const number = this.#match(/-?\d{1,16}(?=[L\s,)\]}:]|$)L?/y);
    if (number) return Number.parseInt(number[0], 10);
    const word = this.#match(/True|False|None/y)?.[0];
    if (word !== undefined) return word === "None" ? null : word === "True";
    throw this.#error("holds something that is no literal");
  }

  end(): void {
    this.#space();
    if (this.#at < this.text.length) throw this.#error("goes on behind its value");
  }

  #tuple(depth: number): Literal {
    const { items, comma } = this.#items(")", depth);
    const [only] = items;
    return items.length === 1 && !comma && only !== undefined ? only : new LiteralTuple(items);
  }

  #items(close: string, depth: number): { items: Literal[]; comma: boolean } {
    this.#at++;
    const items: Literal[] = [];
    let comma = true;
    for (;;) {
      if (this.#take(close)) return { items, comma: comma && items.length > 0 };
      if (!comma) throw this.#error("misses a comma");
      items.push(this.value(depth + 1));
      comma = this.#take(",");
    }
  }

  #dict(depth: number): Literal {
    this.#at++;
    const map = new Map<string, Literal>();
    let comma = true;
    for (;;) {
      if (this.#take("}")) return map;
      if (!comma) throw this.#error("misses a comma");
      const key = this.value(depth + 1);
      if (typeof key !== "string" || !this.#take(":")) throw this.#error("has a malformed entry");
      if (map.has(key)) throw this.#error(`has two entries named ${key}`);
      map.set(key, this.value(depth + 1));
      comma = this.#take(",");
    }
  }

  #take(char: string): boolean {
    this.#space();
    if (this.text[this.#at] !== char) return false;
    this.#at++;
    return true;
  }

  #match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.text);
    if (found) this.#at = pattern.lastIndex;
    return found;
  }

  #unescape(body: string): string {
    return body.replace(/\\(x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[\s\S])/g, (_, code: string) => {
      if (code.length > 1) {
        const point = Number.parseInt(code.slice(1), 16);
        if (point > 0x10ffff) throw this.#error("has a malformed escape");
        return String.fromCodePoint(point);
      }
      const char = ESCAPES[code];
      if (char === undefined) throw this.#error("has a malformed escape");
      return char;
    });
  }

  #space(): void {
    this.#match(/[ \t\r\n]*/y);
  }

  #error(what: string): ModelError {
    return new ModelError("npy/header", `${this.where}: the array's header ${what} (character ${this.#at}).`, {
      where: this.where,
      offset: this.#at,
      python: "ValueError",
    });
  }
}

/** A literal as Python's `repr` writes it. */
export function formatLiteral(value: Literal): string {
  if (value === null) return "None";
  if (typeof value === "boolean") return value ? "True" : "False";
  if (typeof value === "number") return String(value);
  if (typeof value === "string") return formatString(value);
  if (value instanceof LiteralTuple) return `(${value.items.map(formatLiteral).join(", ")}${value.items.length === 1 ? "," : ""})`;
  if (value instanceof Map) return `{${[...value].map(([k, v]) => `${formatString(k)}: ${formatLiteral(v)}`).join(", ")}}`;
  return `[${(value as readonly Literal[]).map(formatLiteral).join(", ")}]`;
}

function formatString(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const body = text.replace(/[\\\p{Cc}]/gu, (char) => {
    const known = { "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t" }[char];
    return known ?? `\\x${char.charCodeAt(0).toString(16).padStart(2, "0")}`;
  });
  return quote + (quote === "'" ? body.replaceAll("'", "\\'") : body) + quote;
}
