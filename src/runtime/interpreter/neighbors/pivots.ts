import type { Index } from "../../../graph/ops/neighbors.js";
import { distanceOf } from "./distance.js";
import type { Nearest } from "./nearest.js";

/** Fewer rows than this are compared with one by one in no time. */
const WORTH_ROWS = 2000;
/** Pivots per square root of the rows: more cost more for each question, fewer leave more rows to look at. */
const PIVOTS = 1.5;
/** Distances are rounded: a row is left out only where the triangle inequality says so by more than this share. */
const SLACK = 1e-9;

const metrics: ReadonlySet<string> = new Set(["euclidean", "manhattan", "chebyshev"]);

export function worthPivots({ metric, rows, tree }: Index): boolean {
  return tree === undefined && rows >= WORTH_ROWS && metrics.has(metric.name);
}

/**
 * Brute force that leaves out what cannot be near: every row belongs to the nearest of some pivots, and its distance to the query is at
 * least the difference of their distances to the pivot. Finds the same rows with the same distances, unless some are equally far:
 * then the order of comparing would count, and the answer is false.
 */
export function pivotSearch(index: Index): (x: Float64Array, i: number, nearest: Nearest) => boolean {
  const { points, features, rows } = index;
  const { reduced, fromReduced, toReduced } = distanceOf(index.metric, features);
  const count = Math.ceil(Math.sqrt(rows) * PIVOTS);
  const pivots = new Float64Array(count * features);
  for (let p = 0; p < count; p++) {
    const from = Math.floor((p * rows) / count) * features;
    pivots.set(points.subarray(from, from + features), p * features);
  }
  const belongs = new Int32Array(rows);
  const away = new Float64Array(rows);
  const start = new Int32Array(count + 1);
  for (let row = 0, j = 0; row < rows; row++, j += features) {
    // Rows that follow each other are often alike: the last one's pivot is a good first guess.
    let best = row === 0 ? 0 : (belongs[row - 1] as number);
    let least = reduced(points, j, pivots, best * features, Number.POSITIVE_INFINITY);
    for (let p = 0, at = 0; p < count; p++, at += features) {
      const value = reduced(points, j, pivots, at, least);
      if (value < least) [least, best] = [value, p];
    }
    belongs[row] = best;
    away[row] = fromReduced(least);
    start[best + 1] = (start[best + 1] as number) + 1;
  }
  for (let p = 0; p < count; p++) start[p + 1] = (start[p + 1] as number) + (start[p] as number);
  const order = Int32Array.from(away.keys()).sort(
    (a, b) => (belongs[a] as number) - (belongs[b] as number) || (away[a] as number) - (away[b] as number),
  );
  const sorted = Float64Array.from(order, (row) => away[row] as number);
  const near = new Float64Array(rows * features);
  order.forEach((row, to) => {
    near.set(points.subarray(row * features, (row + 1) * features), to * features);
  });
  const toPivot = new Float64Array(count);

  const scan = (p: number, x: Float64Array, i: number, nearest: Nearest): void => {
    const mine = toPivot[p] as number;
    const to = start[p + 1] as number;
    let reach = (fromReduced(nearest.top) + mine) * (1 + SLACK) - mine;
    let at = lowerBound(sorted, start[p] as number, to, mine - reach);
    let before = nearest.top;
    for (let j = at * features; at < to && (sorted[at] as number) <= mine + reach; at++, j += features) {
      const value = reduced(x, i, near, j, before);
      if (value <= before) {
        nearest.push(value, order[at] as number);
        if (nearest.top < before) {
          before = nearest.top;
          reach = (fromReduced(before) + mine) * (1 + SLACK) - mine;
        }
      }
    }
  };
  return (x, i, nearest) => {
    let first = 0;
    for (let p = 0, at = 0; p < count; p++, at += features) {
      const value = reduced(x, i, pivots, at, Number.POSITIVE_INFINITY);
      toPivot[p] = fromReduced(value);
      if ((toPivot[p] as number) < (toPivot[first] as number)) first = p;
    }
    nearest.clear(Number.MAX_VALUE);
    scan(first, x, i, nearest);
    for (let p = 0; p < count; p++) if (p !== first) scan(p, x, i, nearest);
    nearest.sort();
    const { values } = nearest;
    for (let n = 1; n < values.length; n++) if (values[n] === values[n - 1]) return false;
    // Infinite, not a number, or so small that squares lose what the triangle inequality needs.
    return (values.at(-1) as number) < Number.MAX_VALUE && toReduced(fromReduced(values[0] as number)) >= 0;
  };
}

function lowerBound(sorted: Float64Array, from: number, to: number, value: number): number {
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((sorted[middle] as number) < value) from = middle + 1;
    else to = middle;
  }
  return from;
}
