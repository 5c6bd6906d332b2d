import type { Region } from "./region.js";

/** Regions that were left out of a row of memo entries, in order, none inside of another. */
export class Gaps {
  readonly regions: Region[] = [];
  /** Memo entries left out. */
  entries = 0;

  add(region: Region): void {
    region.entriesBefore = this.entries;
    this.entries += region.entries;
    this.regions.push(region);
  }

  /** Takes those away that begin at or behind a byte. */
  takeFrom(start: number): Region[] {
    const { regions } = this;
    let first = regions.length;
    while (first > 0 && (regions[first - 1] as Region).start >= start) first--;
    const taken = regions.splice(first);
    for (const region of taken) this.entries -= region.entries;
    return taken;
  }

  /** How deep the regions behind a byte stand in each other. */
  heightFrom(start: number): number {
    const { regions } = this;
    let height = 0;
    for (let i = regions.length - 1; i >= 0 && (regions[i] as Region).start >= start; i--)
      height = Math.max(height, (regions[i] as Region).height);
    return height;
  }

  /** The last region that begins at or before a memo key; the key is in it, or behind it. */
  last(key: number): Region | undefined {
    const { regions } = this;
    let low = 0;
    let high = regions.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((regions[middle] as Region).memoStart <= key) low = middle + 1;
      else high = middle;
    }
    return regions[low - 1];
  }
}
