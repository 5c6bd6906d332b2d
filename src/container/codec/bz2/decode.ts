import { breathe, corrupt, Output, type Unpacked } from "../output.js";
import { updateCrc } from "./crc.js";
import { HuffmanDecoder } from "./huffman.js";

/** Bits 0x314159265359 begin a block, 0x177245385090 end a stream (the digits of pi and of its root). */
const BLOCK = [0x314159, 0x265359] as const;
const END = [0x177245, 0x385090] as const;
const GROUP_SYMBOLS = 50;
const SYMBOLS_PER_LEVEL = 100_000;
/** Bytes decoded between pauses for the event loop. */
const STRETCH = 8 * 1024 * 1024;

/**
 * Unpacks bzip2: any number of streams one after the other, checksums verified. The format is that of bzip2 1.0 (decompress.c); blocks
 * of versions before 0.9.5 ("randomised") are refused.
 */
export async function unbzip2(input: Uint8Array, limit: number, where: string): Promise<Unpacked> {
  const output = new Output(limit, input.length, where);
  const decoder = new Bzip2Decoder(input, output, where);
  let pause = STRETCH;
  while (decoder.step()) {
    if (output.length < pause) continue;
    pause = output.length + STRETCH;
    await breathe();
  }
  return output.finish(decoder.at);
}

class Bzip2Decoder {
  #at = 0;
  #bits = 0;
  #count = 0;
  #level = 0;
  #streamCrc = 0;
  #work = new Uint32Array(0);

  constructor(
    readonly input: Uint8Array,
    readonly output: Output,
    readonly where: string,
  ) {}

  get at(): number {
    return this.#at;
  }

  /** Decodes a stream header, a block or a stream's end; false when all is done. */
  step(): boolean {
    if (this.#level === 0) return this.#header();
    const first = this.#read(24);
    const second = this.#read(24);
    if (first === BLOCK[0] && second === BLOCK[1]) {
      this.#block();
      return true;
    }
    if (first !== END[0] || second !== END[1]) throw this.#corrupt("has no block where one should begin");
    const crc = ((this.#read(16) << 16) | this.#read(16)) >>> 0;
    if (crc !== this.#streamCrc) throw this.#corrupt("fails its checksum");
    this.#at -= this.#count >> 3;
    this.#bits = 0;
    this.#count = 0;
    this.#level = 0;
    return true;
  }

  #header(): boolean {
    const { input } = this;
    const at = this.#at;
    const level = (input[at + 3] ?? 0) - 0x30;
    const isHeader = input[at] === 0x42 && input[at + 1] === 0x5a && input[at + 2] === 0x68 && level >= 1 && level <= 9;
    // Like Python's bz2 module, whatever follows the last stream is ignored.
    if (!isHeader && at > 0) return false;
    if (!isHeader) throw this.#corrupt("has no header");
    this.#at += 4;
    this.#level = level;
    this.#streamCrc = 0;
    if (this.#work.length < level * SYMBOLS_PER_LEVEL) this.#work = new Uint32Array(level * SYMBOLS_PER_LEVEL);
    return true;
  }

  #block(): void {
    const expected = ((this.#read(16) << 16) | this.#read(16)) >>> 0;
    if (this.#read(1)) throw this.#corrupt("has a randomised block, as only bzip2 before 0.9.5 wrote");
    const origin = this.#read(24);
    const counts = new Int32Array(257);
    const size = this.#symbols(counts);
    if (origin >= size) throw this.#corrupt("points outside of its block");
    this.#invert(size, counts);
    const crc = this.#emit(size, origin);
    if (crc !== expected) throw this.#corrupt("fails a block's checksum");
    this.#streamCrc = (((this.#streamCrc << 1) | (this.#streamCrc >>> 31)) ^ crc) >>> 0;
  }

  /** Huffman codes, move-to-front and zero runs: fills the work array with bytes, and counts each byte. */
  #symbols(counts: Int32Array): number {
    const used = this.#alphabet();
    const alphabet = used.length + 2;
    const groups = this.#read(3);
    const selectorCount = this.#read(15);
    if (groups < 2 || groups > 6 || selectorCount < 1) throw this.#corrupt("has a malformed block header");
    const order = [0, 1, 2, 3, 4, 5];
    const selectors = new Uint8Array(selectorCount);
    for (let i = 0; i < selectorCount; i++) {
      let j = 0;
      while (this.#read(1)) if (++j >= groups) throw this.#corrupt("has a malformed selector");
      const [group = 0] = order.splice(j, 1);
      order.unshift(group);
      selectors[i] = group;
    }
    const decoders: HuffmanDecoder[] = [];
    for (let g = 0; g < groups; g++) decoders.push(this.#codeTable(alphabet));
    return this.#runs(used, decoders, selectors, counts);
  }

  #alphabet(): Uint8Array {
    const ranges = this.#read(16);
    const used = new Uint8Array(256);
    let n = 0;
    for (let i = 0; i < 16; i++) {
      if (!(ranges & (0x8000 >> i))) continue;
      const row = this.#read(16);
      for (let j = 0; j < 16; j++) if (row & (0x8000 >> j)) used[n++] = i * 16 + j;
    }
    if (n === 0) throw this.#corrupt("has a block without symbols");
    return used.subarray(0, n);
  }

  #codeTable(alphabet: number): HuffmanDecoder {
    const lengths = new Uint8Array(alphabet);
    let length = this.#read(5);
    for (let i = 0; i < alphabet; i++) {
      for (;;) {
        if (length < 1 || length > 20) throw this.#corrupt("has a malformed code table");
        if (!this.#read(1)) break;
        length += this.#read(1) ? -1 : 1;
      }
      lengths[i] = length;
    }
    return new HuffmanDecoder(lengths);
  }

  #runs(used: Uint8Array, decoders: HuffmanDecoder[], selectors: Uint8Array, counts: Int32Array): number {
    const { input } = this;
    const work = this.#work;
    const capacity = this.#level * SYMBOLS_PER_LEVEL;
    const front = used.slice();
    const end = used.length + 1;
    let bits = this.#bits;
    let count = this.#count;
    let at = this.#at;
    let size = 0;
    let run = 0;
    let weight = 1;
    let group = 0;
    let left = 0;
    let decoder = decoders[0] as HuffmanDecoder;
    for (;;) {
      if (left-- === 0) {
        if (group >= selectors.length) throw this.#corrupt("runs out of selectors");
        decoder = decoders[selectors[group++] as number] as HuffmanDecoder;
        left = GROUP_SYMBOLS - 1;
      }
      // 20 bits are the longest code; 24 or more are at hand after this, zeros beyond the end of the input.
      while (count <= 23) {
        bits = (bits << 8) | (at < input.length ? (input[at] as number) : 0);
        at++;
        count += 8;
      }
      if (at > input.length + 4) throw this.#corrupt("ends too early");
      const peek = (bits >>> (count - 20)) & 0xfffff;
      let entry = decoder.fast[peek >>> 10] as number;
      if (entry === 0) entry = decoder.slow(peek);
      if (entry === 0) throw this.#corrupt("holds a code that its table does not have");
      count -= entry & 31;
      const symbol = entry >>> 5;
      if (symbol <= 1) {
        run += weight << symbol;
        weight <<= 1;
        if (run > capacity || weight > 2 ** 21) throw this.#corrupt("has a run longer than its block");
        continue;
      }
      if (run > 0) {
        if (size + run > capacity) throw this.#corrupt("has a block larger than it announces");
        const byte = front[0] as number;
        counts[byte + 1] = (counts[byte + 1] as number) + run;
        work.fill(byte, size, size + run);
        size += run;
        run = 0;
        weight = 1;
      }
      if (symbol === end) break;
      if (symbol > end || size >= capacity) throw this.#corrupt("has a block larger than it announces");
      const index = symbol - 1;
      const byte = front[index] as number;
      if (index < 16) for (let i = index; i > 0; i--) front[i] = front[i - 1] as number;
      else front.copyWithin(1, 0, index);
      front[0] = byte;
      counts[byte + 1] = (counts[byte + 1] as number) + 1;
      work[size++] = byte;
    }
    this.#bits = bits;
    this.#count = count;
    this.#at = at;
    return size;
  }

  /** Prepares the inverse Burrows-Wheeler transform: the upper 24 bits of each word lead to the next byte's place. */
  #invert(size: number, counts: Int32Array): void {
    const work = this.#work;
    for (let i = 1; i < 257; i++) counts[i] = (counts[i] as number) + (counts[i - 1] as number);
    for (let i = 0; i < size; i++) {
      const byte = (work[i] as number) & 0xff;
      const to = counts[byte] as number;
      counts[byte] = to + 1;
      work[to] = ((work[to] as number) & 0xff) | (i << 8);
    }
  }

  /** Follows the chain, undoes the outer run lengths (four equal bytes, then how many more), and answers the block's CRC. */
  #emit(size: number, origin: number): number {
    const { output } = this;
    const work = this.#work;
    output.reserve(Math.min(size, 4096));
    let { bytes, length } = output;
    let next = (work[origin] as number) >>> 8;
    let previous = -1;
    let same = 0;
    let crc = -1;
    let start = length;
    for (let i = 0; i < size; i++) {
      const word = work[next] as number;
      next = word >>> 8;
      const byte = word & 0xff;
      if (length + 256 > bytes.length) {
        crc = updateCrc(crc, bytes, start, length);
        start = length;
        output.length = length;
        output.reserve(same === 4 ? byte : 1);
        if (output.bytes.length < output.limit) output.reserve(Math.min(4096, output.limit - length));
        bytes = output.bytes;
      }
      if (same === 4) {
        bytes.fill(previous, length, length + byte);
        length += byte;
        same = 0;
        previous = -1;
        continue;
      }
      same = byte === previous ? same + 1 : 1;
      previous = byte;
      bytes[length++] = byte;
    }
    output.length = length;
    return ~updateCrc(crc, bytes, start, length) >>> 0;
  }

  /** Up to 24 bits. */
  #read(width: number): number {
    while (this.#count < width) {
      if (this.#at >= this.input.length) throw this.#corrupt("ends too early");
      this.#bits = (this.#bits << 8) | (this.input[this.#at++] as number);
      this.#count += 8;
    }
    this.#count -= width;
    return (this.#bits >>> this.#count) & ((1 << width) - 1);
  }

  #corrupt(what: string): Error {
    return corrupt("bz2", this.where, what, Math.min(this.#at, this.input.length));
  }
}
