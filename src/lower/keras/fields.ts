import { type JsonObject, listAt, objectAt, textAt, wholeAt, wrong } from "../../decode/keras/json.js";
import { type SavedLayer, savedLayer } from "../../decode/keras/layer.js";
import type { Version } from "../../decode/keras/version.js";
import type { Json } from "../../decode/source.js";
import type { Tensor } from "../../tensor.js";
import type { Layer } from "./define.js";

/** What a configuration is read by: some words meant other things in other versions, and some are a user's own. */
export interface Reading {
  readonly version: Version;
  readonly layers: ReadonlyMap<string, Layer>;
  /** What the file holds, by path; absent where only the configuration is asked. */
  readonly weights?: ReadonlyMap<string, Tensor>;
}

/** Reads an entry of a layer's configuration as a kind of value; `where` is for messages. Throws `keras/config` where it is another. */
export interface Field<T> {
  readonly kind: string;
  /** `value` is undefined where the file has no such entry: an older Keras, which did not know it. */
  read(value: Json | undefined, where: string, reading: Reading): T;
  /** The layer that an entry is, where that has variables of its own: an activation that learns. */
  inner?(value: Json | undefined, where: string): SavedLayer | undefined;
}

/** The kinds that a declaration may name; `?` behind one makes null and absence `undefined`. */
export interface Kinds {
  bool: boolean;
  int: number;
  float: number;
  string: string;
  /** A list of whole numbers. */
  ints: readonly number[];
  floats: readonly number[];
  strings: readonly string[];
  /** A layer of its own, as wrappers have one. */
  layer: SavedLayer;
  layers: readonly SavedLayer[];
  object: JsonObject;
  json: Json;
}

export type FieldSpec = keyof Kinds | `${keyof Kinds}?` | Field<unknown>;
export type FieldValue<S> = S extends `${infer K extends keyof Kinds}?`
  ? Kinds[K] | undefined
  : S extends keyof Kinds
    ? Kinds[S]
    : S extends Field<infer T>
      ? T
      : never;

const readers: { readonly [K in keyof Kinds]: (value: Json, where: string) => Kinds[K] } = {
  bool: (value, where) => (typeof value === "boolean" ? value : typeof value === "number" ? value !== 0 : wrong(value, where, "a bool")),
  int: (value, where) => wholeAt(value, where),
  float: (value, where) => numberAt(value, where),
  string: (value, where) => textAt(value, where),
  ints: (value, where) => (typeof value === "number" ? [value] : listAt(value, where)).map((item, i) => wholeAt(item, `${where}[${i}]`)),
  floats: (value, where) => (typeof value === "number" ? [value] : listAt(value, where)).map((item, i) => numberAt(item, `${where}[${i}]`)),
  strings: (value, where) => listAt(value, where).map((item, i) => textAt(item, `${where}[${i}]`)),
  layer: (value, where) => savedLayer(value, where),
  layers: (value, where) => listAt(value, where).map((item, i) => savedLayer(item, `${where}[${i}]`)),
  object: (value, where) => objectAt(value, where),
  json: (value) => value,
};

/** Python's JSON has words for what JSON has none for. */
function numberAt(value: Json, where: string): number {
  if (typeof value === "number") return value;
  if (typeof value === "boolean") return Number(value);
  const special = value === "Infinity" ? Number.POSITIVE_INFINITY : value === "-Infinity" ? Number.NEGATIVE_INFINITY : undefined;
  return special ?? (value === "NaN" ? Number.NaN : wrong(value, where, "a number"));
}

export function readField(spec: FieldSpec, value: Json | undefined, where: string, reading: Reading): unknown {
  if (typeof spec !== "string") return spec.read(value, where, reading);
  const optional = spec.endsWith("?");
  if (optional && (value === undefined || value === null)) return undefined;
  const kind = (optional ? spec.slice(0, -1) : spec) as keyof Kinds;
  return readers[kind](value ?? wrong(value, where, kind), where);
}

/** A field with a value for where the entry is absent: what Keras did before it had the setting. */
export function withDefault<const S extends FieldSpec, T>(spec: S, fallback: T): Field<FieldValue<S> | T> {
  return {
    kind: kindOf(spec),
    read: (value, where, reading) => (value === undefined ? fallback : (readField(spec, value, where, reading) as FieldValue<S>)),
    ...(typeof spec === "string" || spec.inner === undefined ? {} : { inner: spec.inner }),
  };
}

/** One of some words. */
export function oneOf<const W extends string>(...words: readonly W[]): Field<W> {
  return {
    kind: words.join(" | "),
    read: (value, where) => words.find((word) => word === value) ?? wrong(value, where, words.join(" or ")),
  };
}

/** `count` whole numbers, or one that stands for all. */
export function tuple(count: number): Field<readonly number[]> {
  return {
    kind: `${count} ints`,
    read: (value, where) => {
      if (typeof value === "number") return Array.from({ length: count }, () => wholeAt(value, where));
      const items = listAt(value, where).map((item, i) => wholeAt(item, `${where}[${i}]`));
      return items.length === count ? items : wrong(value, where, `${count} whole numbers`);
    },
  };
}

export function kindOf(spec: FieldSpec): string {
  return typeof spec === "string" ? spec : spec.kind;
}
