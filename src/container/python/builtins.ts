import { Latin1Text, PyByteArray, PyDict, type PyObject, PySet, PyTuple, type PyValue } from "../pickle/values.js";
import { bytesOf, inBuiltins, intOf, isBare, itemsOf, latin1Bytes, textOf } from "./content.js";
import { type Context, PyComplex, PyRange, PySlice, type Reconstructor } from "./real.js";

const single = (record: PyObject, context: Context): readonly PyValue[] | undefined =>
  record.args.items.length === 0 ? [] : record.args.items.length === 1 ? itemsOf(context.realize(record.args.items[0] ?? null)) : undefined;

/** Python 2 and protocols below 4 make sets by calling `set(list)`. */
const sets = (name: "set" | "frozenset"): Reconstructor => ({
  calls: inBuiltins(name),
  read: (record, context) => {
    const items = isBare(record) ? single(record, context) : undefined;
    if (items === undefined) return undefined;
    const set = new PySet([], name === "frozenset");
    for (const item of items) set.add(item);
    return set;
  },
});

const list: Reconstructor = {
  calls: inBuiltins("list"),
  read: (record, context) => {
    const items = single(record, context);
    return items && [...items, ...(record.appended ?? [])];
  },
};

const tuple: Reconstructor = {
  calls: inBuiltins("tuple"),
  read: (record, context) => {
    const items = single(record, context);
    return items && new PyTuple([...items]);
  },
};

/** `dict()`, `dict(dict)` or `dict(pairs)`. */
export function dictFrom(args: readonly PyValue[], filled: PyDict | undefined, context: Context): PyDict | undefined {
  const dict = new PyDict();
  const source = args.length === 0 ? [] : context.realize(args[0] ?? null);
  if (args.length > 1) return undefined;
  if (source instanceof PyDict) for (const [key, value] of source.entries()) dict.set(key, value);
  else {
    const pairs = itemsOf(source);
    if (pairs === undefined) return undefined;
    for (const pair of pairs) {
      const [key, value, ...rest] = itemsOf(context.realize(pair)) ?? [];
      if (key === undefined || value === undefined || rest.length > 0) return undefined;
      dict.set(key, value);
    }
  }
  for (const [key, value] of filled?.entries() ?? []) dict.set(key, value);
  return dict;
}

const dict: Reconstructor = {
  calls: inBuiltins("dict"),
  read: (record, context) => dictFrom(record.args.items, record.items, context),
};

/** Protocol 2: `bytearray(text, "latin-1")`; 3 and 4: `bytearray(bytes)`. */
const bytearray: Reconstructor = {
  calls: inBuiltins("bytearray"),
  read: (record, context) => {
    const [content, encoding] = record.args.items;
    if (content === undefined) return new PyByteArray(new Uint8Array(0));
    if (encoding !== undefined && !/^latin-?1$/i.test(textOf(encoding) ?? "")) return undefined;
    const bytes = bytesOf(context.realize(content));
    return bytes && new PyByteArray(bytes);
  },
};

/** Protocols 0 to 2 write empty bytes as `bytes()`. */
const bytes: Reconstructor = {
  calls: inBuiltins("bytes"),
  read: (record) => (record.args.items.length === 0 ? new Uint8Array(0) : undefined),
};

/** Protocols 0 to 2 write bytes as `_codecs.encode(text, "latin1")`. */
const encode: Reconstructor = {
  calls: ["_codecs.encode"],
  read: (record) => {
    const [text, encoding] = record.args.items;
    if (!/^latin-?1$/i.test(textOf(encoding) ?? "")) return undefined;
    if (text instanceof Latin1Text) return text.data;
    return typeof text === "string" ? latin1Bytes(text) : undefined;
  },
};

const complex: Reconstructor = {
  calls: inBuiltins("complex"),
  read: (record) => {
    const [real, imaginary] = record.args.items;
    return typeof real === "number" && typeof imaginary === "number" ? new PyComplex(real, imaginary) : undefined;
  },
};

const slice: Reconstructor = {
  calls: inBuiltins("slice"),
  read: (record) => {
    const [start, stop, step] = record.args.items;
    return start === undefined || stop === undefined || step === undefined ? undefined : new PySlice(start, stop, step);
  },
};

/** `range`, and Python 2's `xrange`. */
const range: Reconstructor = {
  calls: inBuiltins("range", "xrange"),
  read: (record) => {
    const [start, stop, step] = record.args.items.map((item) => (intOf(item) === undefined ? undefined : (item as bigint)));
    return start === undefined || stop === undefined || step === undefined || step === 0n ? undefined : new PyRange(start, stop, step);
  },
};

export const builtins: readonly Reconstructor[] = [
  sets("set"),
  sets("frozenset"),
  list,
  tuple,
  dict,
  bytearray,
  bytes,
  encode,
  complex,
  slice,
  range,
];
