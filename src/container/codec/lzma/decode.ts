import { breathe, corrupt, Output, type Unpacked } from "../output.js";
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
import { RangeDecoder } from "./range-decoder.js";

/** The `.lzma` header: a byte of properties, the dictionary's size, the unpacked size (all ones: until the end marker). */
const HEADER = 13;
const STRETCH = 4 * 1024 * 1024;
const END_MARKER = 0xffffffff;

/**
 * Unpacks an LZMA-alone stream (lzma-specification.txt of the LZMA SDK). The output is its own dictionary: what the header says about
 * the dictionary's size is not allocated.
 */
export async function unlzma(input: Uint8Array, limit: number, where: string): Promise<Unpacked> {
  const properties = input[0] ?? 255;
  if (input.length < HEADER + 5) throw corrupt("lzma", where, "ends inside its header", input.length);
  if (properties >= 9 * 5 * 5 || input[HEADER] !== 0) throw corrupt("lzma", where, "has a malformed header", 0);
  const view = new DataView(input.buffer, input.byteOffset, input.byteLength);
  const announced = view.getBigUint64(5, true);
  const size = announced === 0xffffffffffffffffn ? Number.POSITIVE_INFINITY : Number(announced);
  const output = new Output(limit, input.length, where);
  if (size !== Number.POSITIVE_INFINITY && size > limit) output.reserve(limit + 1);
  const decoder = new LzmaDecoder(input, output, properties, size, where);
  while (!decoder.run(output.length + STRETCH)) await breathe();
  return output.finish(decoder.at);
}

class LzmaDecoder {
  readonly #range: RangeDecoder;
  readonly #model: Uint16Array;
  readonly #lc: number;
  readonly #lpMask: number;
  readonly #pbMask: number;
  readonly #reps = [0, 0, 0, 0] as [number, number, number, number];
  #state = 0;

  constructor(
    readonly input: Uint8Array,
    readonly output: Output,
    properties: number,
    readonly size: number,
    readonly where: string,
  ) {
    this.#lc = properties % 9;
    const rest = Math.floor(properties / 9);
    this.#lpMask = (1 << (rest % 5)) - 1;
    this.#pbMask = (1 << Math.floor(rest / 5)) - 1;
    this.#model = freshModel(this.#lc, rest % 5);
    this.#range = new RangeDecoder(input, HEADER);
  }

  get at(): number {
    return this.#range.at;
  }

  /** Decodes until at least `until` bytes are out; true at the end of the stream. */
  run(until: number): boolean {
    const { output, input } = this;
    const range = this.#range;
    const model = this.#model;
    while (output.length < until) {
      if (range.at > input.length) throw this.#corrupt("ends too early");
      if (output.length === this.size && this.#atEnd()) return true;
      const position = output.length & this.#pbMask;
      if (!range.bit(model, IS_MATCH + (this.#state << 4) + position)) {
        if (output.length >= this.size) throw this.#corrupt("is longer than it announces");
        this.#literal();
        continue;
      }
      const length = range.bit(model, IS_REP + this.#state) ? this.#repeated(position) : this.#match(position);
      if (length === END_MARKER) {
        if (this.size !== Number.POSITIVE_INFINITY && output.length !== this.size) throw this.#corrupt("ends before its announced size");
        return true;
      }
      this.#copy(length);
    }
    return false;
  }

  /** With an announced size an end marker may follow or not. */
  #atEnd(): boolean {
    return this.#range.code === 0 || this.#range.at >= this.input.length;
  }

  #literal(): void {
    const { output } = this;
    output.reserve(1);
    const { bytes, length } = output;
    const range = this.#range;
    const model = this.#model;
    const before = length > 0 ? (bytes[length - 1] as number) : 0;
    const base = LITERAL + LITERAL_SIZE * (((length & this.#lpMask) << this.#lc) + (before >> (8 - this.#lc)));
    let symbol = 1;
    if (this.#state >= 7) {
      let match = bytes[length - this.#reps[0] - 1] as number;
      do {
        const matchBit = (match >> 7) & 1;
        match <<= 1;
        const bit = range.bit(model, base + ((1 + matchBit) << 8) + symbol);
        symbol = (symbol << 1) | bit;
        if (bit !== matchBit) break;
      } while (symbol < 0x100);
    }
    while (symbol < 0x100) symbol = (symbol << 1) | range.bit(model, base + symbol);
    bytes[length] = symbol & 0xff;
    output.length = length + 1;
    this.#state = afterLiteral(this.#state);
  }

  #match(position: number): number {
    const range = this.#range;
    const model = this.#model;
    const reps = this.#reps;
    reps[3] = reps[2];
    reps[2] = reps[1];
    reps[1] = reps[0];
    const length = this.#length(MATCH_LENGTH, position);
    this.#state = afterMatch(this.#state);
    const slot = range.tree(model, POSITION_SLOT + (Math.min(length - 2, 3) << 6), 6);
    if (slot < 4) {
      reps[0] = slot;
      return length;
    }
    const directBits = (slot >> 1) - 1;
    const start = ((2 | (slot & 1)) << directBits) >>> 0;
    reps[0] =
      slot < 14
        ? start + range.reverseTree(model, SPECIAL_POSITION + start - slot, directBits)
        : start + range.direct(directBits - 4) * 16 + range.reverseTree(model, ALIGN, 4);
    return reps[0] === END_MARKER ? END_MARKER : length;
  }

  #repeated(position: number): number {
    const range = this.#range;
    const model = this.#model;
    const reps = this.#reps;
    const state = this.#state;
    if (!range.bit(model, IS_REP_G0 + state)) {
      if (!range.bit(model, IS_REP0_LONG + (state << 4) + position)) {
        this.#state = afterShortRep(state);
        return 1;
      }
    } else {
      let distance: number;
      if (!range.bit(model, IS_REP_G1 + state)) distance = reps[1];
      else {
        if (!range.bit(model, IS_REP_G2 + state)) distance = reps[2];
        else {
          distance = reps[3];
          reps[3] = reps[2];
        }
        reps[2] = reps[1];
      }
      reps[1] = reps[0];
      reps[0] = distance;
    }
    this.#state = afterRep(state);
    return this.#length(REP_LENGTH, position);
  }

  #length(base: number, position: number): number {
    const range = this.#range;
    const model = this.#model;
    if (!range.bit(model, base + LENGTH_CHOICE)) return 2 + range.tree(model, base + LENGTH_LOW + (position << 3), 3);
    if (!range.bit(model, base + LENGTH_CHOICE + 1)) return 10 + range.tree(model, base + LENGTH_MID + (position << 3), 3);
    return 18 + range.tree(model, base + LENGTH_HIGH, 8);
  }

  #copy(count: number): void {
    const { output } = this;
    const distance = this.#reps[0] + 1;
    if (distance > output.length) throw this.#corrupt("refers to bytes before its start");
    if (output.length + count > this.size) throw this.#corrupt("is longer than it announces");
    output.reserve(count);
    const { bytes, length } = output;
    if (distance >= count && count > 32) bytes.copyWithin(length, length - distance, length - distance + count);
    else for (let i = length; i < length + count; i++) bytes[i] = bytes[i - distance] as number;
    output.length = length + count;
  }

  #corrupt(what: string): Error {
    return corrupt("lzma", this.where, what, Math.min(this.#range.at, this.input.length));
  }
}
