import { keyOf } from "./keys.js";
import type { PyValue } from "./values.js";

/** Values by position, as an array has them. */
export interface Cells {
  readonly length: number;
  at(index: number): PyValue | undefined;
}

/** Content of a container that is made when it is asked for. */
export interface Deferred<T> {
  take(): T;
}

const none: PyValue[] = [];

/** Up to this many entries a dict finds its keys by looking at each; a Map costs several times the entries themselves. */
const INDEXED_FROM = 9;

/**
 * A dict in insertion order. Keys are equal as Python has it: 1, 1.0 and True are one key; a NaN only if it is the same object
 * (here: never). Setting a key that Python cannot hash is a `pickle/build` error.
 */
export class PyDict {
  /** Both are made with the first entry: an empty dict, a byte of a pickle, should not cost a hundred here. */
  #keys: PyValue[] = none;
  #values: PyValue[] = none;
  /** Made when a large dict is first looked into: most of a file's dicts are only read through. */
  #index: Map<unknown, number> | undefined;
  /** What comes behind the entries, in order, while nobody looked: dicts still to be made, and keys and values by turns. */
  #waiting: (Deferred<PyDict> | PyValue[])[] | undefined;

  get size(): number {
    this.#settle();
    if (this.#keys.length >= INDEXED_FROM) this.#indexed();
    return this.#keys.length;
  }

  set(key: PyValue, value: PyValue): void {
    const keys = this.#keys;
    if (this.#waiting !== undefined) {
      if (typeof key === "object") keyOf(key);
      const last = this.#waiting.at(-1);
      if (Array.isArray(last)) last.push(key, value);
      else this.#waiting.push([key, value]);
      return;
    }
    if (keys === none) {
      if (typeof key === "object") keyOf(key);
      this.#keys = [key];
      this.#values = [value];
      return;
    }
    if (keys.length >= INDEXED_FROM && this.#index === undefined) {
      if (typeof key === "object") keyOf(key);
      keys.push(key);
      this.#values.push(value);
      return;
    }
    const id = keyOf(key);
    const at = this.#find(id);
    if (at >= 0) {
      this.#values[at] = value;
      return;
    }
    this.#index?.set(id, keys.length);
    keys.push(key);
    this.#values.push(value);
  }

  /** Puts entries that are made later behind those that are there. Their keys are known to be hashable. */
  defer(part: Deferred<PyDict>): void {
    this.#waiting ??= [];
    this.#waiting.push(part);
  }

  /** Cells at the end that are there already. */
  get held(): number {
    if (this.#waiting === undefined) return 2 * this.#keys.length;
    const last = this.#waiting.at(-1);
    return Array.isArray(last) ? last.length : 0;
  }

  /** Takes cells away that will be made later: all but the first `count` of those that `held` counts. */
  cut(count: number): void {
    const last = this.#waiting?.at(-1);
    if (Array.isArray(last)) last.length = count;
    if (this.#waiting !== undefined || this.#keys === none) return;
    this.#keys.length = count / 2;
    this.#values.length = count / 2;
    this.#index = undefined;
  }

  #settle(): void {
    const waiting = this.#waiting;
    if (waiting === undefined) return;
    this.#waiting = undefined;
    for (const part of waiting) {
      const cells = Array.isArray(part) ? part : part.take().cells();
      for (let i = 0; i < cells.length; i += 2) this.set(cells.at(i) as PyValue, cells.at(i + 1) as PyValue);
    }
  }

  /** The value under a key; undefined where there is none (a stored None is null). */
  get(key: PyValue): PyValue | undefined {
    const at = this.#find(keyOf(key));
    return at < 0 ? undefined : this.#values[at];
  }

  has(key: PyValue): boolean {
    return this.#find(keyOf(key)) >= 0;
  }

  /** Keys and values, in order. */
  entries(): readonly (readonly [PyValue, PyValue])[] {
    if (this.size === 0) return [];
    const values = this.#values;
    return this.#keys.map((key, i) => [key, values[i] as PyValue] as const);
  }

  /** Keys and values by turns, without a copy; to be read before the dict changes. */
  cells(): Cells {
    const length = 2 * this.size;
    const keys = this.#keys;
    const values = this.#values;
    return { length, at: (i) => (i % 2 === 0 ? keys : values)[i >> 1] };
  }

  /** Entries whose key is a string. */
  *strings(): Generator<[string, PyValue]> {
    for (const [key, value] of this.entries()) if (typeof key === "string") yield [key, value];
  }

  #find(id: unknown): number {
    this.#settle();
    const keys = this.#keys;
    if (keys.length >= INDEXED_FROM) return this.#indexed().get(id) ?? -1;
    for (let i = 0; i < keys.length; i++) if (keyOf(keys[i] as PyValue) === id) return i;
    return -1;
  }

  /** The index. Making it drops entries whose key came again: the last value stays, in the first one's place. */
  #indexed(): Map<unknown, number> {
    if (this.#index !== undefined) return this.#index;
    const index = new Map<unknown, number>();
    const keys = this.#keys;
    const values = this.#values;
    for (let i = 0; i < keys.length; i++) {
      const id = keyOf(keys[i] as PyValue);
      const at = index.get(id);
      if (at !== undefined) {
        values[at] = values[i] as PyValue;
        continue;
      }
      keys[index.size] = keys[i] as PyValue;
      values[index.size] = values[i] as PyValue;
      index.set(id, index.size);
    }
    keys.length = index.size;
    values.length = index.size;
    this.#index = index;
    return index;
  }
}
