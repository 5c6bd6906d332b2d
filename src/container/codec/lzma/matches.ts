/** LZMA's longest match. */
export const LONGEST_MATCH = 273;
const HASH_BITS = 17;

/** Dictionary sizes and search depths by preset, after liblzma's lzma_encoder_presets.c (its sizes; our depths). */
const presets: readonly (readonly [dictionary: number, depth: number, good: number])[] = [
  [2 ** 18, 4, 16],
  [2 ** 20, 6, 24],
  [2 ** 21, 8, 32],
  [2 ** 22, 12, 48],
  [2 ** 22, 16, 64],
  [2 ** 23, 24, 96],
  [2 ** 23, 32, 128],
  [2 ** 24, 48, 192],
  [2 ** 25, 96, 273],
  [2 ** 26, 160, 273],
];

export const presetOf = (level: number) => presets[level] ?? (presets[6] as (typeof presets)[number]);

/** Finds earlier occurrences by hash chains over three bytes. */
export class MatchFinder {
  length = 0;
  /** Counted from 0: the byte before. */
  distance = 0;
  readonly #head = new Int32Array(1 << HASH_BITS).fill(-1);
  readonly #chain: Int32Array;
  readonly #mask: number;
  readonly #depth: number;
  readonly #good: number;

  constructor(
    readonly input: Uint8Array,
    level: number,
  ) {
    const [dictionary, depth, good] = presetOf(level);
    let window = 1024;
    while (window < dictionary && window < input.length) window *= 2;
    this.#mask = window - 1;
    this.#chain = new Int32Array(window);
    this.#depth = depth;
    this.#good = good;
  }

  /** Looks for the longest match at `at` and adds the position; answers its length, 0 without one of at least 3. */
  find(at: number): number {
    const { input } = this;
    const most = Math.min(LONGEST_MATCH, input.length - at);
    this.length = 0;
    if (most < 3) return 0;
    const hash = this.#hash(at);
    let candidate = this.#head[hash] as number;
    const oldest = at - this.#mask;
    let best = 2;
    for (let left = this.#depth; left > 0 && candidate >= oldest && candidate >= 0; left--) {
      if (input[candidate + best] === input[at + best] && input[candidate] === input[at]) {
        let length = 0;
        while (length < most && input[candidate + length] === input[at + length]) length++;
        if (length > best) {
          best = length;
          this.length = length;
          this.distance = at - candidate - 1;
          if (length >= this.#good || length === most) break;
        }
      }
      candidate = this.#chain[candidate & this.#mask] as number;
    }
    this.#link(hash, at);
    return this.length;
  }

  add(at: number): void {
    if (at + 3 <= this.input.length) this.#link(this.#hash(at), at);
  }

  #link(hash: number, at: number): void {
    this.#chain[at & this.#mask] = this.#head[hash] as number;
    this.#head[hash] = at;
  }

  #hash(at: number): number {
    const { input } = this;
    const three = (input[at] as number) | ((input[at + 1] as number) << 8) | ((input[at + 2] as number) << 16);
    return Math.imul(three, 0x9e3779b1) >>> (32 - HASH_BITS);
  }
}
