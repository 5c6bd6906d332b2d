import { PyObject, PyTuple, type PyValue } from "../../../container/pickle/values.js";
import { NdArray } from "../../../container/python/array.js";
import { PandasIndex, type PyReal, PySlice } from "../../../container/python/real.js";
import { realize } from "../../../container/python/realize.js";
import { toTensor } from "../../../container/python/tensor.js";
import { attributesOf, describe } from "../../../decode/sklearn/object.js";
import { ModelError } from "../../../errors.js";
import { number } from "../fields.js";

/** Which columns a transformer takes, as the file says it. */
export type ColumnKey =
  | { readonly kind: "names"; readonly names: readonly string[]; readonly scalar: boolean }
  /** Negative positions count from the last column. */
  | { readonly kind: "positions"; readonly positions: readonly number[]; readonly scalar: boolean }
  | { readonly kind: "mask"; readonly mask: readonly boolean[]; readonly scalar: false }
  | {
      readonly kind: "slice";
      readonly start: number | string | null;
      readonly stop: number | string | null;
      readonly step: number;
      readonly scalar: false;
    };

/** Reads a key: a name or a position (the column is then handed over one-dimensional), a list, array, slice, mask or Index of them. */
export function columnKey(value: PyValue, where: string): ColumnKey {
  const real = realize(value);
  if (typeof real === "string") return { kind: "names", names: [real], scalar: true };
  if (real instanceof PySlice) {
    const step = realize(real.step) === null ? 1 : Number(number(real.step));
    return { kind: "slice", start: bound(real.start), stop: bound(real.stop), step, scalar: false };
  }
  const items = itemsOf(real);
  if (items !== undefined) return listKey(items, where);
  const position = number(value);
  if (typeof position === "number") return { kind: "positions", positions: [position], scalar: true };
  throw new ModelError(
    "sklearn/attribute",
    `${where} should say which columns: names, positions, a mask or a slice; it is ${describe(real)}.`,
    { where },
  );
}

function listKey(items: readonly unknown[], where: string): ColumnKey {
  if (items.length === 0) return { kind: "positions", positions: [], scalar: false };
  if (items.every((item) => typeof item === "string")) return { kind: "names", names: items, scalar: false };
  if (items.every((item) => typeof item === "boolean")) return { kind: "mask", mask: items, scalar: false };
  if (items.every((item) => typeof item === "number")) return { kind: "positions", positions: items, scalar: false };
  throw new ModelError("sklearn/attribute", `${where} mixes names and positions of columns.`, { where });
}

function itemsOf(real: PyReal): unknown[] | undefined {
  const plain = (item: PyValue) => {
    const value = realize(item);
    return typeof value === "string" ? value : number(item);
  };
  if (Array.isArray(real)) return (real as PyValue[]).map(plain);
  if (real instanceof PyTuple) return real.items.map(plain);
  if (real instanceof PandasIndex) return real.content instanceof NdArray ? itemsOf(real.content) : undefined;
  if (real instanceof NdArray) {
    if (real.shape.length === 0) return undefined;
    if (real.objects) return real.objects.map(plain);
    const tensor = toTensor(real);
    return Array.from({ length: tensor.size }, (_, i) => tensor.at(i));
  }
  // sklearn.compose._column_transformer._RemainderColsList (1.5 to 1.7), a UserList.
  if (real instanceof PyObject) {
    const data = attributesOf(real).get("data");
    return data === undefined ? undefined : itemsOf(realize(data));
  }
  return undefined;
}

function bound(value: PyValue): number | string | null {
  const real = realize(value);
  return typeof real === "string" ? real : real === null ? null : Number(number(value));
}

/** Whether a key takes no column at all; its transformer was then never fitted. */
export function isEmpty(key: ColumnKey): boolean {
  if (key.kind === "mask") return !key.mask.includes(true);
  return key.kind === "names" ? key.names.length === 0 : key.kind === "positions" && key.positions.length === 0;
}

/** Whether a key speaks of columns by their names. */
export function isByName(key: ColumnKey): boolean {
  return key.kind === "names" || (key.kind === "slice" && (typeof key.start === "string" || typeof key.stop === "string"));
}

/** Whether a key counts from the last column. */
export function isNegative(key: ColumnKey): boolean {
  if (key.kind === "positions") return key.positions.some((position) => position < 0);
  return key.kind === "slice" && [key.start, key.stop].some((bound) => typeof bound === "number" && bound < 0);
}

/** Positions of a key among columns of these names (or this many); throws what pandas or NumPy says where there is none. */
export function positionsOf(key: ColumnKey, count: number, names: readonly string[] | undefined): number[] {
  switch (key.kind) {
    case "mask":
      if (key.mask.length !== count)
        throw new ModelError("input/shape", wrongMask(key.mask.length, count, names), { python: "IndexError" });
      return key.mask.flatMap((taken, i) => (taken ? [i] : []));
    case "positions":
      return key.positions.map((position) => {
        const at = position < 0 ? position + count : position;
        if (at < 0 || at >= count)
          throw new ModelError("input/shape", `index ${position} is out of bounds for axis 1 with size ${count}`, { python: "IndexError" });
        return at;
      });
    case "names":
      return lookUp(key.names, names ?? [], key.scalar);
    case "slice": {
      const at = (bound: number | string) => (typeof bound === "string" ? (lookUp([bound], names ?? [], true)[0] as number) : bound);
      const [start, stop] = [key.start === null ? 0 : at(key.start), key.stop === null ? count : at(key.stop)];
      // pandas includes the end of a slice of names
      const end = typeof key.stop === "string" ? stop + 1 : stop;
      const all = Array.from({ length: count }, (_, i) => i).slice(start, end);
      return key.step === 1 ? all : all.filter((_, i) => i % key.step === 0);
    }
  }
}

/** Positions of names; what is missing is said in pandas' words (pandas/core/indexes/base.py: Index._raise_if_missing). */
export function lookUp(wanted: readonly string[], names: readonly string[], scalar: boolean): number[] {
  const positions = wanted.map((name) => names.indexOf(name));
  const missing = wanted.filter((_, i) => positions[i] === -1);
  if (missing.length === 0) return positions;
  const quoted = missing.map((name) => `'${name}'`).join(", ");
  const message = scalar
    ? quoted
    : missing.length === wanted.length
      ? `"None of [Index([${quoted}], dtype='object')] are in the [columns]"`
      : `"[${quoted}] not in index"`;
  throw new ModelError("input/names", message, { python: "KeyError" });
}

/** What pandas or NumPy says of a mask that does not fit. */
function wrongMask(length: number, count: number, names: readonly string[] | undefined): string {
  if (names) return `Boolean index has wrong length: ${length} instead of ${count}`;
  return `boolean index did not match indexed array along dimension 1; dimension is ${count} but corresponding boolean dimension is ${length}`;
}
