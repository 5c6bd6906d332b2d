import { ModelError } from "../../../errors.js";
import { assertion, operation, type PatternProgram } from "../../../graph/pattern.js";
import { characterTests } from "./character-tests.js";

/** Bits of what a text's choices came to: 64 MB. */
const MAX_BITS = 2 ** 29;
/** Choices within lookarounds, which are not remembered from one to the next: a tenth of a second's for any text, and more for a long one. */
const MAX_LOOKS = 500_000;
const LOOKS_PER_UNIT = 50;

/** Hands the beginning and end of each match, and of the group in it (-1 where it took no part), to `emit`. */
export type Find = (text: string, emit: (from: number, to: number, groupFrom: number, groupTo: number) => void) => void;

/**
 * All matches of a pattern from left to right, as Python's `re.findall` finds them (Modules/_sre/sre.c: pattern_findall): alternatives are
 * tried in their order and repetitions as often as they can, or as seldom; behind an empty match only one that is not empty may begin at
 * the same place.
 *
 * It goes back where something fails, as Python does, but never makes the same choice at the same place of the text twice: what failed
 * once fails again, since nothing but the place matters (there are no references to groups). So a text takes time in proportion to its
 * length times the pattern's, where Python may take forever. A match makes no choice beyond its end that did not fail, and what comes
 * before its end is not looked at again; only choices at the end itself are forgotten.
 */
export function finder({ code, sets, choices }: PatternProgram): Find {
  const holds = characterTests(sets);
  const saved = [-1, -1];
  let failed = new Int32Array(0);
  let text = "";
  let looks = 0;

  const before = (at: number): number => {
    const low = text.charCodeAt(at - 1);
    if (low < 0xdc00 || low > 0xdfff || at < 2) return low;
    const whole = text.codePointAt(at - 2) as number;
    return whole > 0xffff ? whole : low;
  };

  const asserted = (what: number, word: number, at: number): boolean => {
    const end = text.length;
    switch (what) {
      case assertion.boundary:
      case assertion.noBoundary: {
        if (end === 0) return false;
        const left = at > 0 && holds(word, before(at));
        const right = at < end && holds(word, text.codePointAt(at) as number);
        return (left !== right) === (what === assertion.boundary);
      }
      case assertion.start:
        return at === 0;
      case assertion.lineStart:
        return at === 0 || text.charCodeAt(at - 1) === 10;
      case assertion.end:
        return at === end || (at === end - 1 && text.charCodeAt(at) === 10);
      case assertion.lineEnd:
        return at === end || text.charCodeAt(at) === 10;
      default:
        return at === end;
    }
  };

  /** Where the look's body begins; -1 where there is not so much behind. */
  const beginning = (a: number, at: number): number => {
    let from = at;
    if ((a & 1) !== 0) for (let back = a >> 2; back > 0; back--) from = from <= 0 ? -1 : from - (before(from) > 0xffff ? 2 : 1);
    return from;
  };

  /** The end of a match from `pc` and `at`, which may not be `forbidden`; -1 where there is none. `seen` takes the place of `failed`. */
  const run = (pc: number, at: number, forbidden: number, seen?: Set<number>): number => {
    const open: number[] = [];
    for (;;) {
      const op = code[3 * pc];
      const a = code[3 * pc + 1] as number;
      const b = code[3 * pc + 2] as number;
      let ok = true;
      if (op === operation.set) {
        const char = at < text.length ? (text.codePointAt(at) as number) : -1;
        ok = char >= 0 && holds(a, char);
        at += char > 0xffff ? 2 : 1;
        pc++;
      } else if (op === operation.split) {
        const bit = at * choices + (code[3 * pc + 4] as number);
        if (seen === undefined) {
          const [word, mask] = [bit >>> 5, 1 << (bit & 31)];
          ok = ((failed[word] as number) & mask) === 0;
          failed[word] = (failed[word] as number) | mask;
        } else {
          if (++looks > MAX_LOOKS + LOOKS_PER_UNIT * text.length) throw tooLong(text, "its lookarounds would be tried too often");
          ok = !seen.has(bit);
          seen.add(bit);
        }
        if (ok) open.push(b, at);
        pc = a;
      } else if (op === operation.jump) pc = a;
      else if (op === operation.assert) {
        ok = asserted(a, b, at);
        pc++;
      } else if (op === operation.look) {
        const from = beginning(a, at);
        open.push(-1, saved[0] as number, -2, saved[1] as number);
        const found = from >= 0 && run(pc + 1, from, -1, new Set()) >= 0;
        ok = found === ((a & 2) === 0);
        pc = b;
      } else if (op === operation.save) {
        open.push(-1 - a, saved[a] as number);
        saved[a] = at;
        pc++;
      } else if (at !== forbidden) return at;
      else ok = false;
      while (!ok) {
        if (open.length === 0) return -1;
        at = open.pop() as number;
        pc = open.pop() as number;
        if (pc < 0) saved[-1 - pc] = at;
        else ok = true;
      }
    }
  };

  return (given, emit) => {
    text = given;
    looks = 0;
    const bits = (text.length + 1) * choices;
    if (bits > MAX_BITS) throw tooLong(text, `its ${choices} choices cannot be remembered for so long a text`);
    const words = (bits >>> 5) + 1;
    if (failed.length < words) failed = new Int32Array(words);
    else failed.fill(0, 0, words);
    let forbidden = -1;
    for (let at = 0; at <= text.length; ) {
      saved.fill(-1);
      const end = run(0, at, forbidden);
      if (end < 0) {
        forbidden = -1;
        at += at < text.length && (text.codePointAt(at) as number) > 0xffff ? 2 : 1;
        continue;
      }
      emit(at, end, saved[0] as number, saved[1] as number);
      for (let bit = end * choices; bit < (end + 1) * choices; bit++)
        failed[bit >>> 5] = (failed[bit >>> 5] as number) & ~(1 << (bit & 31));
      forbidden = end === at ? end : -1;
      at = end;
    }
  };
}

function tooLong(text: string, why: string): ModelError {
  return new ModelError("input/value", `The token pattern cannot be searched for in a text of ${text.length} characters: ${why}.`, {
    where: "token_pattern",
  });
}
