import type { PyValue } from "../../container/pickle/values.js";
import { NdArray, NumpyScalar, SparseMatrix } from "../../container/python/array.js";
import { type PyReal, realize } from "../../container/python/realize.js";
import { toTensor } from "../../container/python/tensor.js";
import { describe } from "../../decode/sklearn/object.js";
import { ModelError } from "../../errors.js";
import { scalar, type Value } from "../../graph/value.js";
import { Tensor } from "../../tensor.js";
import type { Fitted } from "./fitted.js";
import { denseOf } from "./sparse-attribute.js";

/** Reads an attribute as a kind of value; `where` is for messages. Throws `sklearn/attribute` where it is of another kind. */
export interface Field<T> {
  readonly kind: string;
  /** `value` is undefined where the file has no such attribute. */
  read(value: PyValue | undefined, where: string, owner: Fitted): T;
}

/** The kinds that a declaration may name; `?` behind one makes None and absence `undefined`. */
export interface Kinds {
  bool: boolean;
  int: number;
  float: number;
  string: string;
  /** A numeric array or number as a constant of the graph. */
  tensor: Value;
  /** A list of such arrays. */
  tensors: Value[];
  /** Class labels: a one-dimensional constant of integers, floats, booleans, strings or objects. */
  labels: Value;
  /** A list of label arrays, one per output; one array counts as a list of one. */
  labelsList: Value[];
  estimator: Fitted;
  /** A list, tuple or object array (of any shape, in C order) of estimators. */
  estimators: Fitted[];
  /** Any value, made real where the allow-list knows it. */
  any: PyReal;
  /** The value as it stands in the file. */
  raw: PyValue;
}

export type FieldName = keyof Kinds | `${keyof Kinds}?`;
export type FieldSpec = FieldName | Field<unknown>;
export type FieldValue<S> = S extends `${infer K extends keyof Kinds}?`
  ? Kinds[K] | undefined
  : S extends keyof Kinds
    ? Kinds[S]
    : S extends Field<infer T>
      ? T
      : never;

/** A field with a reader of its own; `value` is real (see `realize`), undefined where the attribute is absent. */
export function field<T>(kind: string, read: (value: PyReal | undefined, where: string, owner: Fitted) => T): Field<T> {
  return { kind, read: (value, where, owner) => read(value === undefined ? undefined : realize(value), where, owner) };
}

/** One of some strings. */
export function oneOf<const S extends string>(...choices: readonly S[]): Field<S> {
  return field(choices.join(" | "), (value, where) => {
    const found = choices.find((choice) => choice === value);
    return found ?? wrong(value, where, choices.join(" or "));
  });
}

/** The first of some fields that fits: `either("int", "string")`. */
export function either<const A extends FieldSpec, const B extends FieldSpec>(a: A, b: B): Field<FieldValue<A> | FieldValue<B>> {
  return {
    kind: `${kindOf(a)} | ${kindOf(b)}`,
    read: (value, where, owner) => {
      try {
        return readField(a, value, where, owner) as FieldValue<A>;
      } catch (error) {
        if (!(error instanceof ModelError) || error.code !== "sklearn/attribute") throw error;
        return readField(b, value, where, owner) as FieldValue<B>;
      }
    },
  };
}

/** A field with a value for where the attribute is absent (an older scikit-learn, say). None stays what the field makes of it. */
export function withDefault<const S extends FieldSpec, T>(spec: S, fallback: T): Field<FieldValue<S> | T> {
  return {
    kind: kindOf(spec),
    read: (value, where, owner) => (value === undefined ? fallback : (readField(spec, value, where, owner) as FieldValue<S>)),
  };
}

export function kindOf(spec: FieldSpec): string {
  return typeof spec === "string" ? spec : spec.kind;
}

/** Reads an attribute by its declaration. */
export function readField(spec: FieldSpec, value: PyValue | undefined, where: string, owner: Fitted): unknown {
  if (typeof spec !== "string") return spec.read(value, where, owner);
  const optional = spec.endsWith("?");
  if (value === undefined || value === null) {
    if (optional) return undefined;
    if (value === undefined)
      throw new ModelError("sklearn/missing", `${where} is not in the file: ${owner.className} is not fitted, or was saved without it.`, {
        where,
      });
  }
  const kind = (optional ? spec.slice(0, -1) : spec) as keyof Kinds;
  return readers[kind](value, where, owner);
}

const readers: { readonly [K in keyof Kinds]: (value: PyValue, where: string, owner: Fitted) => Kinds[K] } = {
  bool: (value, where) => {
    const real = number(value);
    return typeof real === "boolean" ? real : typeof real === "number" ? real !== 0 : wrong(value, where, "a bool");
  },
  int: (value, where) => {
    const real = number(value);
    return typeof real === "number" && Number.isInteger(real)
      ? real
      : typeof real === "boolean"
        ? Number(real)
        : wrong(value, where, "an int");
  },
  float: (value, where) => {
    const real = number(value);
    return typeof real === "number" ? real : typeof real === "boolean" ? Number(real) : wrong(value, where, "a float");
  },
  string: (value, where) => {
    const real = realize(value);
    return typeof real === "string" ? real : wrong(value, where, "a string");
  },
  tensor: (value, where, owner) => owner.constant(arrayOf(value, where)),
  tensors: (value, where, owner) => list(value, where).map((item, i) => owner.constant(arrayOf(item, `${where}[${i}]`))),
  labels: (value, where, owner) => owner.constant(arrayOf(value, where)),
  labelsList: (value, where, owner) => {
    const real = realize(value);
    if (real instanceof NdArray && real.objects === undefined) return [owner.constant(arrayOf(value, where))];
    if (real instanceof NdArray && real.objects?.every((item) => !(realize(item) instanceof NdArray)))
      return [owner.constant(arrayOf(value, where))];
    return list(value, where).map((item, i) => owner.constant(arrayOf(item, `${where}[${i}]`)));
  },
  estimator: (value, where, owner) => owner.childAt(value, where),
  estimators: (value, where, owner) => list(value, where).map((item, i) => owner.childAt(item, `${where}.${i}`)),
  any: (value) => realize(value),
  raw: (value) => value,
};

/** The items of a list, a tuple or an object array. */
export function list(value: PyValue, where: string): PyValue[] {
  const real = realize(value);
  if (Array.isArray(real)) return real as PyValue[];
  if (real instanceof NdArray && real.objects) return [...real.objects];
  if (typeof real === "object" && real !== null && "items" in real && Array.isArray(real.items)) return real.items as PyValue[];
  return wrong(value, where, "a list");
}

/** A Python or NumPy number or bool as a JavaScript one; a zero-dimensional array counts. */
export function number(value: PyValue | undefined): number | boolean | string | undefined {
  const real = value === undefined ? undefined : realize(value);
  if (typeof real === "bigint") return Number(real);
  if (typeof real === "number" || typeof real === "boolean") return real;
  if (real instanceof NumpyScalar && real.bytes) return host(toTensor(new NdArray(real.dtype, [], false, real.bytes, undefined)));
  if (real instanceof NdArray && real.size === 1) return host(toTensor(real));
  return undefined;
}

function host(tensor: Tensor): number | boolean | string | undefined {
  const value = tensor.at(0);
  return typeof value === "bigint" ? Number(value) : typeof value === "object" ? undefined : value;
}

/** An array, a scalar, a (nested) list of numbers or a sparse matrix as a dense tensor. */
export function arrayOf(value: PyValue, where: string): Tensor {
  const real = realize(value);
  if (real instanceof NdArray) return toTensor(real);
  if (real instanceof SparseMatrix) return denseOf(real, where);
  const single = number(value);
  if (typeof single === "number")
    return scalar(typeof real === "bigint" ? "int64" : real instanceof NumpyScalar ? toTensorDtype(real) : "float64", single);
  if (Array.isArray(real)) return stack(real as PyValue[], where);
  if (typeof real === "object" && real !== null && "items" in real && Array.isArray(real.items))
    return stack(real.items as PyValue[], where);
  return wrong(value, where, "an array");
}

function toTensorDtype(value: NumpyScalar): "float64" | "float32" | "int64" {
  return value.dtype.kind === "f" && value.dtype.itemSize === 4 ? "float32" : value.dtype.kind === "f" ? "float64" : "int64";
}

function stack(items: readonly PyValue[], where: string): Tensor {
  if (items.every((item) => typeof realize(item) === "string"))
    return new Tensor(
      "string",
      [items.length],
      items.map((item) => realize(item) as string),
    );
  const integers = items.every((item) => typeof realize(item) === "bigint");
  if (items.some((item) => typeof number(item) !== "number")) {
    const rows = items.map((item, i) => arrayOf(item, `${where}[${i}]`));
    const shape = rows[0]?.shape ?? [];
    if (rows.some((row) => row.shape.join() !== shape.join())) wrong(items as PyValue, where, "a rectangular list of numbers");
    return new Tensor(
      "float64",
      [rows.length, ...shape],
      Float64Array.from(rows.flatMap((row) => Array.from({ length: row.size }, (_, i) => Number(row.at(i))))),
    );
  }
  const numbers = items.map((item) => Number(number(item)));
  if (integers)
    return new Tensor(
      "int64",
      [items.length],
      BigInt64Array.from(numbers, (n) => BigInt(n)),
    );
  return new Tensor("float64", [items.length], Float64Array.from(numbers));
}

export function wrong(value: unknown, where: string, wanted: string): never {
  throw new ModelError("sklearn/attribute", `${where} should be ${wanted}, but is ${describe(value)}.`, { where });
}
