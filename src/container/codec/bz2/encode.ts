import { breathe } from "../output.js";
import { BitWriter } from "./bit-writer.js";
import { writeBlock } from "./block.js";
import { updateCrc } from "./crc.js";

/** A block holds `level` times 100,000 bytes after the outer run lengths, less 19 as bzip2 keeps free. */
const BYTES_PER_LEVEL = 100_000;
const KEPT_FREE = 19;
const LONGEST_RUN = 255;

/** Packs as one bzip2 stream. @param level - 1 to 9: the block size in units of 100,000 bytes */
export async function* bzip2(chunks: Iterable<Uint8Array> | AsyncIterable<Uint8Array>, level: number): AsyncGenerator<Uint8Array> {
  const bits = new BitWriter();
  const block = new Block(level * BYTES_PER_LEVEL - KEPT_FREE);
  let streamCrc = 0;
  const flush = (): void => {
    block.endRun();
    if (block.length === 0) return;
    const crc = ~block.crc >>> 0;
    streamCrc = ((streamCrc << 1) | (streamCrc >>> 31)) ^ crc;
    writeBlock(bits, block.bytes.subarray(0, block.length), crc);
    block.clear();
  };
  for (const char of [0x42, 0x5a, 0x68, 0x30 + level]) bits.write(8, char);
  for await (const chunk of chunks) {
    for (let at = 0; at < chunk.length; ) {
      at = block.fill(chunk, at);
      if (!block.full) continue;
      flush();
      yield bits.take();
      await breathe();
    }
  }
  flush();
  bits.write(24, 0x177245);
  bits.write(24, 0x385090);
  bits.write(16, streamCrc >>> 16);
  bits.write(16, streamCrc & 0xffff);
  bits.align();
  yield bits.take();
}

/** Collects bytes with runs of four to 255 written as four bytes and a count. */
class Block {
  readonly bytes: Uint8Array;
  length = 0;
  crc = -1;
  #byte = -1;
  #run = 0;

  constructor(readonly capacity: number) {
    this.bytes = new Uint8Array(capacity + 5);
  }

  get full(): boolean {
    return this.length >= this.capacity - 5;
  }

  /** Takes bytes from `at` on until the block is full; answers where it stopped. */
  fill(chunk: Uint8Array, at: number): number {
    let i = at;
    for (; i < chunk.length && !this.full; i++) {
      const byte = chunk[i] as number;
      if (byte === this.#byte && this.#run < LONGEST_RUN) {
        this.#run++;
        continue;
      }
      this.endRun();
      this.#byte = byte;
      this.#run = 1;
    }
    this.crc = updateCrc(this.crc, chunk, at, i);
    return i;
  }

  endRun(): void {
    const written = Math.min(this.#run, 4);
    this.bytes.fill(this.#byte, this.length, this.length + written);
    this.length += written;
    if (this.#run >= 4) this.bytes[this.length++] = this.#run - 4;
    this.#run = 0;
    this.#byte = -1;
  }

  clear(): void {
    this.length = 0;
    this.crc = -1;
  }
}
