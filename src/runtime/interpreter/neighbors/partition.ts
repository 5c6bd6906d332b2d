/**
 * numpy.argpartition(values, k - 1)[:k], then argsorted: which of equal values come first is the order in which NumPy's introselect
 * and quicksort leave them (numpy/_core/src/npysort/selection.cpp, quicksort.cpp, the loops without AVX).
 */
export function partitionedNearest(values: Float64Array, k: number): Int32Array {
  const rows = Int32Array.from(values.keys());
  introselect(values, rows, k - 1);
  const kept = rows.slice(0, k);
  argsort(values, kept);
  return kept;
}

/** Below this many elements NumPy selects one smallest after the other. */
const FEW = 3;
/** Up to this many elements NumPy sorts by insertion. */
const SMALL = 16;

function introselect(values: Float64Array, rows: Int32Array, kth: number): void {
  const at = (i: number): number => values[rows[i] as number] as number;
  const swap = (a: number, b: number) => {
    const row = rows[a] as number;
    rows[a] = rows[b] as number;
    rows[b] = row;
  };
  if (kth < FEW) {
    for (let i = 0; i <= kth; i++) {
      let least = i;
      for (let j = i + 1; j < rows.length; j++) if (at(j) < at(least)) least = j;
      swap(i, least);
    }
    return;
  }
  if (kth === rows.length - 1) {
    let most = 0;
    for (let j = 1; j < rows.length; j++) if (!(at(j) < at(most))) most = j;
    swap(kth, most);
    return;
  }
  let low = 0;
  let high = rows.length - 1;
  while (low + 1 < high) {
    const middle = low + ((high - low) >> 1);
    if (at(high) < at(middle)) swap(high, middle);
    if (at(high) < at(low)) swap(high, low);
    if (at(low) < at(middle)) swap(low, middle);
    swap(middle, low + 1);
    const pivot = at(low);
    let left = low + 1;
    let right = high;
    for (;;) {
      do left++;
      while (at(left) < pivot);
      do right--;
      while (pivot < at(right));
      if (right < left) break;
      swap(left, right);
    }
    swap(low, right);
    if (right >= kth) high = right - 1;
    if (right <= kth) low = left;
  }
  if (high === low + 1 && at(high) < at(low)) swap(high, low);
}

/** Quicksort of row numbers by value; small stretches by insertion, which is stable. */
function argsort(values: Float64Array, rows: Int32Array): void {
  const at = (i: number): number => values[rows[i] as number] as number;
  const swap = (a: number, b: number) => {
    const row = rows[a] as number;
    rows[a] = rows[b] as number;
    rows[b] = row;
  };
  const sort = (low: number, high: number): void => {
    while (high - low > SMALL) {
      const middle = low + ((high - low) >> 1);
      if (at(middle) < at(low)) swap(middle, low);
      if (at(high) < at(middle)) swap(high, middle);
      if (at(middle) < at(low)) swap(middle, low);
      const pivot = at(middle);
      let left = low;
      let right = high - 1;
      swap(middle, right);
      for (;;) {
        do left++;
        while (at(left) < pivot);
        do right--;
        while (pivot < at(right));
        if (left >= right) break;
        swap(left, right);
      }
      swap(left, high - 1);
      sort(left + 1, high);
      high = left - 1;
    }
    for (let i = low + 1; i <= high; i++) {
      const row = rows[i] as number;
      const value = values[row] as number;
      let j = i;
      for (; j > low && value < at(j - 1); j--) rows[j] = rows[j - 1] as number;
      rows[j] = row;
    }
  };
  sort(0, rows.length - 1);
}
