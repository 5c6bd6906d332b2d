/** Values of nodes, `width` numbers each. */
export interface NodeValues {
  readonly values: Float64Array;
  readonly width: number;
}

/** Where more than half of the first so many leaves differ, a table of different values would not be smaller. */
const TRIAL = 4096;
/** Slots of the hash table; it is given up when half full. */
const SLOTS = 1 << 17;

/** Numbers the different values that leaves hold, in the order in which they come. */
export class DistinctValues {
  readonly #words: Int32Array;
  readonly #width: number;
  readonly #values: Float64Array;
  /** Number of a combination plus 1, by hash; 0 is free. */
  #slots = new Int32Array(SLOTS);
  /** A node that holds each combination. */
  #nodes = new Int32Array(TRIAL);
  #count = 0;
  #asked = 0;
  #useless = false;

  constructor({ values, width }: NodeValues) {
    this.#values = values;
    this.#width = width;
    this.#words = new Int32Array(values.buffer, values.byteOffset, values.length * 2);
  }

  /** The number of a node's values; meaningless once there are too many different ones. */
  indexOf(node: number): number {
    if (this.#useless) return 0;
    const words = this.#words;
    const size = this.#width * 2;
    const from = node * size;
    let hash = 0;
    for (let k = from; k < from + size; k++) hash = Math.imul(hash ^ (words[k] as number), 0x9e3779b1) ^ (hash >>> 15);
    let slot = (hash ^ (hash >>> 16)) & (SLOTS - 1);
    this.#asked++;
    for (let found = this.#slots[slot] as number; found !== 0; found = this.#slots[slot] as number) {
      if (this.#same((this.#nodes[found - 1] as number) * size, from, size)) return found - 1;
      slot = (slot + 1) & (SLOTS - 1);
    }
    return this.#add(slot, node);
  }

  /** The different values behind one another; undefined where there are too many. */
  table(): Float64Array | undefined {
    if (this.#useless || this.#count === 0) return undefined;
    const table = new Float64Array(this.#count * this.#width);
    for (let i = 0; i < this.#count; i++) {
      const from = (this.#nodes[i] as number) * this.#width;
      table.set(this.#values.subarray(from, from + this.#width), i * this.#width);
    }
    return table;
  }

  #same(a: number, b: number, size: number): boolean {
    for (let k = 0; k < size; k++) if (this.#words[a + k] !== this.#words[b + k]) return false;
    return true;
  }

  #add(slot: number, node: number): number {
    if (this.#count >= SLOTS / 2 || (this.#count > TRIAL / 2 && this.#count > this.#asked / 2)) {
      this.#useless = true;
      return 0;
    }
    if (this.#count === this.#nodes.length) {
      const longer = new Int32Array(this.#nodes.length * 2);
      longer.set(this.#nodes);
      this.#nodes = longer;
    }
    this.#slots[slot] = this.#count + 1;
    this.#nodes[this.#count] = node;
    return this.#count++;
  }
}
