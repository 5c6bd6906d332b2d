import type { SortOrder } from "../../../graph/ops/neighbors.js";

/**
 * The k smallest of what is pushed, as scikit-learn keeps them (sklearn/utils/_heap.pyx: heap_push): a max-heap whose order among equals
 * is part of the answer.
 */
export class Nearest {
  readonly values: Float64Array;
  readonly rows: Int32Array;
  /** The largest value that is kept. */
  top = Number.POSITIVE_INFINITY;

  constructor(
    readonly k: number,
    readonly order: SortOrder,
  ) {
    this.values = new Float64Array(k);
    this.rows = new Int32Array(k);
  }

  /** Trees begin with infinities, brute force with the largest number: what is not below is not kept. */
  clear(largest: number): void {
    this.values.fill(largest);
    this.rows.fill(0);
    this.top = largest;
  }

  push(value: number, row: number): void {
    if (value >= this.top) return;
    const { values, rows, k } = this;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= k) break;
      if (child + 1 < k && (values[child] as number) < (values[child + 1] as number)) child++;
      const below = values[child] as number;
      if (!(value < below)) break;
      values[at] = below;
      rows[at] = rows[child] as number;
      at = child;
    }
    values[at] = value;
    rows[at] = row;
    this.top = values[0] as number;
  }

  /** Ascending, equals in the order of scikit-learn's sort. */
  sort(): void {
    simultaneousSort(this.values, this.rows, this.order);
  }
}

/** sklearn/utils/_sorting.pyx: simultaneous_sort, which is not stable: a quicksort, since 1.9 an introsort. */
export function simultaneousSort(values: Float64Array, rows: Int32Array, order: SortOrder): void {
  if (order === "quicksort") quicksort(values, rows, 0, values.length);
  else introsort(values, rows, 0, values.length);
}

function swapper(values: Float64Array, rows: Int32Array): (a: number, b: number) => void {
  return (a, b) => {
    const value = values[a] as number;
    values[a] = values[b] as number;
    values[b] = value;
    const row = rows[a] as number;
    rows[a] = rows[b] as number;
    rows[b] = row;
  };
}

function quicksort(values: Float64Array, rows: Int32Array, from: number, size: number): void {
  const swap = swapper(values, rows);
  const above = (a: number, b: number): boolean => (values[a] as number) > (values[b] as number);
  if (size <= 1) return;
  const last = from + size - 1;
  if (size === 2) {
    if (above(from, last)) swap(from, last);
    return;
  }
  if (size === 3) {
    if (above(from, from + 1)) swap(from, from + 1);
    if (above(from + 1, last)) {
      swap(from + 1, last);
      if (above(from, from + 1)) swap(from, from + 1);
    }
    return;
  }
  const middle = from + (size >> 1);
  if (above(from, last)) swap(from, last);
  if (above(last, middle)) {
    swap(last, middle);
    if (above(from, last)) swap(from, last);
  }
  const pivot = values[last] as number;
  let store = from;
  for (let i = from; i < last; i++) if ((values[i] as number) < pivot) swap(i, store++);
  swap(store, last);
  quicksort(values, rows, from, store - from);
  quicksort(values, rows, store + 1, last - store);
}

/** Up to this many elements introsort sorts by insertion. */
const SMALL = 15;

/** Its way out of a quadratic course (heapsort) is left out: it is for what an adversary made, and changes the order of equals only. */
function introsort(values: Float64Array, rows: Int32Array, from: number, size: number): void {
  const swap = swapper(values, rows);
  const at = (i: number): number => values[from + i] as number;
  const exchange = (a: number, b: number) => swap(from + a, from + b);
  while (size > SMALL) {
    const last = size - 1;
    const middle = size >> 1;
    if (at(0) > at(last)) exchange(0, last);
    if (at(last) > at(middle)) {
      exchange(last, middle);
      if (at(0) > at(last)) exchange(0, last);
    }
    const pivot = at(last);
    let i = 1;
    let j = size - 2;
    for (;;) {
      while (i <= j && at(i) < pivot) i++;
      while (i <= j && at(j) > pivot) j--;
      if (i >= j) break;
      exchange(i++, j--);
    }
    exchange(i, last);
    introsort(values, rows, from, i);
    from += i + 1;
    size -= i + 1;
  }
  for (let i = 1; i < size; i++) {
    const value = at(i);
    const row = rows[from + i] as number;
    let j = i;
    for (; j > 0 && at(j - 1) > value; j--) {
      values[from + j] = at(j - 1);
      rows[from + j] = rows[from + j - 1] as number;
    }
    values[from + j] = value;
    rows[from + j] = row;
  }
}
