import { ModelError } from "../../errors.js";
import { PyDict, PyGlobal, PyTuple, type PyValue } from "../pickle/values.js";
import type { NumpyDtype, NumpyField } from "./array.js";
import { inNumpyCore, intOf, itemsOf, onlyState, shapeOf, textOf } from "./content.js";
import { type Context, PyDtype, type Reconstructor } from "./real.js";

type Kind = NumpyDtype["kind"];

/** Bytes that a numeric kind may take; 16-byte floats and 32-byte complex numbers are C's long double. */
const sizes: Partial<Record<Kind, readonly number[]>> = {
  b: [1],
  i: [1, 2, 4, 8],
  u: [1, 2, 4, 8],
  f: [2, 4, 8, 12, 16],
  c: [8, 16, 24, 32],
  m: [8],
  M: [8],
};

const UTF32 = 4;
const POINTER = 8;
const letters: Readonly<Record<string, string | undefined>> = {
  "?": "b1",
  b: "i1",
  B: "u1",
  h: "i2",
  H: "u2",
  i: "i4",
  I: "u4",
  l: "i8",
  L: "u8",
  q: "i8",
  Q: "u8",
  e: "f2",
  f: "f4",
  d: "f8",
  g: "f16",
  F: "c8",
  D: "c16",
  G: "c32",
  O: "O8",
  S: "S0",
  U: "U0",
  V: "V0",
  a: "S0",
};

/** Reads `<f8`, `|S5`, `U3`, `M8[25s]`, `?`, `O`: what `dtype.str` gives and what pickles hold. Native order is little-endian. */
export function parseDtype(text: string): NumpyDtype {
  const match = /^([<>=|]?)([?biufcSUVOmMa])(\d*)(?:\[(.+)\])?$/.exec(text);
  const order = match?.[1] ?? "";
  const spelled = match?.[3] === "" ? (letters[match[2] ?? ""] ?? `${match[2]}8`) : `${match?.[2]}${match?.[3]}`;
  const kind = spelled.charAt(0).replace("a", "S") as Kind;
  const count = Number(spelled.slice(1));
  if (match === null || !(sizes[kind]?.includes(count) ?? Number.isSafeInteger(count)))
    throw new ModelError("numpy/dtype", `"${text.slice(0, 40)}" is no NumPy dtype that Brine knows.`);
  const itemSize = kind === "U" ? UTF32 * count : kind === "O" ? POINTER : count;
  return { kind, itemSize, byteOrder: orderOf(kind, itemSize, order), ...(match[4] === undefined ? {} : { unit: match[4] }) };
}

/** The element type of a recarray: a structured dtype whose elements have attributes. */
const recordTypes: ReadonlySet<string> = new Set(["numpy.record", ...inNumpyCore("records.record")]);

/** `dtype(str, align, copy)` with the state (version, order, subarray, names, fields, itemsize, alignment, flags[, metadata]). */
export const numpyDtype: Reconstructor = {
  calls: ["numpy.dtype"],
  read: (record, context) => {
    const [spelled] = record.args.items;
    const text = spelled instanceof PyGlobal && recordTypes.has(spelled.path) ? "V0" : textOf(spelled);
    if (text === undefined) return undefined;
    const plain = parseDtype(text);
    const state = onlyState(record);
    if (state === undefined) return record.states.length === 0 ? new PyDtype(plain) : undefined;
    const dtype = state instanceof PyTuple ? fromState(plain, state.items, context) : undefined;
    return dtype && new PyDtype(dtype);
  },
};

/** numpy/core/src/multiarray/descriptor.c, `arraydescr_setstate`. */
function fromState(plain: NumpyDtype, state: readonly PyValue[], context: Context): NumpyDtype | undefined {
  const [, order, subarray = null, names = null, fields = null, size = null, , , metadata] = state;
  const orderText = textOf(order);
  const announced = intOf(size) ?? -1;
  if (orderText === undefined || !/^[<>=|]$/.test(orderText)) return undefined;
  const flexible = plain.kind === "S" || plain.kind === "U" || plain.kind === "V";
  const itemSize = flexible && announced >= 0 ? announced : plain.itemSize;
  const dtype = { kind: plain.kind, itemSize, byteOrder: orderOf(plain.kind, itemSize, orderText) };
  if (plain.kind === "m" || plain.kind === "M") return { ...dtype, unit: unitOf(metadata, context) ?? plain.unit ?? "generic" };
  if (subarray !== null) {
    const [baseRecord = null, dims] = itemsOf(subarray) ?? [];
    const base = dtypeOf(baseRecord, context);
    const shape = shapeOf(dims);
    if (base === undefined || shape === undefined || base.itemSize * shape.reduce((a, b) => a * b, 1) !== itemSize) return undefined;
    return { ...dtype, subarray: { base, shape } };
  }
  if (names === null) return dtype;
  const listed = fieldsOf(names, fields, itemSize, context);
  return listed && { ...dtype, fields: listed };
}

function fieldsOf(names: PyValue, fields: PyValue, itemSize: number, context: Context): NumpyField[] | undefined {
  const ordered = itemsOf(names);
  if (ordered === undefined || !(fields instanceof PyDict)) return undefined;
  const listed: NumpyField[] = [];
  for (const key of ordered) {
    const [record = null, at, title] = itemsOf(fields.get(key) ?? null) ?? [];
    const dtype = dtypeOf(record, context);
    const offset = intOf(at);
    const name = textOf(key);
    if (name === undefined || dtype === undefined || offset === undefined || offset < 0) return undefined;
    if (offset + dtype.itemSize > itemSize)
      throw new ModelError("numpy/dtype", `Field "${name}" ends at byte ${offset + dtype.itemSize} of elements of ${itemSize} bytes.`);
    listed.push({ name, dtype, offset, ...(title === undefined ? {} : { title }) });
  }
  return listed;
}

/** The dtype in an array's state. */
export function dtypeOf(value: PyValue, context: Context): NumpyDtype | undefined {
  const real = context.realize(value);
  return real instanceof PyDtype ? real.dtype : undefined;
}

/** `({} or None, (b"ns", 1, 1, 1))`: unit, multiple, denominator, event. */
function unitOf(metadata: PyValue | undefined, context: Context): string | undefined {
  const [, tuple = null] = itemsOf(metadata) ?? [];
  const [unit = null, multiple] = itemsOf(tuple) ?? [];
  const name = textOf(context.realize(unit));
  const count = intOf(multiple) ?? 1;
  return name === undefined ? undefined : count === 1 ? name : `${count}${name}`;
}

function orderOf(kind: Kind, itemSize: number, order: string): NumpyDtype["byteOrder"] {
  if (kind === "U") return order === ">" ? ">" : "<";
  if (kind === "S" || kind === "V" || kind === "O" || kind === "b" || itemSize === 1) return "|";
  return order === ">" ? ">" : "<";
}

/** Whether elements hold Python objects, and so are pickled one by one: dtype object, or a field of it. */
export function hasObjects(dtype: NumpyDtype): boolean {
  return dtype.kind === "O" || dtype.subarray?.base.kind === "O" || (dtype.fields?.some((field) => hasObjects(field.dtype)) ?? false);
}

/** A dtype as NumPy writes it, for messages. */
export function describeDtype(dtype: NumpyDtype): string {
  if (dtype.fields) return `a structured dtype (${dtype.fields.map((field) => field.name).join(", ")})`;
  const order = dtype.byteOrder;
  const size = dtype.kind === "U" ? dtype.itemSize / UTF32 : dtype.itemSize;
  return `${order}${dtype.kind}${dtype.kind === "O" ? "" : size}${dtype.unit === undefined ? "" : `[${dtype.unit}]`}`;
}
