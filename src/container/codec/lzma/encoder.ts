import { LONGEST_MATCH, MatchFinder } from "./matches.js";
import {
  ALIGN,
  afterLiteral,
  afterMatch,
  afterRep,
  afterShortRep,
  freshModel,
  IS_MATCH,
  IS_REP,
  IS_REP_G0,
  IS_REP_G1,
  IS_REP_G2,
  IS_REP0_LONG,
  LENGTH_CHOICE,
  LENGTH_HIGH,
  LENGTH_LOW,
  LENGTH_MID,
  LITERAL,
  LITERAL_SIZE,
  MATCH_LENGTH,
  POSITION_SLOT,
  REP_LENGTH,
  SPECIAL_POSITION,
} from "./model.js";
import { RangeEncoder } from "./range-encoder.js";

const LC = 3;
const POSITION_MASK = 3;
/** lc=3 lp=0 pb=2, as everyone writes. */
export const PROPERTIES = 0x5d;
/** A repeated distance is so much cheaper that a match has to be this much longer. */
const REP_BONUS = 2;

/** Encodes one input as LZMA symbols; LZMA-alone and LZMA2 frame them differently. */
export class LzmaEncoder {
  readonly range = new RangeEncoder();
  at = 0;
  readonly #model = freshModel(LC, 0);
  readonly #finder: MatchFinder;
  #reps: [number, number, number, number] = [0, 0, 0, 0];
  #state = 0;
  /** A match found one byte ahead, when a literal was written to wait for it. */
  #ahead = -1;

  constructor(
    readonly input: Uint8Array,
    level: number,
  ) {
    this.#finder = new MatchFinder(input, level);
  }

  /** Writes the next symbol: a literal, a match, or a repeated match. */
  step(): void {
    const { input, at } = this;
    const finder = this.#finder;
    const found = this.#ahead >= 0 ? this.#ahead : finder.find(at);
    const distance = finder.distance;
    this.#ahead = -1;
    const { index, length: repeated } = this.#longestRep(at);
    if (repeated >= 2 && repeated + REP_BONUS >= found) {
      this.#rep(index, repeated);
      this.#skip(repeated);
      return;
    }
    if (found < 3 || (found === 3 && distance > 4096)) {
      const short = at > 0 && at > this.#reps[0] && input[at] === input[at - this.#reps[0] - 1] && this.#state >= 7;
      if (short) this.#shortRep();
      else this.#literal();
      this.at++;
      return;
    }
    if (found < 32 && at + 1 < input.length) {
      const next = finder.find(at + 1);
      if (next > found + 1) {
        this.#literal();
        this.at++;
        this.#ahead = next;
        return;
      }
      this.#match(found, distance);
      this.at += found;
      for (let i = at + 2; i < this.at; i++) finder.add(i);
      return;
    }
    this.#match(found, distance);
    this.#skip(found);
  }

  /** The end marker: a match of distance 2**32. */
  end(): void {
    const position = this.at & POSITION_MASK;
    this.range.bit(this.#model, IS_MATCH + (this.#state << 4) + position, 1);
    this.range.bit(this.#model, IS_REP + this.#state, 0);
    this.#length(MATCH_LENGTH, position, 2);
    this.#distance(2, 0xffffffff);
  }

  #skip(count: number): void {
    for (let i = this.at + 1; i < this.at + count; i++) this.#finder.add(i);
    this.at += count;
  }

  #longestRep(at: number): { index: number; length: number } {
    const { input } = this;
    const most = Math.min(LONGEST_MATCH, input.length - at);
    let index = 0;
    let best = 0;
    for (let i = 0; i < 4; i++) {
      const from = at - (this.#reps[i] as number) - 1;
      if (from < 0 || input[from] !== input[at]) continue;
      let length = 1;
      while (length < most && input[from + length] === input[at + length]) length++;
      if (length <= best) continue;
      best = length;
      index = i;
    }
    return { index, length: best };
  }

  #literal(): void {
    const { input, at, range } = this;
    const model = this.#model;
    const byte = input[at] as number;
    range.bit(model, IS_MATCH + (this.#state << 4) + (at & POSITION_MASK), 0);
    const base = LITERAL + LITERAL_SIZE * ((at > 0 ? (input[at - 1] as number) : 0) >> (8 - LC));
    let symbol = 1;
    let i = 7;
    if (this.#state >= 7) {
      const match = input[at - this.#reps[0] - 1] as number;
      for (; i >= 0; ) {
        const matchBit = (match >> i) & 1;
        const bit = (byte >> i) & 1;
        range.bit(model, base + ((1 + matchBit) << 8) + symbol, bit);
        symbol = (symbol << 1) | bit;
        i--;
        if (bit !== matchBit) break;
      }
    }
    for (; i >= 0; i--) {
      const bit = (byte >> i) & 1;
      range.bit(model, base + symbol, bit);
      symbol = (symbol << 1) | bit;
    }
    this.#state = afterLiteral(this.#state);
  }

  #match(length: number, distance: number): void {
    const position = this.at & POSITION_MASK;
    this.range.bit(this.#model, IS_MATCH + (this.#state << 4) + position, 1);
    this.range.bit(this.#model, IS_REP + this.#state, 0);
    this.#length(MATCH_LENGTH, position, length);
    this.#distance(length, distance);
    const [a, b, c] = this.#reps;
    this.#reps = [distance, a, b, c];
    this.#state = afterMatch(this.#state);
  }

  #shortRep(): void {
    const position = this.at & POSITION_MASK;
    const state = this.#state;
    const model = this.#model;
    this.range.bit(model, IS_MATCH + (state << 4) + position, 1);
    this.range.bit(model, IS_REP + state, 1);
    this.range.bit(model, IS_REP_G0 + state, 0);
    this.range.bit(model, IS_REP0_LONG + (state << 4) + position, 0);
    this.#state = afterShortRep(state);
  }

  #rep(index: number, length: number): void {
    const { range } = this;
    const model = this.#model;
    const state = this.#state;
    const position = this.at & POSITION_MASK;
    range.bit(model, IS_MATCH + (state << 4) + position, 1);
    range.bit(model, IS_REP + state, 1);
    range.bit(model, IS_REP_G0 + state, index === 0 ? 0 : 1);
    if (index === 0) range.bit(model, IS_REP0_LONG + (state << 4) + position, 1);
    else {
      range.bit(model, IS_REP_G1 + state, index === 1 ? 0 : 1);
      if (index > 1) range.bit(model, IS_REP_G2 + state, index === 2 ? 0 : 1);
    }
    const [distance = 0] = this.#reps.splice(index, 1);
    this.#reps.unshift(distance);
    this.#length(REP_LENGTH, position, length);
    this.#state = afterRep(state);
  }

  #length(base: number, position: number, length: number): void {
    const { range } = this;
    const model = this.#model;
    range.bit(model, base + LENGTH_CHOICE, length < 10 ? 0 : 1);
    if (length < 10) {
      range.tree(model, base + LENGTH_LOW + (position << 3), 3, length - 2);
      return;
    }
    range.bit(model, base + LENGTH_CHOICE + 1, length < 18 ? 0 : 1);
    if (length < 18) range.tree(model, base + LENGTH_MID + (position << 3), 3, length - 10);
    else range.tree(model, base + LENGTH_HIGH, 8, length - 18);
  }

  #distance(length: number, distance: number): void {
    const { range } = this;
    const model = this.#model;
    const bits = 31 - Math.clz32(distance);
    const slot = distance < 4 ? distance : (bits << 1) | ((distance >>> (bits - 1)) & 1);
    range.tree(model, POSITION_SLOT + (Math.min(length - 2, 3) << 6), 6, slot);
    if (slot < 4) return;
    const extra = (slot >> 1) - 1;
    const start = ((2 | (slot & 1)) << extra) >>> 0;
    const rest = (distance - start) >>> 0;
    if (slot < 14) range.reverseTree(model, SPECIAL_POSITION + start - slot, extra, rest);
    else {
      range.direct(extra - 4, rest >>> 4);
      range.reverseTree(model, ALIGN, 4, rest & 15);
    }
  }
}
