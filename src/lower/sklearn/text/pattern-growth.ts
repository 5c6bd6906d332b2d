import { type CharacterSet, nullable, type Pattern } from "./pattern-tree.js";

/**
 * How the time of a backtracking engine grows with the text, at worst. `linear`: in proportion. `quadratic`: each place of the text may be
 * looked at from each other, but by one path only. `unknown`: anything, exponential included.
 */
export type Growth = "linear" | "quadratic" | "unknown";

/** A repetition of more than this counts as one without a bound. */
const FEW = 64;

/**
 * A pattern in which the next character always decides (one-unambiguous: Brüggemann-Klein and Wood, "One-Unambiguous Regular Languages",
 * 1998) has one path through any text, so that backtracking walks a path back and finds nothing. It is linear if moreover nothing that
 * could fail comes behind a repetition. What is not shown to be so is unknown: a matter of speed only, since such patterns run on a
 * machine that remembers what failed. So do patterns that match nothing, which V8 also finds inside of a pair of surrogates.
 */
export function growthOf(pattern: Pattern): Growth {
  if (nullable(pattern) || !decided(pattern, none)) return "unknown";
  const items = pattern.kind === "sequence" ? pattern.items : [pattern];
  const before = items.slice(0, -1).every((item) => !unbounded(item));
  const last = items.at(-1);
  const simple = last === undefined || !unbounded(last) || (last.kind === "repeat" && last.body.kind === "set");
  return before && simple ? "linear" : "quadratic";
}

function unbounded(pattern: Pattern): boolean {
  switch (pattern.kind) {
    case "sequence":
      return pattern.items.some(unbounded);
    case "choice":
      return pattern.branches.some(unbounded);
    case "repeat":
      return pattern.most > FEW || unbounded(pattern.body);
    case "group":
    case "look":
      return unbounded(pattern.body);
    default:
      return false;
  }
}

/** Characters: those of ASCII one by one, those beyond by kind. */
interface Characters {
  readonly ascii: bigint;
  readonly beyond: number;
}

const none: Characters = { ascii: 0n, beyond: 0 };
const union = (a: Characters, b: Characters): Characters => ({ ascii: a.ascii | b.ascii, beyond: a.beyond | b.beyond });
const apart = (a: Characters, b: Characters): boolean => (a.ascii & b.ascii) === 0n && (a.beyond & b.beyond) === 0;

const known = new WeakMap<CharacterSet, Characters>();

function members(set: CharacterSet): Characters {
  const before = known.get(set);
  if (before) return before;
  const test = new RegExp(`^${set.source}$`, "v");
  let ascii = 0n;
  for (let code = 0; code < 128; code++) if (test.test(String.fromCharCode(code))) ascii |= 1n << BigInt(code);
  const found = { ascii, beyond: set.some };
  known.set(set, found);
  return found;
}

/** Characters that a match may begin with. */
function first(pattern: Pattern): Characters {
  switch (pattern.kind) {
    case "set":
      return members(pattern);
    case "sequence": {
      let all = none;
      for (const item of pattern.items) {
        all = union(all, first(item));
        if (!nullable(item)) break;
      }
      return all;
    }
    case "choice":
      return pattern.branches.map(first).reduce(union, none);
    case "repeat":
    case "group":
      return first(pattern.body);
    default:
      return none;
  }
}

/** Whether the next character decides each choice within, where `follow` may come behind. */
function decided(pattern: Pattern, follow: Characters): boolean {
  switch (pattern.kind) {
    case "sequence": {
      let behind = follow;
      for (const item of pattern.items.toReversed()) {
        if (!decided(item, behind)) return false;
        behind = nullable(item) ? union(first(item), behind) : first(item);
      }
      return true;
    }
    case "choice":
      return pattern.branches.every(
        (branch, i) =>
          decided(branch, follow) &&
          pattern.branches.slice(i + 1).every((other) => apart(first(branch), first(other))) &&
          (!nullable(branch) || pattern.branches.every((other) => other === branch || apart(first(other), follow))),
      );
    case "repeat": {
      const own = first(pattern.body);
      if (pattern.least !== pattern.most && (nullable(pattern.body) || !apart(own, follow))) return false;
      return decided(pattern.body, union(own, follow));
    }
    case "group":
      return decided(pattern.body, follow);
    case "look":
      return pattern.body.kind === "set";
    default:
      return true;
  }
}
