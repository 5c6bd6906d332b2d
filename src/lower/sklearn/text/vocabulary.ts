import { Py2String, PyDict, PySet, type PyValue } from "../../../container/pickle/values.js";
import { NumpyScalar } from "../../../container/python/array.js";
import { realize } from "../../../container/python/realize.js";
import { ModelError } from "../../../errors.js";
import type { Self } from "../define.js";
import { number, wrong } from "../fields.js";
import { textsOf } from "./analysis.js";

/** The columns of a vectorizer: by term, and the terms in the order of their columns. */
export interface Vocabulary {
  readonly columns: ReadonlyMap<string, number>;
  readonly terms: readonly string[];
}

const read = new WeakMap<object, Vocabulary>();

/** `vocabulary_`, or the `vocabulary` that a vectorizer was given and never fitted with. */
export function vocabularyOf(m: Self): Vocabulary {
  const known = read.get(m.self.object.record);
  if (known) return known;
  const fitted = m.self.attribute("vocabulary_");
  const given = m.self.attribute("vocabulary");
  if (fitted === undefined && (given === undefined || given === null))
    throw new ModelError("sklearn/missing", `${m.className} - Vocabulary wasn't fitted.`, { python: "NotFittedError" });
  const where = m.self.object.at(fitted === undefined ? "vocabulary" : "vocabulary_");
  const made = vocabulary(fitted ?? (given as PyValue), where);
  if (made.terms.length === 0) m.refuse("Vocabulary is empty");
  read.set(m.self.object.record, made);
  return made;
}

function vocabulary(value: PyValue, where: string): Vocabulary {
  const real = realize(value);
  const columns = new Map<string, number>();
  if (real instanceof PyDict) {
    for (const [key, at] of real.entries()) {
      const term = key instanceof Py2String ? key.text : key;
      if (typeof term !== "string") return wrong(key, where, "a dict of texts");
      columns.set(term, columnOf(at, where));
    }
  } else {
    const words = textsOf(value) ?? wrong(value, where, "a dict or a list of terms");
    // _validate_vocabulary: a set is sorted by code points.
    const ordered = real instanceof PySet ? words.sort(byCodePoints) : words;
    for (const [i, term] of ordered.entries()) columns.set(term, i);
  }
  const terms = new Array<string>(columns.size);
  for (const [term, at] of columns) {
    if (at < 0 || at >= terms.length)
      throw new ModelError("sklearn/attribute", `${where} gives "${term}" column ${at} of ${terms.length}.`, { where });
    terms[at] = term;
  }
  for (let i = 0; i < terms.length; i++)
    if (terms[i] === undefined)
      throw new ModelError("sklearn/attribute", `${where} has ${terms.length} terms, but none for column ${i}.`, { where });
  return { columns, terms };
}

/** An index: a Python int, or a NumPy integer, of which there may be as many as terms. */
function columnOf(value: PyValue, where: string): number {
  if (typeof value === "bigint") return Number(value);
  const real = realize(value);
  if (real instanceof NumpyScalar && real.bytes && real.dtype.byteOrder !== ">" && (real.dtype.kind === "i" || real.dtype.kind === "u")) {
    const { bytes } = real;
    let sum = 0;
    for (let i = Math.min(bytes.length, 6) - 1; i >= 0; i--) sum = 256 * sum + (bytes[i] as number);
    return sum;
  }
  const plain = number(value);
  return typeof plain === "number" && Number.isInteger(plain) ? plain : wrong(value, where, "a dict of columns");
}

/** Python's order of strings; JavaScript's differs where one goes beyond the basic plane. */
export function byCodePoints(a: string, b: string): number {
  for (let i = 0; i < a.length && i < b.length; ) {
    const [x, y] = [a.codePointAt(i) ?? 0, b.codePointAt(i) ?? 0];
    if (x !== y) return x - y;
    i += x > 0xffff ? 2 : 1;
  }
  return a.length - b.length;
}
