import { createHash } from "node:crypto";
import { ModelError } from "../../errors.js";
import { Latin1Text, Py2String, PyByteArray, PyDict, PySet, PyTuple, type PyValue } from "./values.js";

/** Tuples nested in a key. */
const MAX_KEY_DEPTH = 200;
/**
 * Keys whose text is longer are known by its digest, once per object: a tuple that holds another one twice, and so on, has a
 * text exponential in its depth.
 */
const DIGESTED_FROM = 256;
/** Begins the text of composite keys; plain strings that begin with it are told apart by the letter behind. */
const MARK = "\u0000";

/**
 * Python's equality of hashable values as one JavaScript map key: numbers by value whatever their type, str, bytes, tuples and
 * frozensets by content, everything else by identity.
 */
export function keyOf(key: PyValue): unknown {
  switch (typeof key) {
    case "string":
      return key.charCodeAt(0) === 0 ? `${MARK}s${key}` : key;
    case "bigint": {
      const number = Number(key);
      return Number.isSafeInteger(number) ? number : key;
    }
    case "boolean":
      return key ? 1 : 0;
    case "number":
      if (Number.isNaN(key)) return {};
      return Number.isInteger(key) && !Number.isSafeInteger(key) ? BigInt(key) : key;
    default:
      if (key instanceof Latin1Text) return keyOf(key.text);
      if (isComposite(key)) return MARK + composite(key, 0);
      if (Array.isArray(key) || key instanceof PyDict || key instanceof PyByteArray) throw unhashable(key);
      return key;
  }
}

type Composite = PyTuple | PySet | Uint8Array | Py2String;

function isComposite(key: PyValue): key is Composite {
  return key instanceof PyTuple || key instanceof PySet || key instanceof Uint8Array || key instanceof Py2String;
}

const digests = new WeakMap<object, string>();

function composite(key: Composite, depth: number): string {
  const known = digests.get(key);
  if (known !== undefined) return known;
  const text = compositeText(key, depth);
  if (text.length < DIGESTED_FROM) return text;
  const digest = `#${createHash("sha256").update(text, "utf16le").digest("base64")}`;
  digests.set(key, digest);
  return digest;
}

function compositeText(key: Composite, depth: number): string {
  if (key instanceof PyTuple) return `(${key.items.map((item) => itemText(item, depth + 1)).join(",")})`;
  if (key instanceof PySet) {
    if (!key.frozen) throw unhashable(key);
    const texts = key.items.map((item) => itemText(item, depth + 1));
    return `{${texts.sort().join(",")}}`;
  }
  const data = key instanceof Py2String ? key.data : key;
  return `${data === key ? "b" : "p"}${data.length}:${Buffer.from(data.buffer, data.byteOffset, data.length).toString("latin1")}`;
}

function itemText(item: PyValue, depth: number): string {
  if (depth > MAX_KEY_DEPTH) throw new ModelError("pickle/limit", `A dict or set key nests more than ${MAX_KEY_DEPTH} levels of tuples.`);
  if (isComposite(item)) return composite(item, depth);
  if (typeof item === "string") return `s${item.length}:${item}`;
  if (item instanceof Latin1Text) return itemText(item.text, depth);
  const plain = keyOf(item);
  return typeof plain === "object" && plain !== null ? `o${identityOf(plain)}` : `n${String(plain)}`;
}

const identities = new WeakMap<object, number>();
let nextIdentity = 0;

function identityOf(object: object): number {
  let id = identities.get(object);
  if (id === undefined) {
    id = nextIdentity++;
    identities.set(object, id);
  }
  return id;
}

function unhashable(key: PyValue): ModelError {
  const name = Array.isArray(key) ? "list" : key instanceof PyDict ? "dict" : key instanceof PySet ? "set" : "bytearray";
  return new ModelError("pickle/build", `A ${name} cannot be a dict key or a set's item.`, { python: "TypeError" });
}
