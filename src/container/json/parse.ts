import { ModelError } from "../../errors.js";

export type JsonValue = null | boolean | number | string | readonly JsonValue[] | { readonly [key: string]: JsonValue };

/** Python's own parser gives up at its recursion limit, 1,000 calls: whatever Python wrote and reads is less deep. */
const MAX_DEPTH = 1_000;

/**
 * JSON, and what Python's `json` writes beyond it: NaN, Infinity and -Infinity, as numbers. Of a key that comes twice the last counts, as
 * in Python; `__proto__` is a key like any other.
 * @throws ModelError `json/malformed` with line and column
 */
export function parseJson(text: string, where: string): JsonValue {
  checkDepth(text, where);
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return new PythonJson(text, where).parse();
  }
}

function checkDepth(text: string, where: string): void {
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 0x22) i = endOfString(text, i);
    else if (code === 0x5b || code === 0x7b) {
      if (++depth > MAX_DEPTH) throw malformedJson(text, where, i, `values are nested more than ${MAX_DEPTH} deep`);
    } else if (code === 0x5d || code === 0x7d) depth--;
  }
}

/** Index of the closing quote of the string that opens at `start`, or of the text's end. */
function endOfString(text: string, start: number): number {
  for (let i = start + 1; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 0x5c) i++;
    else if (code === 0x22) return i;
  }
  return text.length;
}

const words = new Map<string, JsonValue>([
  ["null", null],
  ["true", true],
  ["false", false],
  ["NaN", Number.NaN],
  ["Infinity", Number.POSITIVE_INFINITY],
  ["-Infinity", Number.NEGATIVE_INFINITY],
]);

/** For texts that JSON.parse refuses: either Python's numbers stand in them, or this finds the place of the mistake. */
class PythonJson {
  #at = 0;

  constructor(
    readonly text: string,
    readonly where: string,
  ) {}

  parse(): JsonValue {
    const value = this.#value();
    this.#space();
    if (this.#at < this.text.length) throw this.#error("text follows behind the value");
    return value;
  }

  #value(): JsonValue {
    this.#space();
    const first = this.text[this.#at];
    if (first === "{") return this.#object();
    if (first === "[") return this.#array();
    if (first === '"') return this.#string();
    return this.#word();
  }

  #object(): JsonValue {
    const object: Record<string, JsonValue> = {};
    this.#at++;
    if (this.#skip("}")) return object;
    do {
      this.#space();
      if (this.text[this.#at] !== '"') throw this.#error("a key in quotes is expected");
      const key = this.#string();
      if (!this.#skip(":")) throw this.#error("a colon is expected");
      // Assigning would set the prototype where the key is __proto__.
      Object.defineProperty(object, key, { value: this.#value(), enumerable: true, configurable: true, writable: true });
    } while (this.#skip(","));
    if (!this.#skip("}")) throw this.#error("a comma or } is expected");
    return object;
  }

  #array(): JsonValue {
    const items: JsonValue[] = [];
    this.#at++;
    if (this.#skip("]")) return items;
    do items.push(this.#value());
    while (this.#skip(","));
    if (!this.#skip("]")) throw this.#error("a comma or ] is expected");
    return items;
  }

  #string(): string {
    const end = endOfString(this.text, this.#at);
    if (end >= this.text.length) throw this.#error("a string does not end");
    try {
      const value = JSON.parse(this.text.slice(this.#at, end + 1)) as string;
      this.#at = end + 1;
      return value;
    } catch {
      throw this.#error("a string holds a control character or an unknown escape");
    }
  }

  #word(): JsonValue {
    const word = this.#match(/-?[A-Za-z]+/y) ?? this.#match(/-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y);
    const value = word === undefined ? undefined : /\d/.test(word) ? Number(word) : words.get(word);
    if (word === undefined || value === undefined)
      throw this.#error(this.#at < this.text.length ? "a value is expected" : "the text ends too early");
    this.#at += word.length;
    return value;
  }

  #match(sticky: RegExp): string | undefined {
    sticky.lastIndex = this.#at;
    return sticky.exec(this.text)?.[0];
  }

  #skip(sign: string): boolean {
    this.#space();
    if (this.text[this.#at] !== sign) return false;
    this.#at++;
    return true;
  }

  #space(): void {
    while (/[ \t\n\r]/.test(this.text[this.#at] ?? "")) this.#at++;
  }

  #error(what: string): ModelError {
    return malformedJson(this.text, this.where, this.#at, what);
  }
}

export function malformedJson(text: string, where: string, at: number, what: string): ModelError {
  const before = text.slice(0, at);
  const line = before.split("\n").length;
  const column = at - before.lastIndexOf("\n");
  const offset = new TextEncoder().encode(before).length;
  return new ModelError("json/malformed", `${where} is no sound JSON: ${what} at line ${line}, column ${column}.`, {
    where,
    offset,
    python: "JSONDecodeError",
  });
}
