import type { PyValue } from "./values.js";

/** The memo. Picklers number from 0 upwards, which an array holds best; keys out of order go to a Map. */
export class Memo {
  readonly #dense: PyValue[] = [];
  #sparse: Map<number, PyValue> | undefined;

  /** Distinct keys; MEMOIZE uses it as the next one. */
  get size(): number {
    return this.#dense.length + (this.#sparse?.size ?? 0);
  }

  set(key: number, value: PyValue): void {
    const dense = this.#dense;
    if (key < dense.length) dense[key] = value;
    else if (key === dense.length && !this.#sparse?.has(key)) dense.push(value);
    else {
      this.#sparse ??= new Map();
      this.#sparse.set(key, value);
    }
  }

  get(key: number): PyValue | undefined {
    return key < this.#dense.length ? this.#dense[key] : this.#sparse?.get(key);
  }
}
