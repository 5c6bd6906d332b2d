import { Gaps } from "./gaps.js";
import type { Region } from "./region.js";
import type { PyValue } from "./values.js";

/** No text, as the place of a text's opcode. */
const NO_TEXT = -1;

/** The memo. Picklers number upwards, which an array holds best; keys out of order, or given again, go to a Map. */
export class Memo {
  readonly gaps = new Gaps();
  /** Entries that are in no gap. */
  readonly #live: PyValue[] = [];
  /** For each: where the opcode stands whose text it is. */
  readonly #texts: number[] = [];
  #first: number | undefined;
  #odd: Map<number, PyValue> | undefined;
  #oddKeys = 0;

  /** A memo that begins at key `first` and has what is below it in another. */
  constructor(
    first?: number,
    readonly outer?: Memo,
  ) {
    this.#first = first;
  }

  /** Distinct keys; MEMOIZE uses it as the next one. */
  get size(): number {
    const inOrder = this.#live.length + this.gaps.entries + this.#oddKeys;
    return this.outer === undefined ? inOrder : inOrder + (this.#first ?? 0);
  }

  /** The first key; 0 while there is none. */
  get first(): number {
    return this.#first ?? 0;
  }

  /** The key that comes next in order. */
  get next(): number {
    return this.first + this.#live.length + this.gaps.entries;
  }

  /** Keys in memory. */
  get held(): number {
    return this.#live.length + this.#oddKeys;
  }

  /** Whether a key is the next in order; one that is not may change what a recall means, depending on when it is done. */
  isNext(key: number): boolean {
    // Python 2's picklers begin at 1.
    return this.#odd === undefined && (key === this.next || (key === 1 && this.#first === undefined));
  }

  /** @param textAt - where the opcode of the text stands that the value is, if it is one and was just read */
  set(key: number, value: PyValue, textAt: number = NO_TEXT): void {
    if (this.isNext(key)) {
      this.#first ??= key;
      this.#live.push(value);
      this.#texts.push(textAt);
      return;
    }
    if (this.get(key) === undefined) this.#oddKeys++;
    this.#odd ??= new Map();
    this.#odd.set(key, value);
  }

  get(key: number): PyValue | undefined {
    let memo: Memo = this;
    for (;;) {
      const odd = memo.#odd?.get(key);
      if (odd !== undefined) return odd;
      const at = key - (memo.#first ?? 0);
      if (at < 0) {
        if (memo.outer === undefined) return undefined;
        memo = memo.outer;
        continue;
      }
      const region = memo.gaps.last(key);
      if (region === undefined) return memo.#live[at];
      if (key >= region.memoEnd) return memo.#live[at - region.entriesBefore - region.entries];
      const text = region.textAt(key);
      if (text !== undefined) return region.replayer.text(text);
      memo = region.memo();
    }
  }

  /** Leaves out what a region, whose opcodes were the last, put here. */
  leave(region: Region): void {
    for (const inner of this.gaps.takeFrom(region.start)) {
      inner.forget();
      region.inner.add(inner);
      region.height = Math.max(region.height, inner.height + 1);
    }
    const from = this.#live.length - (region.entries - region.inner.entries);
    region.texts = Uint32Array.from(this.#texts.slice(from), (at) => (at === NO_TEXT ? 0 : at - region.start + 1));
    this.#live.length = from;
    this.#texts.length = from;
    this.gaps.add(region);
  }

  /** Makes all that was left out. */
  makeAll(): void {
    const open = [...this.gaps.regions];
    for (let region = open.pop(); region !== undefined; region = open.pop()) {
      region.memo();
      open.push(...region.inner.regions);
    }
  }
}
