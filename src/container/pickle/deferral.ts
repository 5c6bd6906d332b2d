import { fillLater } from "./fill.js";
import { cutItems, itemsHeld } from "./lazy-list.js";
import type { Memo } from "./memo.js";
import { type Filled, Region, type Replayer } from "./region.js";
import { PyDict, PyObject, PySet, type PyValue } from "./values.js";

/** Values that are left out at once, as few as one batch of CPython's pickler; a region costs as much as a few of them. */
export const DEFERRED_FROM = 1000;
/** Pickles below this are made whole at once: they cannot take much memory. */
export const LARGE_PICKLE = 2 ** 20;
/** Regions in each other; making one may make those in it that were recalled. What stands around them is made at once. */
const MAX_HEIGHT = 200;
/** Places of texts inside a region have 32 bits. */
const LARGEST_REGION = 2 ** 32 - 2;

/** A container that is filled item by item: where it lies, what was there when the run began, and how many of its items. */
interface Run {
  readonly target: PyValue[] | PyDict;
  readonly height: number;
  readonly start: number;
  readonly values: number;
  readonly memo: number;
  readonly held: number;
}

/**
 * Finds the regions of a pickle that may be left out: reading their bytes again later must come to the same. It does where their opcodes
 * only make values and fill what they made themselves, and where memo keys are given once, in order.
 */
export class Deferral {
  on = true;
  /** Where the MARKs on the stack stand, the values in memory then, and the memo key next in order. */
  readonly #starts: number[] = [];
  readonly #values: number[] = [];
  readonly #memos: number[] = [];
  readonly #runs: Run[] = [];
  /** What was taken from the memo, or twice from the stack, and could be filled from two places. */
  readonly #recalled = new Set<object>();
  /** The last opcode that did more than to make values. */
  #pinnedAt = -1;
  #leftOut = 0;

  constructor(
    readonly from: number,
    readonly replayer: Replayer,
  ) {}

  /** A MARK at byte `at`, with `depth` others below it. */
  open(depth: number, at: number, made: number, memo: Memo): void {
    this.#starts[depth] = at;
    this.#values[depth] = made - this.#leftOut;
    this.#memos[depth] = memo.next;
  }

  recall(value: PyValue): void {
    if (Array.isArray(value) || value instanceof PyDict || value instanceof PyObject || value instanceof PySet) this.#recalled.add(value);
  }

  /** An opcode changes an object: if that may have been made elsewhere, the opcode cannot be done again. */
  change(object: PyValue | undefined, at: number): void {
    if (this.#recalled.has(object as object)) this.pin(at);
  }

  pin(at: number): void {
    this.#pinnedAt = at;
  }

  /** Whether what lies above the MARK of this depth should be left out and can be. */
  isRipe(depth: number, made: number, end: number, memo: Memo): boolean {
    return this.#isRipe(this.#starts[depth] as number, this.#values[depth] as number, made, end, memo);
  }

  leave(kind: Filled, depth: number, made: number, end: number, memo: Memo): Region {
    return this.#leave(kind, this.#starts[depth] as number, this.#values[depth] as number, this.#memos[depth] as number, made, end, memo);
  }

  /** Ends the run of the container at this height of the stack, as it was filled in another way. */
  endRun(height: number): void {
    while ((this.#runs.at(-1)?.height ?? -1) >= height) this.#runs.pop();
  }

  /**
   * One item was put into what lies at a height of the stack, as protocol 0 does with each: after enough of them all since the first are
   * left out. Nothing can have touched what is below, or have filled it otherwise, for it was there all the time. Answers what stands for it now.
   */
  filledByOne(target: PyValue, height: number, made: number, end: number, memo: Memo): PyValue {
    if (!this.on || !(Array.isArray(target) || target instanceof PyDict)) return target;
    const last = this.#runs.at(-1);
    const goesOn = last?.height === height && last.target === target;
    if (goesOn && made - this.#leftOut - last.values < this.from) return target;
    const next = { target, height, start: end, values: made - this.#leftOut, memo: memo.next, held: heldBy(target) };
    if (goesOn) {
      this.#runs.pop();
      if (this.#isRipe(last.start, last.values, made, end, memo)) {
        if (Array.isArray(target)) cutItems(target, last.held);
        else target.cut(last.held);
        const kind = Array.isArray(target) ? "list" : "dict";
        next.target = fillLater(target, this.#leave(kind, last.start, last.values, last.memo, made, end, memo)) as PyValue[] | PyDict;
        next.values = made - this.#leftOut;
        next.held = 0;
      }
    } else this.endRun(height);
    this.#runs.push(next);
    return next.target;
  }

  #isRipe(start: number, values: number, made: number, end: number, memo: Memo): boolean {
    if (!this.on || made - this.#leftOut - values < this.from) return false;
    if (this.#pinnedAt >= start || end - start > LARGEST_REGION) return false;
    if (memo.gaps.heightFrom(start) < MAX_HEIGHT) return true;
    this.pin(end);
    return false;
  }

  #leave(kind: Filled, start: number, values: number, memoStart: number, made: number, end: number, memo: Memo): Region {
    const region = new Region(kind, start, end, Math.max(memoStart, memo.first), memo.next, this.replayer);
    memo.leave(region);
    this.#leftOut = made - values;
    return region;
  }

  /** A memo key out of order: what was left out is made while recalls still mean the same, and nothing is left out any more. */
  stop(memo: Memo): void {
    this.on = false;
    memo.makeAll();
  }
}

function heldBy(target: PyValue[] | PyDict): number {
  return Array.isArray(target) ? itemsHeld(target) : target.held;
}
