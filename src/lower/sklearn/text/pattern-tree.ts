import type { assertion } from "../../../graph/pattern.js";

/** A regular expression of Python's as a tree, its character sets spelled as JavaScript spells them (flag v). */
export type Pattern =
  | CharacterSet
  | { readonly kind: "assert"; readonly what: keyof typeof assertion; readonly word: string }
  | { readonly kind: "sequence"; readonly items: readonly Pattern[] }
  | { readonly kind: "choice"; readonly branches: readonly Pattern[] }
  | { readonly kind: "repeat"; readonly body: Pattern; readonly least: number; readonly most: number; readonly lazy: boolean }
  | { readonly kind: "group"; readonly body: Pattern }
  | { readonly kind: "look"; readonly body: Pattern; readonly behind: boolean; readonly negated: boolean };

/** One code point. */
export interface CharacterSet {
  readonly kind: "set";
  readonly source: string;
  /** Of which {@link kinds} of characters beyond ASCII it may hold some, as bits. */
  readonly some: number;
}

/** Kinds of characters beyond ASCII, as bits: no two overlap. */
export const kinds = { word: 1, space: 2, other: 4, all: 7 } as const;

/** Whether it can match without taking a character. */
export function nullable(pattern: Pattern): boolean {
  switch (pattern.kind) {
    case "set":
      return false;
    case "sequence":
      return pattern.items.every(nullable);
    case "choice":
      return pattern.branches.some(nullable);
    case "repeat":
      return pattern.least === 0 || nullable(pattern.body);
    case "group":
      return nullable(pattern.body);
    default:
      return true;
  }
}

/** Whether it matches nothing only where everything else failed: then it does not matter how an engine treats empty matches. */
export function emptiesLast(pattern: Pattern): boolean {
  switch (pattern.kind) {
    case "sequence":
      return pattern.items.every(emptiesLast);
    case "choice":
      return pattern.branches.every((branch, i) => emptiesLast(branch) && (i === pattern.branches.length - 1 || !nullable(branch)));
    case "repeat":
      return emptiesLast(pattern.body) && !(pattern.lazy && pattern.least === 0);
    case "group":
      return emptiesLast(pattern.body);
    default:
      return true;
  }
}

/** Whether it captures anywhere. */
export function captures(pattern: Pattern): boolean {
  switch (pattern.kind) {
    case "group":
      return true;
    case "sequence":
      return pattern.items.some(captures);
    case "choice":
      return pattern.branches.some(captures);
    case "repeat":
    case "look":
      return captures(pattern.body);
    default:
      return false;
  }
}

/** Code points that it takes, where that is always the same number. */
export function width(pattern: Pattern): number | undefined {
  const total = (parts: readonly Pattern[]): number | undefined =>
    parts.reduce<number | undefined>((sum, part) => {
      const own = width(part);
      return sum === undefined || own === undefined ? undefined : sum + own;
    }, 0);
  switch (pattern.kind) {
    case "set":
      return 1;
    case "sequence":
      return total(pattern.items);
    case "choice": {
      const [first, ...others] = pattern.branches.map(width);
      return others.every((other) => other === first) ? first : undefined;
    }
    case "repeat": {
      const each = width(pattern.body);
      return each === undefined || pattern.least !== pattern.most ? undefined : each * pattern.least;
    }
    case "group":
      return width(pattern.body);
    default:
      return 0;
  }
}

/** Instructions that it becomes, repetitions with a bound written out; infinite where there are too many to count. */
export function size(pattern: Pattern): number {
  switch (pattern.kind) {
    case "set":
    case "assert":
      return 1;
    case "sequence":
      return pattern.items.reduce((sum, item) => sum + size(item), 0);
    case "choice":
      return pattern.branches.reduce((sum, branch) => sum + size(branch) + 3, 0);
    case "repeat": {
      const times = pattern.most === Number.POSITIVE_INFINITY ? pattern.least + 1 : pattern.most;
      return times * (size(pattern.body) + 3);
    }
    default:
      return size(pattern.body) + 2;
  }
}
