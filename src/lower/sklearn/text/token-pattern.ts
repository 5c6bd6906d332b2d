import type { TokenPattern } from "../../../graph/ops/text.js";
import { compilePattern } from "./compile-pattern.js";
import { javascriptOf } from "./javascript.js";
import { type Growth, growthOf } from "./pattern-growth.js";
import { parsePattern } from "./python-regex.js";

/** Texts that a pattern may be given to JavaScript's own engine for, which cannot be stopped: 10,000 squared steps take a tenth of a second. */
const SAFE: Readonly<Record<Growth, number>> = { linear: Number.POSITIVE_INFINITY, quadratic: 10_000, unknown: 0 };

/**
 * What `re.compile(source).findall` finds, whatever the pattern: one that a backtracking engine could take forever for runs on a machine
 * of our own.
 * @throws sklearn/unsupported where JavaScript cannot say the same
 */
export function tokenPattern(source: string, where: string): TokenPattern & { readonly groups: number } {
  const { pattern, groups } = parsePattern(source, where);
  return {
    pattern: new RegExp(javascriptOf(pattern), "gv"),
    safeLength: SAFE[growthOf(pattern)],
    program: compilePattern(pattern),
    group: groups === 1,
    groups,
  };
}
