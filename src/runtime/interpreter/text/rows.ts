import type { CsrMatrix } from "../../../sparse.js";
import { allocate, type Data, type DType } from "../../../tensor.js";
import { sparse } from "../sparse.js";

/** Up to here an insertion sort beats the engine's. */
const FEW = 48;

/** Builds a csr matrix row by row; within a row, what is put into one column adds up, and columns come out ascending. */
export class RowCounter {
  readonly #sums: Float64Array | Map<number, number>;
  #columns = new Int32Array(64);
  #count = 0;
  #indices = new Int32Array(1024);
  #values = new Float64Array(1024);
  #stored = 0;
  #indptr: Int32Array = new Int32Array(1);
  #row = 0;

  constructor(readonly width: number) {
    this.#sums = width <= DENSE_UP_TO ? new Float64Array(width) : new Map();
    this.#seen = width <= DENSE_UP_TO ? new Uint8Array(width) : undefined;
  }
  readonly #seen: Uint8Array | undefined;

  start(rows: number): void {
    this.#indptr = new Int32Array(rows + 1);
    this.#row = this.#stored = this.#count = 0;
  }

  add(column: number, value: number): void {
    const sums = this.#sums;
    if (sums instanceof Map) {
      const sum = sums.get(column);
      if (sum === undefined) this.#touch(column);
      sums.set(column, (sum ?? 0) + value);
      return;
    }
    const seen = this.#seen as Uint8Array;
    if (seen[column] === 0) {
      seen[column] = 1;
      this.#touch(column);
    }
    sums[column] = (sums[column] as number) + value;
  }

  /** Ends a row. */
  next(): void {
    const count = this.#count;
    const columns = this.#columns;
    sortFew(columns, count);
    if (this.#stored + count > this.#indices.length) this.#grow(this.#stored + count);
    const sums = this.#sums;
    const seen = this.#seen;
    for (let i = 0, at = this.#stored; i < count; i++, at++) {
      const column = columns[i] as number;
      this.#indices[at] = column;
      if (sums instanceof Map) this.#values[at] = sums.get(column) as number;
      else {
        this.#values[at] = sums[column] as number;
        sums[column] = 0;
        (seen as Uint8Array)[column] = 0;
      }
    }
    if (sums instanceof Map) sums.clear();
    this.#stored += count;
    this.#count = 0;
    this.#indptr[++this.#row] = this.#stored;
  }

  /** Forgets a row that was not ended, after a complaint. */
  reset(): void {
    if (this.#count > 0) this.next();
  }

  finish(op: string, dtype: DType): CsrMatrix {
    const stored = this.#stored;
    const data: Data = allocate(dtype, stored);
    const values = this.#values;
    if (dtype === "int64") for (let i = 0; i < stored; i++) (data as BigInt64Array)[i] = BigInt(values[i] as number);
    else (data as Float64Array).set(values.subarray(0, stored));
    return sparse(op, [this.#indptr.length - 1, this.width], dtype, data, this.#indices.slice(0, stored), this.#indptr);
  }

  #touch(column: number): void {
    if (this.#count === this.#columns.length) {
      const larger = new Int32Array(2 * this.#count);
      larger.set(this.#columns);
      this.#columns = larger;
    }
    this.#columns[this.#count++] = column;
  }

  #grow(needed: number): void {
    const indices = new Int32Array(2 * needed);
    indices.set(this.#indices);
    this.#indices = indices;
    const values = new Float64Array(2 * needed);
    values.set(this.#values);
    this.#values = values;
  }
}

/** Beyond this many columns (8 MB of sums) a row's sums are kept in a Map. */
const DENSE_UP_TO = 2 ** 20;

function sortFew(columns: Int32Array, count: number): void {
  if (count > FEW) {
    columns.subarray(0, count).sort();
    return;
  }
  for (let i = 1; i < count; i++) {
    const column = columns[i] as number;
    let j = i - 1;
    while (j >= 0 && (columns[j] as number) > column) {
      columns[j + 1] = columns[j] as number;
      j--;
    }
    columns[j + 1] = column;
  }
}
