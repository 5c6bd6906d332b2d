import { suffixArray } from "./suffixes.js";

/**
 * The Burrows-Wheeler transform over all rotations of a block: the last column, and the row of the block itself. Rotated to its
 * smallest rotation first, a block's suffixes sort exactly as its rotations do (it is then a power of a Lyndon word).
 */
export function burrowsWheeler(block: Uint8Array): { last: Uint8Array; origin: number } {
  const n = block.length;
  const start = smallestRotation(block);
  const rotated = new Uint8Array(n);
  rotated.set(block.subarray(start));
  rotated.set(block.subarray(0, start), n - start);
  const order = suffixArray(rotated, 256);
  const last = new Uint8Array(n);
  const first = start === 0 ? 0 : n - start;
  let origin = 0;
  for (let i = 0; i < n; i++) {
    const at = order[i] as number;
    last[i] = rotated[at === 0 ? n - 1 : at - 1] as number;
    if (at === first) origin = i;
  }
  return { last, origin };
}

/** Where the smallest rotation begins; linear time, two candidates at once. */
function smallestRotation(text: Uint8Array): number {
  const n = text.length;
  let i = 0;
  let j = 1;
  let k = 0;
  while (i < n && j < n && k < n) {
    const a = text[(i + k) % n] as number;
    const b = text[(j + k) % n] as number;
    if (a === b) {
      k++;
      continue;
    }
    if (a > b) i += k + 1;
    else j += k + 1;
    if (i === j) j++;
    k = 0;
  }
  return Math.min(i, j);
}
