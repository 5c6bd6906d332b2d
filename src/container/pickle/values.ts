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
 * | Python 2 str that is not ASCII | {@link Py2String} |
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
  | PyGlobal
  | PyObject
  | PyPersistent
  | PyExtension
  | PyBuffer;

export class PyTuple {
  constructor(readonly items: PyValue[]) {}
}

export class PySet {
  constructor(
    readonly items: PyValue[],
    readonly frozen: boolean,
  ) {}
}

export class PyByteArray {
  constructor(readonly data: Uint8Array) {}
}

/** A `str` of Python 2 with bytes above 0x7F. `text` reads them as latin-1, as `pickle.load(encoding="latin1")` does. */
export class Py2String {
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

/**
 * A dict in insertion order. Keys are equal as Python has it: 1, 1.0 and True are one key; a NaN only if it is the same object
 * (here: never).
 */
export class PyDict {
  readonly #index = new Map<unknown, number>();
  readonly #entries: [PyValue, PyValue][] = [];

  get size(): number {
    return this.#entries.length;
  }

  set(key: PyValue, value: PyValue): void {
    const id = keyOf(key);
    const at = this.#index.get(id);
    if (at !== undefined) {
      (this.#entries[at] as [PyValue, PyValue])[1] = value;
      return;
    }
    this.#index.set(id, this.#entries.length);
    this.#entries.push([key, value]);
  }

  /** The value under a key; undefined where there is none (a stored None is null). */
  get(key: PyValue): PyValue | undefined {
    const at = this.#index.get(keyOf(key));
    return at === undefined ? undefined : this.#entries[at]?.[1];
  }

  has(key: PyValue): boolean {
    return this.#index.has(keyOf(key));
  }

  entries(): readonly (readonly [PyValue, PyValue])[] {
    return this.#entries;
  }

  /** Entries whose key is a string. */
  *strings(): Generator<[string, PyValue]> {
    for (const [key, value] of this.#entries) if (typeof key === "string") yield [key, value];
  }
}

/** Python's equality of hashable values, as one JavaScript map key. Objects count by identity. */
function keyOf(key: PyValue): unknown {
  switch (typeof key) {
    case "string":
      return key;
    case "bigint":
      return Number.isSafeInteger(Number(key)) ? Number(key) : key;
    case "boolean":
      return key ? 1 : 0;
    case "number":
      return Number.isNaN(key) ? {} : Number.isInteger(key) && !Number.isSafeInteger(key) ? BigInt(key) : key;
    default:
      if (key instanceof PyTuple) return `tuple:${key.items.map(keyText).join("\u0000")}`;
      if (key instanceof Uint8Array) return `bytes:${Buffer.from(key).toString("latin1")}`;
      return key ?? "None:";
  }
}

const identities = new WeakMap<object, number>();
let nextIdentity = 0;

function keyText(item: PyValue): string {
  const key = keyOf(item);
  if (typeof key === "object" && key !== null) {
    let id = identities.get(key);
    if (id === undefined) {
      id = nextIdentity++;
      identities.set(key, id);
    }
    return `object:${id}`;
  }
  return `${typeof key}:${String(key)}`;
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
