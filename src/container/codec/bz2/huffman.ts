const LONGEST = 20;
const FAST = 10;

/** A canonical Huffman code of at most 20 bits. Entries are `symbol << 5 | length`; 0 where no code begins so. */
export class HuffmanDecoder {
  /** By the next 10 bits, for codes that are no longer. */
  readonly fast = new Uint16Array(1 << FAST);
  readonly #first = new Int32Array(LONGEST + 2);
  readonly #offset = new Int32Array(LONGEST + 2);
  readonly #symbols: Uint16Array;
  readonly #counts = new Int32Array(LONGEST + 2);

  constructor(lengths: Uint8Array) {
    const counts = this.#counts;
    for (const length of lengths) counts[length] = (counts[length] as number) + 1;
    this.#symbols = new Uint16Array(lengths.length);
    let code = 0;
    let at = 0;
    for (let length = 1; length <= LONGEST; length++) {
      this.#first[length] = code;
      this.#offset[length] = at;
      for (let symbol = 0; symbol < lengths.length; symbol++) {
        if (lengths[symbol] !== length) continue;
        this.#symbols[at++] = symbol;
        if (length <= FAST) {
          const from = code << (FAST - length);
          this.fast.fill((symbol << 5) | length, from, from + (1 << (FAST - length)));
        }
        code++;
      }
      code <<= 1;
    }
  }

  /** The entry for the code at the head of 20 bits. */
  slow(peek: number): number {
    for (let length = 1; length <= LONGEST; length++) {
      const index = (peek >>> (LONGEST - length)) - (this.#first[length] as number);
      if (index >= 0 && index < (this.#counts[length] as number))
        return ((this.#symbols[(this.#offset[length] as number) + index] as number) << 5) | length;
    }
    return 0;
  }
}
