/** Distance between the places where a file is cut. */
export const CUT_EVERY = 64;
/** Bits flipped of each file, one at a time. */
export const FLIPS = 1_000;

/** A way to damage a file: cut behind so many bytes, or one bit flipped. */
export type Damage = { readonly cut: number } | { readonly bit: number };

/** A generator of numbers below 2^32 that gives the same ones for the same seed (mulberry32). */
export function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
}

/** A seed out of a name, so that each file has flips of its own (FNV-1a). */
export function seedOf(name: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < name.length; i++) hash = Math.imul(hash ^ name.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}

/** Every damage of a file of `size` bytes: each cut, then the flips. */
export function damages(name: string, size: number): Damage[] {
  const next = random(seedOf(name));
  const cuts = Array.from({ length: Math.ceil(size / CUT_EVERY) }, (_, i): Damage => ({ cut: i * CUT_EVERY }));
  const flips = Array.from({ length: size === 0 ? 0 : FLIPS }, (): Damage => ({ bit: next() % (size * 8) }));
  return [...cuts, ...flips];
}

/** The damaged bytes; the original stays as it is. */
export function damaged(bytes: Uint8Array, damage: Damage): Uint8Array {
  if ("cut" in damage) return bytes.slice(0, damage.cut);
  const copy = bytes.slice();
  const at = damage.bit >>> 3;
  copy[at] = (copy[at] as number) ^ (1 << (damage.bit & 7));
  return copy;
}
