import type { Pattern } from "./pattern-tree.js";

/** A pattern as the source of a RegExp with the flag v. JavaScript's own \b, ^ and $ are not Python's, and are spelled out. */
export function javascriptOf(pattern: Pattern): string {
  switch (pattern.kind) {
    case "set":
      return pattern.source;
    case "assert":
      return assertions[pattern.what](pattern.word);
    case "sequence":
      return pattern.items.map(javascriptOf).join("");
    case "choice":
      return `(?:${pattern.branches.map(javascriptOf).join("|")})`;
    case "repeat": {
      const body = javascriptOf(pattern.body);
      const item = pattern.body.kind === "set" || pattern.body.kind === "group" ? body : `(?:${body})`;
      const most = pattern.most === Number.POSITIVE_INFINITY ? "" : pattern.most;
      return `${item}{${pattern.least},${most}}${pattern.lazy ? "?" : ""}`;
    }
    case "group":
      return `(${javascriptOf(pattern.body)})`;
    case "look":
      return `(?${pattern.behind ? "<" : ""}${pattern.negated ? "!" : "="}${javascriptOf(pattern.body)})`;
  }
}

const assertions = {
  boundary: (word: string) => `(?:(?<=${word})(?!${word})|(?<!${word})(?=${word}))`,
  // Nothing is in the empty text, not even the lack of a boundary (Modules/_sre/sre_lib.h: SRE_AT_NON_BOUNDARY).
  noBoundary: (word: string) => `(?:(?<=${word})(?=${word})|(?<!${word})(?!${word})(?:(?=[\\s\\S])|(?<=[\\s\\S])))`,
  start: () => "(?<![\\s\\S])",
  lineStart: () => "(?<![^\\n])",
  end: () => "(?=\\n?(?![\\s\\S]))",
  lineEnd: () => "(?![^\\n])",
  veryEnd: () => "(?![\\s\\S])",
} as const;
