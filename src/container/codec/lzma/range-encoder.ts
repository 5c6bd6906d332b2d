const TOP = 2 ** 24;
/** Prices are not kept: 5 bits of adaptation, 11 of precision, as in the decoder. */
const MOVE = 5;
const ONE = 2048;

/** LZMA's range coder, writing into bytes that grow. `low` has up to 33 bits, which a JavaScript number holds exactly. */
export class RangeEncoder {
  bytes = new Uint8Array(64 * 1024);
  length = 0;
  #low = 0;
  #range = 0xffffffff;
  #cache = 0;
  #cached = 1;

  /** Bytes that the chunk takes if it ends here. */
  get pending(): number {
    return this.length + this.#cached + 4;
  }

  bit(model: Uint16Array, index: number, bit: number): void {
    const probability = model[index] as number;
    const bound = (this.#range >>> 11) * probability;
    if (bit === 0) {
      this.#range = bound;
      model[index] = probability + ((ONE - probability) >> MOVE);
    } else {
      this.#low += bound;
      this.#range -= bound;
      model[index] = probability - (probability >> MOVE);
    }
    if (this.#range < TOP) this.#normalize();
  }

  tree(model: Uint16Array, base: number, count: number, value: number): void {
    let node = 1;
    for (let i = count - 1; i >= 0; i--) {
      const bit = (value >>> i) & 1;
      this.bit(model, base + node, bit);
      node = (node << 1) | bit;
    }
  }

  reverseTree(model: Uint16Array, base: number, count: number, value: number): void {
    let node = 1;
    for (let i = 0; i < count; i++) {
      const bit = (value >>> i) & 1;
      this.bit(model, base + node, bit);
      node = (node << 1) | bit;
    }
  }

  direct(count: number, value: number): void {
    for (let i = count - 1; i >= 0; i--) {
      this.#range = this.#range >>> 1;
      if ((value >>> i) & 1) this.#low += this.#range;
      if (this.#range < TOP) this.#normalize();
    }
  }

  /** Ends the stream and answers its bytes; a new one begins. */
  finish(): Uint8Array {
    for (let i = 0; i < 5; i++) this.#shift();
    const bytes = this.bytes.slice(0, this.length);
    this.length = 0;
    this.#low = 0;
    this.#range = 0xffffffff;
    this.#cache = 0;
    this.#cached = 1;
    return bytes;
  }

  /** Bytes that no carry can change any more. */
  take(): Uint8Array {
    const bytes = this.bytes.slice(0, this.length);
    this.length = 0;
    return bytes;
  }

  #normalize(): void {
    this.#range = (this.#range << 8) >>> 0;
    this.#shift();
  }

  #shift(): void {
    if (this.#low < 0xff000000 || this.#low > 0xffffffff) {
      const carry = this.#low > 0xffffffff ? 1 : 0;
      let byte = this.#cache;
      for (; this.#cached > 0; this.#cached--) {
        if (this.length === this.bytes.length) this.#grow();
        this.bytes[this.length++] = byte + carry;
        byte = 0xff;
      }
      this.#cache = Math.floor(this.#low / TOP) & 0xff;
    }
    this.#cached++;
    this.#low = (this.#low % TOP) * 256;
  }

  #grow(): void {
    const larger = new Uint8Array(this.bytes.length * 2);
    larger.set(this.bytes);
    this.bytes = larger;
  }
}
