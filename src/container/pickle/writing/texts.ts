/** Texts longer than this are hardly ever the same; looking costs their length. */
const LONGEST = 256;
const SMALLEST_TABLE = 1024;

/**
 * Which texts come more than once, in eight bytes a text: a table of hashes, with a bit for "met again". Two texts of one hash (of 1,000,000
 * about every two-thousandth) are taken for the same, and then remembered for nothing: a byte more in the file, no other harm.
 */
export class RepeatedTexts {
  /** 31 bits of hash, never 0, above the bit. */
  #table = new Uint32Array(SMALLEST_TABLE);
  #count = 0;

  meet(text: string): void {
    if (text.length > LONGEST) return;
    const hash = hashOf(text);
    const at = find(this.#table, hash);
    if (this.#table[at] !== 0) {
      this.#table[at] = (hash << 1) | 1;
      return;
    }
    this.#table[at] = hash << 1;
    if (++this.#count * 2 > this.#table.length) this.#grow();
  }

  /** Whether a text may have been met more than once. */
  has(text: string): boolean {
    if (text.length > LONGEST) return false;
    return ((this.#table[find(this.#table, hashOf(text))] as number) & 1) === 1;
  }

  #grow(): void {
    const larger = new Uint32Array(this.#table.length * 2);
    for (const entry of this.#table) if (entry !== 0) larger[find(larger, entry >>> 1)] = entry;
    this.#table = larger;
  }
}

/** Where a hash stands in a table whose length is a power of two, or the free place for it. */
function find(table: Uint32Array, hash: number): number {
  const mask = table.length - 1;
  let at = hash & mask;
  for (let entry = table[at] as number; entry !== 0 && entry >>> 1 !== hash; entry = table[at] as number) at = (at + 1) & mask;
  return at;
}

/** FNV-1a over UTF-16 units (http://www.isthe.com/chongo/tech/comp/fnv/), mixed, as its low bits alone are weak; 31 bits. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  return (hash ^ (hash >>> 13)) >>> 1 || 1;
}
