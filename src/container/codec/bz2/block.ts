import type { BitWriter } from "./bit-writer.js";
import { codeLengths, codesOf } from "./code-lengths.js";
import { burrowsWheeler } from "./transform.js";

const GROUP_SYMBOLS = 50;
/** Rounds in which groups choose tables and tables adapt to their groups (BZ_N_ITERS). */
const ROUNDS = 4;

/** One block: transform, move to front, zero runs, and up to six Huffman tables (bzip2 1.0, compress.c). */
export function writeBlock(bits: BitWriter, block: Uint8Array, crc: number): void {
  const { last, origin } = burrowsWheeler(block);
  const used = new Uint8Array(256);
  for (const byte of block) used[byte] = 1;
  const { symbols, alphabet } = moveToFront(last, used);
  const tables = chooseTables(symbols, alphabet);
  bits.write(24, 0x314159);
  bits.write(24, 0x265359);
  bits.write(16, crc >>> 16);
  bits.write(16, crc & 0xffff);
  bits.write(1, 0);
  bits.write(24, origin);
  writeAlphabet(bits, used);
  writeTables(bits, tables);
  const codes = tables.lengths.map(codesOf);
  for (let i = 0; i < symbols.length; i++) {
    const table = tables.selectors[Math.floor(i / GROUP_SYMBOLS)] as number;
    const symbol = symbols[i] as number;
    bits.write(tables.lengths[table]?.[symbol] as number, codes[table]?.[symbol] as number);
  }
}

/** Symbols 0 and 1 write runs of zeros in bijective base 2, the last symbol ends the block. */
function moveToFront(last: Uint8Array, used: Uint8Array): { symbols: Uint16Array; alphabet: number } {
  const front = Uint8Array.from({ length: 256 }, (_, i) => i).filter((byte) => used[byte] === 1);
  const alphabet = front.length + 2;
  const symbols = new Uint16Array(last.length + 1);
  let n = 0;
  let zeros = 0;
  const endRun = (): void => {
    for (; zeros > 0; zeros = (zeros - 1) >> 1) symbols[n++] = (zeros & 1) ^ 1;
  };
  for (const byte of last) {
    if (front[0] === byte) {
      zeros++;
      continue;
    }
    endRun();
    let at = 1;
    while (front[at] !== byte) at++;
    front.copyWithin(1, 0, at);
    front[0] = byte;
    symbols[n++] = at + 1;
  }
  endRun();
  symbols[n++] = alphabet - 1;
  return { symbols: symbols.subarray(0, n), alphabet };
}

interface Tables {
  readonly lengths: readonly Uint8Array[];
  /** For each 50 symbols, the table that writes them. */
  readonly selectors: Uint8Array;
}

function chooseTables(symbols: Uint16Array, alphabet: number): Tables {
  const count = symbols.length < 200 ? 2 : symbols.length < 600 ? 3 : symbols.length < 1200 ? 4 : symbols.length < 2400 ? 5 : 6;
  const selectors = new Uint8Array(Math.ceil(symbols.length / GROUP_SYMBOLS));
  let lengths = startLengths(symbols, alphabet, count);
  for (let round = 0; round < ROUNDS; round++) {
    const frequencies = lengths.map(() => new Uint32Array(alphabet));
    for (let group = 0; group < selectors.length; group++) {
      const from = group * GROUP_SYMBOLS;
      const to = Math.min(from + GROUP_SYMBOLS, symbols.length);
      let best = 0;
      let least = Number.POSITIVE_INFINITY;
      for (let table = 0; table < count; table++) {
        const table_ = lengths[table] as Uint8Array;
        let cost = 0;
        for (let i = from; i < to; i++) cost += table_[symbols[i] as number] as number;
        if (cost < least) {
          least = cost;
          best = table;
        }
      }
      selectors[group] = best;
      const counts = frequencies[best] as Uint32Array;
      for (let i = from; i < to; i++) counts[symbols[i] as number] = (counts[symbols[i] as number] as number) + 1;
    }
    lengths = frequencies.map((counts) => codeLengths(counts));
  }
  return { lengths, selectors };
}

/** Each table begins cheap for its own share of the symbols, so that the rounds have something to tell apart. */
function startLengths(symbols: Uint16Array, alphabet: number, count: number): Uint8Array[] {
  const totals = new Uint32Array(alphabet);
  for (const symbol of symbols) totals[symbol] = (totals[symbol] as number) + 1;
  const lengths: Uint8Array[] = [];
  let symbol = 0;
  let left = symbols.length;
  for (let table = 0; table < count; table++) {
    const share = left / (count - table);
    const own = new Uint8Array(alphabet).fill(15);
    let sum = 0;
    while (symbol < alphabet && (sum < share || table === count - 1)) {
      own[symbol] = 0;
      sum += totals[symbol++] as number;
    }
    left -= sum;
    lengths.push(own);
  }
  return lengths;
}

function writeAlphabet(bits: BitWriter, used: Uint8Array): void {
  const rows = Array.from({ length: 16 }, (_, row) => used.subarray(row * 16, row * 16 + 16));
  for (const row of rows) bits.write(1, row.includes(1) ? 1 : 0);
  for (const row of rows) if (row.includes(1)) for (const bit of row) bits.write(1, bit);
}

function writeTables(bits: BitWriter, { lengths, selectors }: Tables): void {
  bits.write(3, lengths.length);
  bits.write(15, selectors.length);
  const order = lengths.map((_, table) => table);
  for (const table of selectors) {
    const at = order.indexOf(table);
    for (let i = 0; i < at; i++) bits.write(1, 1);
    bits.write(1, 0);
    order.splice(at, 1);
    order.unshift(table);
  }
  for (const table of lengths) {
    let current = table[0] as number;
    bits.write(5, current);
    for (const length of table) {
      for (; current < length; current++) bits.write(2, 0b10);
      for (; current > length; current--) bits.write(2, 0b11);
      bits.write(1, 0);
    }
  }
}
