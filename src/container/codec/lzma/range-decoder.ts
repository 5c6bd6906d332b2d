const TOP = 24;

/** LZMA's range decoder. `range` and `code` are unsigned 32-bit numbers kept as signed ones, which the engine keeps unboxed. */
export class RangeDecoder {
  range = -1;
  code = 0;
  /** Where the next byte is; may pass the end, which the caller checks. */
  at: number;

  constructor(
    readonly input: Uint8Array,
    offset: number,
  ) {
    this.at = offset + 5;
    for (let i = 1; i < 5; i++) this.code = (this.code << 8) | (input[offset + i] ?? 0);
  }

  bit(model: Uint16Array, index: number): 0 | 1 {
    const probability = model[index] as number;
    const bound = Math.imul(this.range >>> 11, probability);
    let bit: 0 | 1;
    if (this.code >>> 0 < bound >>> 0) {
      this.range = bound;
      model[index] = probability + ((2048 - probability) >> 5);
      bit = 0;
    } else {
      this.range = (this.range - bound) | 0;
      this.code = (this.code - bound) | 0;
      model[index] = probability - (probability >> 5);
      bit = 1;
    }
    if (this.range >>> TOP === 0) this.#normalize();
    return bit;
  }

  /** `count` bits of a tree, most significant first. */
  tree(model: Uint16Array, base: number, count: number): number {
    let node = 1;
    for (let i = 0; i < count; i++) node = (node << 1) | this.bit(model, base + node);
    return node - (1 << count);
  }

  reverseTree(model: Uint16Array, base: number, count: number): number {
    let node = 1;
    let value = 0;
    for (let i = 0; i < count; i++) {
      const bit = this.bit(model, base + node);
      node = (node << 1) | bit;
      value |= bit << i;
    }
    return value;
  }

  direct(count: number): number {
    let value = 0;
    for (let i = 0; i < count; i++) {
      this.range = this.range >>> 1;
      const bit = this.code >>> 0 >= this.range >>> 0 ? 1 : 0;
      if (bit) this.code = (this.code - this.range) | 0;
      value = ((value << 1) | bit) >>> 0;
      if (this.range >>> TOP === 0) this.#normalize();
    }
    return value;
  }

  #normalize(): void {
    this.range = this.range << 8;
    this.code = (this.code << 8) | (this.at < this.input.length ? (this.input[this.at] as number) : 0);
    this.at++;
  }
}
