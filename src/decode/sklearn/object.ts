import { PyDict, PyObject, PyTuple, type PyValue } from "../../container/pickle/values.js";
import { ModelError } from "../../errors.js";

/** A scikit-learn version as numbers, `[1, 5, 2]`; `[0]` where the file does not say (before 0.18). */
export type Version = readonly number[];

/** An object that scikit-learn pickled: its class and its attributes, read and not run. */
export class SklearnObject {
  readonly className: string;
  readonly module: string;
  #attributes: ReadonlyMap<string, PyValue> | undefined;
  /** null: not looked for yet. */
  #versionText: string | undefined | null = null;
  #version: Version | undefined;

  constructor(
    readonly record: PyObject,
    /** Where it stands in the file: `steps.scaler`; empty for the root. */
    readonly path: string,
    /** The version of what it stands in, for objects that do not carry one. */
    readonly outer?: SklearnObject,
  ) {
    const cls = record.cls;
    this.className = cls?.name.split(".").at(-1) ?? "?";
    this.module = cls?.module ?? "";
  }

  /** Instance attributes (`__dict__`, or the state that the class pickles). */
  get attributes(): ReadonlyMap<string, PyValue> {
    this.#attributes ??= attributesOf(this.record);
    return this.#attributes;
  }

  /** The version in the file's words: its own, or that of what it stands in. */
  get versionText(): string | undefined {
    if (this.#versionText !== null) return this.#versionText;
    let found: string | undefined;
    for (let object: SklearnObject | undefined = this; object !== undefined && found === undefined; object = object.outer) {
      const own = object.attributes.get("_sklearn_version");
      found = typeof own === "string" ? own : (object.#versionText ?? undefined);
    }
    this.#versionText = found;
    return found;
  }

  get version(): Version {
    this.#version ??= parseVersion(this.versionText);
    return this.#version;
  }

  /** An attribute of an object within, for error messages and paths. */
  at(name: string): string {
    return this.path === "" ? name : `${this.path}.${name}`;
  }
}

/** The instance `__dict__` that a record was filled with. */
export function attributesOf(record: PyObject): ReadonlyMap<string, PyValue> {
  const attributes = new Map<string, PyValue>();
  for (const state of record.states) {
    // A pair is (__dict__, __slots__): copyreg.__reduce_ex__.
    const parts = state instanceof PyTuple && state.items.length === 2 ? state.items : [state];
    for (const part of parts) if (part instanceof PyDict) for (const [key, value] of part.strings()) attributes.set(key, value);
  }
  return attributes;
}

/** `1.5.2` → [1, 5, 2]; `0.22.2.post1` → [0, 22, 2]; unknown → [0]. */
export function parseVersion(text: string | undefined): Version {
  const numbers = /^(\d+)\.(\d+)(?:\.(\d+))?/.exec(text ?? "");
  return numbers ? numbers.slice(1).map((part) => Number(part ?? 0)) : [0];
}

/** Whether `version` is at least `minimum`: `atLeast(v, 1, 3)`. */
export function atLeast(version: Version, ...minimum: readonly number[]): boolean {
  for (let i = 0; i < minimum.length; i++) {
    const a = version[i] ?? 0;
    const b = minimum[i] ?? 0;
    if (a !== b) return a > b;
  }
  return true;
}

/** Narrows to a record; throws `sklearn/attribute` where something else stands. */
export function requireObject(value: PyValue | undefined, where: string): PyObject {
  if (value instanceof PyObject) return value;
  throw new ModelError("sklearn/attribute", `${where} should hold an object, but holds ${describe(value)}.`, { where });
}

/** A value in a few words, for messages. */
export function describe(value: unknown): string {
  if (value === undefined) return "nothing";
  if (value === null) return "None";
  if (value instanceof PyObject) return `a ${value.cls?.path ?? "object"}`;
  if (value instanceof PyTuple) return `a tuple of ${value.items.length}`;
  if (value instanceof PyDict) return `a dict of ${value.size}`;
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === "object") return `a ${value.constructor.name}`;
  return `${typeof value === "bigint" ? "int" : typeof value === "number" ? "float" : typeof value} ${String(value).slice(0, 40)}`;
}
