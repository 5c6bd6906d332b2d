import type { PyDict } from "./dict.js";
import { keyOf } from "./keys.js";

export { type Cells, type Deferred, PyDict } from "./dict.js";

/**
 * What a pickle holds, without running any of it. Reading builds these and nothing else:
 *
 * | Python | here |
 * |---|---|
 * | None, bool | null, boolean |
 * | int | bigint |
 * | float | number |
 * | str | string (lone surrogates kept) |
 * | bytes | Uint8Array |
 * | list | JavaScript array |
 * | tuple, dict, set, frozenset, bytearray | {@link PyTuple}, {@link PyDict}, {@link PySet}, {@link PyByteArray} |
 * | Python 2 str that is not ASCII, or is very long | {@link Py2String} |
 * | the text of a long `_codecs.encode(text, "latin1")`: bytes before protocol 3 | {@link Latin1Text} |
 * | a class or function | {@link PyGlobal}: a name |
 * | anything made by a call | {@link PyObject}: the call, unexecuted |
 *
 * Identity is kept: what Python shared is the same JavaScript object here, cycles included.
 */
export type PyValue =
  | null
  | boolean
  | bigint
  | number
  | string
  | Uint8Array
  | PyValue[]
  | PyTuple
  | PyDict
  | PySet
  | PyByteArray
  | Py2String
  | Latin1Text
  | PyGlobal
  | PyObject
  | PyPersistent
  | PyExtension
  | PyBuffer;

export class PyTuple {
  constructor(readonly items: PyValue[]) {}
}

export class PySet {
  #index: Set<unknown> | undefined;

  constructor(
    readonly items: PyValue[],
    readonly frozen: boolean,
  ) {}

  /** Puts an item in unless its equal is there already. */
  add(item: PyValue): void {
    this.#index ??= new Set(this.items.map(keyOf));
    const key = keyOf(item);
    if (this.#index.has(key)) return;
    this.#index.add(key);
    this.items.push(item);
  }
}

export class PyByteArray {
  constructor(readonly data: Uint8Array) {}
}

/** A `str` of Python 2 with bytes above 0x7F, or one so long that it is rather an array's bytes (64 kB). `text` reads them as latin-1, as `pickle.load(encoding="latin1")` does. */
export class Py2String {
  constructor(readonly data: Uint8Array) {}
  get text(): string {
    return Buffer.from(this.data.buffer, this.data.byteOffset, this.data.byteLength).toString("latin1");
  }
}

/** A text of 64 kB or more that stands for bytes, one per character; as a string an array would be in memory twice. */
export class Latin1Text {
  constructor(readonly data: Uint8Array) {}
  get text(): string {
    return Buffer.from(this.data.buffer, this.data.byteOffset, this.data.byteLength).toString("latin1");
  }
}

/** A module and a qualified name; never resolved. */
export class PyGlobal {
  constructor(
    readonly module: string,
    readonly name: string,
  ) {}
  get path(): string {
    return `${this.module}.${this.name}`;
  }
}

/** What the file asked its loader to supply by id. */
export class PyPersistent {
  constructor(readonly id: PyValue) {}
}

/** A class named by a number in Python's copyreg registry of the process that wrote the file. Never resolved. */
export class PyExtension {
  constructor(readonly code: number) {}
}

/** An out-of-band buffer (protocol 5), handed over beside the pickle. */
export class PyBuffer {
  constructor(
    readonly data: Uint8Array | undefined,
    public readonly: boolean,
  ) {}
}

/** How a {@link PyObject} came to be. */
export type Construction =
  /** `callable(*args)`: REDUCE. */
  | "reduce"
  /** `cls.__new__(cls, *args, **kwargs)`: NEWOBJ and NEWOBJ_EX. */
  | "newobj"
  /** Python 2 instances: INST and OBJ. */
  | "instance";

/**
 * The record of a call that was not made, with everything that was then put into its result. Nothing in it is ever executed;
 * `realize` (container/python) reads the few that are on the allow-list as values.
 */
export class PyObject {
  /** Kwargs of NEWOBJ_EX. */
  kwargs: PyDict | undefined;
  /** What BUILD handed over, in order. */
  readonly states: PyValue[] = [];
  /** What APPEND(S) and ADDITEMS put in: list and set subclasses. */
  appended: PyValue[] | undefined;
  /** What SETITEM(S) put in: dict subclasses. */
  items: PyDict | undefined;

  constructor(
    readonly how: Construction,
    /** The class or function called; mostly a {@link PyGlobal}. */
    readonly callable: PyValue,
    readonly args: PyTuple,
  ) {}

  /** Module and name of the callable, `""` where it is no global. */
  get callablePath(): string {
    return this.callable instanceof PyGlobal ? this.callable.path : "";
  }

  /**
   * The class of the object: for `copyreg._reconstructor(cls, …)`, `copyreg.__newobj__(cls, …)` and
   * `numpy.…_reconstruct(cls, …)` the first argument, else the callable.
   */
  get cls(): PyGlobal | undefined {
    const { callable } = this;
    if (!(callable instanceof PyGlobal)) return undefined;
    if (reconstructorNames.has(callable.path)) {
      const first = this.args.items[0];
      return first instanceof PyGlobal ? first : undefined;
    }
    return callable;
  }
}

const reconstructorNames = new Set([
  "copyreg._reconstructor",
  "copy_reg._reconstructor",
  "copyreg.__newobj__",
  "copyreg.__newobj_ex__",
  "numpy.core.multiarray._reconstruct",
  "numpy._core.multiarray._reconstruct",
]);
