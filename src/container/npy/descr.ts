import { ModelError } from "../../errors.js";
import type { NumpyDtype, NumpyField } from "../python/array.js";
import { type Literal, LiteralTuple } from "./literal.js";

const KINDS = "biufcSUVOmM";
/** `long double` is 10 bytes padded to 12 or 16, and complex of it twice that. */
const SIZES: Readonly<Record<string, readonly number[]>> = {
  b: [1],
  i: [1, 2, 4, 8],
  u: [1, 2, 4, 8],
  f: [2, 4, 8, 12, 16],
  c: [8, 16, 24, 32],
  O: [4, 8],
  m: [8],
  M: [8],
};
const MAX_ITEM = 2 ** 31;

/** `dtype.descr` (numpy/lib/format.py, `descr_to_dtype`): a type string, `(base, shape)`, or a list of fields. */
export function parseDescr(descr: Literal, where: string): NumpyDtype {
  if (typeof descr === "string") return parseTypeString(descr, where);
  if (descr instanceof LiteralTuple) return parseSubarray(descr.items, where);
  if (Array.isArray(descr)) return parseFields(descr as readonly Literal[], where);
  throw unknown(where, "its descr is neither a string nor a list of fields");
}

/** `<f8`, `|S10`, `<M8[ns]`. */
export function parseTypeString(text: string, where: string): NumpyDtype {
  const found = /^([<>|=]?)([a-zA-Z?])(\d*)(?:\[([^\]]{1,32})\])?$/.exec(text);
  const order = found?.[1] ?? "";
  const kind = (found?.[2] === "?" ? "b" : found?.[2] === "a" ? "S" : (found?.[2] ?? " ")) as NumpyDtype["kind"];
  const digits = found?.[3] ?? "";
  const unit = found?.[4];
  if (!found || !KINDS.includes(kind)) throw unknown(where, `${JSON.stringify(text)} is no type`);
  const units = digits === "" ? (kind === "O" ? 8 : found[2] === "?" ? 1 : 0) : Number(digits);
  const itemSize = kind === "U" ? units * 4 : units;
  const sizes = SIZES[kind];
  if ((sizes && !sizes.includes(itemSize)) || itemSize > MAX_ITEM || (unit !== undefined && kind !== "m" && kind !== "M"))
    throw unknown(where, `${JSON.stringify(text)} is no type`);
  const ordered = "iufcUmM".includes(kind) && !(itemSize === 1);
  const byteOrder = !ordered ? "|" : order === ">" ? ">" : "<";
  return { kind, itemSize, byteOrder, ...(unit === undefined ? {} : { unit }) };
}

function parseSubarray(items: readonly Literal[], where: string): NumpyDtype {
  const [base, shape] = items;
  if (items.length !== 2 || base === undefined || shape === undefined) throw unknown(where, "a sub-array is not (type, shape)");
  return subarray(parseDescr(base, where), shape, where);
}

function subarray(base: NumpyDtype, literal: Literal, where: string): NumpyDtype {
  const shape = literal instanceof LiteralTuple ? literal.items : [literal];
  let size = base.itemSize;
  for (const dim of shape) {
    if (typeof dim !== "number" || dim < 0) throw unknown(where, "a sub-array has a malformed shape");
    size *= dim;
  }
  if (size > MAX_ITEM) throw unknown(where, `a sub-array of ${size} bytes`);
  return { kind: "V", itemSize: size, byteOrder: "|", subarray: { base, shape: shape as readonly number[] } };
}

function parseFields(descr: readonly Literal[], where: string): NumpyDtype {
  const fields: NumpyField[] = [];
  const names = new Set<string>();
  let offset = 0;
  for (const entry of descr) {
    if (!(entry instanceof LiteralTuple) || entry.items.length < 2 || entry.items.length > 3) throw unknown(where, "a malformed field");
    const [label, type, shape] = entry.items;
    const named = label instanceof LiteralTuple ? label.items : [undefined, label];
    const [title, name] = named;
    if (typeof name !== "string" || type === undefined || (title !== undefined && typeof title !== "string"))
      throw unknown(where, "a field without a name");
    const plain = parseDescr(type, where);
    const dtype = shape === undefined ? plain : subarray(plain, shape, where);
    // Padding, as `descr_to_dtype` reads it: an unnamed void.
    const padding = name === "" && dtype.kind === "V" && !dtype.fields && !dtype.subarray;
    if (!padding) {
      const shown = name === "" ? `f${fields.length}` : name;
      if (names.has(shown)) throw unknown(where, `two fields named ${shown}`);
      names.add(shown);
      fields.push({ name: shown, dtype, offset, ...(title === undefined ? {} : { title }) });
    }
    offset += dtype.itemSize;
  }
  if (offset > MAX_ITEM) throw unknown(where, `an element of ${offset} bytes`);
  return { kind: "V", itemSize: offset, byteOrder: "|", fields };
}

/** The other way: what `numpy.lib.format.dtype_to_descr` answers. */
export function formatDescr(dtype: NumpyDtype): Literal {
  if (dtype.fields) return fieldsOf(dtype, dtype.fields);
  if (dtype.subarray) return new LiteralTuple([formatDescr(dtype.subarray.base), new LiteralTuple(dtype.subarray.shape)]);
  return typeString(dtype);
}

export function typeString(dtype: NumpyDtype): string {
  if (dtype.kind === "O") return "|O";
  const size = dtype.kind === "U" ? dtype.itemSize / 4 : dtype.itemSize;
  return `${dtype.byteOrder}${dtype.kind}${size}${dtype.unit === undefined ? "" : `[${dtype.unit}]`}`;
}

function fieldsOf(dtype: NumpyDtype, fields: readonly NumpyField[]): Literal {
  const entries: Literal[] = [];
  let at = 0;
  const pad = (to: number): void => {
    if (to > at) entries.push(new LiteralTuple(["", `|V${to - at}`]));
    at = to;
  };
  for (const field of [...fields].sort((a, b) => a.offset - b.offset)) {
    if (field.offset < at)
      throw new ModelError("numpy/dtype", `Fields that overlap (${field.name}) cannot be written as .npy.`, { where: field.name });
    pad(field.offset);
    const name = typeof field.title === "string" ? new LiteralTuple([field.title, field.name]) : field.name;
    const { subarray: sub } = field.dtype;
    entries.push(new LiteralTuple(sub ? [name, formatDescr(sub.base), new LiteralTuple(sub.shape)] : [name, formatDescr(field.dtype)]));
    at += field.dtype.itemSize;
  }
  pad(dtype.itemSize);
  return entries;
}

/** Whether elements hold Python objects, anywhere. */
export function hasObjects(dtype: NumpyDtype): boolean {
  if (dtype.kind === "O") return true;
  if (dtype.subarray) return hasObjects(dtype.subarray.base);
  return dtype.fields?.some((field) => hasObjects(field.dtype)) ?? false;
}

const unknown = (where: string, what: string) =>
  new ModelError("numpy/dtype", `${where}: an array of unknown dtype: ${what}.`, { where, python: "ValueError" });
