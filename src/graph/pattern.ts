/**
 * A regular expression as instructions of three numbers each, for `runtime/interpreter/text/machine.ts`: plain data, so that worker threads
 * can have it. Positions count UTF-16 units; a set takes one code point.
 */
export interface PatternProgram {
  /** [operation, a, b, …] from instruction 0 on; an instruction's number is its place divided by 3. */
  readonly code: Int32Array;
  /** What SET and the word boundaries test: each matches one code point from end to end. */
  readonly sets: readonly RegExp[];
  /** Instructions that choose; each has a number of its own below this. */
  readonly choices: number;
}

export const operation = {
  /** Takes one code point of set a. */
  set: 0,
  /** Goes on at a; where that fails, at b. Followed by a `choice` with its number. */
  split: 1,
  /** Goes on at a. */
  jump: 2,
  /** Holds where assertion a does; b is the set of word characters. */
  assert: 3,
  /** a: 1 for behind, 2 for negated, and 4 times the width of what lies behind; the body comes next, and b is where to go on. */
  look: 4,
  /** Remembers the place as the beginning (0) or the end (1) of the group. */
  save: 5,
  match: 6,
  /** The number a of the split before it. */
  choice: 7,
} as const;

export const assertion = { boundary: 0, noBoundary: 1, start: 2, lineStart: 3, end: 4, lineEnd: 5, veryEnd: 6 } as const;
