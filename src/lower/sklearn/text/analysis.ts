import { Py2String, PyDict, PyGlobal, PyObject, PySet, PyTuple, type PyValue } from "../../../container/pickle/values.js";
import { realize } from "../../../container/python/realize.js";
import type { TextAnalysis } from "../../../graph/ops/text.js";
import type { Self } from "../define.js";
import { field, list, number, wrong } from "../fields.js";
import { ENGLISH_STOP_WORDS } from "./stop-words.js";
import { tokenPattern } from "./token-pattern.js";

const any = (kind: string) => ({ kind, read: (value: PyValue | undefined): PyValue | undefined => value });

/** The parameters of _VectorizerMixin, which all text vectorizers have. */
export const analysisParams = {
  input: any("string"),
  strip_accents: any("string | callable"),
  lowercase: "bool",
  preprocessor: any("callable"),
  tokenizer: any("callable"),
  analyzer: any("string | callable"),
  stop_words: any("string | list"),
  token_pattern: any("string"),
  ngram_range: field<readonly [number, number]>("tuple", (value, where) => {
    const ends = value instanceof PyTuple || Array.isArray(value) ? list(value as PyValue, where).map(number) : [];
    const [shortest, longest] = ends;
    const lengths = typeof shortest === "number" && typeof longest === "number" && shortest >= 0 && longest >= 0;
    return lengths ? [shortest, longest] : wrong(value, where, "two lengths");
  }),
} as const;

type WithParams = Self & { readonly [K in keyof typeof analysisParams]: unknown } & {
  readonly lowercase: boolean;
  readonly ngram_range: readonly [number, number];
};

/** The steps from text to terms that a vectorizer was set to; throws at what only Python can run. */
export function analysisOf(m: WithParams): TextAnalysis {
  const analyzer = own(m, "analyzer", text(m.analyzer));
  if (analyzer !== "word" && analyzer !== "char" && analyzer !== "char_wb")
    return m.refuse(`${String(analyzer)} is not a valid tokenization scheme/analyzer`);
  const input = text(m.input);
  if (input !== "content" && input !== undefined)
    m.unsupported(`input="${String(input)}" reads texts from files. Hand the texts themselves to a vectorizer with input="content".`);
  own(m, "preprocessor", m.preprocessor);
  const [shortest, longest] = m.ngram_range;
  if (shortest > longest)
    m.refuse(`Invalid value for ngram_range=(${shortest}, ${longest}) lower boundary larger than the upper boundary.`);
  const words = analyzer === "word";
  return {
    lowercase: m.lowercase,
    stripAccents: accents(m),
    analyzer,
    tokens: words ? tokensOf(m) : "split",
    stopWords: words ? stopWordsOf(m) : null,
    shortest,
    longest,
  };
}

function accents(m: WithParams): TextAnalysis["stripAccents"] {
  const value = own(m, "strip_accents", text(m.strip_accents));
  if (value === "ascii" || value === "unicode") return value;
  if (value === null || value === undefined || value === false || value === "") return null;
  return m.refuse(`Invalid value for "strip_accents": ${String(value)}`);
}

function tokensOf(m: WithParams): TextAnalysis["tokens"] {
  const tokenizer = m.tokenizer as PyValue | undefined;
  if (isStrSplit(tokenizer)) return "split";
  own(m, "tokenizer", tokenizer);
  const source = text(m.token_pattern);
  if (typeof source !== "string") return m.unsupported("token_pattern is no string, and there is no tokenizer.");
  // `\b\w\w+\b` and its like find maximal runs of word characters.
  const runs = /^(?:\(\?u\))?(?:\\b)?((?:\\w)*)\\w\+(?:\\b)?$/.exec(source);
  if (runs && (source.includes("\\b\\w") || source.endsWith("\\w+"))) return { run: (runs[1] ?? "").length / 2 + 1 };
  const { groups, ...tokens } = tokenPattern(source, m.self.object.at("token_pattern"));
  if (groups > 1) m.refuse("More than 1 capturing group in token pattern. Only a single group should be captured.");
  return tokens;
}

/** `tokenizer=str.split` is pickled as getattr(str, "split"). */
function isStrSplit(value: PyValue | undefined): boolean {
  if (!(value instanceof PyObject) || !/^(builtins|__builtin__)\.getattr$/.test(value.callablePath)) return false;
  const [owner, name] = value.args.items;
  return owner instanceof PyGlobal && /^(builtins\.str|__builtin__\.(str|unicode))$/.test(owner.path) && name === "split";
}

function stopWordsOf(m: WithParams): TextAnalysis["stopWords"] {
  const value = text(m.stop_words);
  if (value === undefined || value === null) return null;
  if (value === "english") return ENGLISH_STOP_WORDS;
  if (typeof value === "string") return m.refuse(`not a built-in stop list: ${value}`);
  const words = textsOf(value as PyValue) ?? wrong(value, m.self.object.at("stop_words"), "a list of words");
  return new Set(words);
}

/** The texts of a list, tuple, set, frozenset, object array, or of a dict's keys; undefined where it is none of these. */
export function textsOf(value: PyValue): string[] | undefined {
  const real = realize(value);
  const items =
    real instanceof PySet
      ? real.items
      : real instanceof PyDict
        ? real.entries().map(([key]) => key)
        : typeof real === "object" && real !== null
          ? list(value, "words")
          : undefined;
  return items?.map((item) => String(text(item)));
}

/** Strings of Python 2 as strings; all else as it is. */
function text(value: unknown): unknown {
  return value instanceof Py2String ? value.text : value;
}

/** Refuses a function of the author's own, by its name. */
function own(m: Self, parameter: string, value: unknown): unknown {
  if (value === null || value === undefined || typeof value === "string" || typeof value === "boolean") return value;
  const record = value as PyValue;
  const path = record instanceof PyGlobal ? record.path : record instanceof PyObject ? (record.cls?.path ?? "a call") : "a value";
  const cls = m.self.object.record.cls?.path ?? m.className;
  return m.unsupported(
    `its ${parameter} is ${path}, a Python function of its author's, and Brine runs no Python. Supply the step in TypeScript: ` +
      `load(file, { custom: { "${cls}": defineEstimator("${m.className}", { transform: … }) } }).`,
  );
}
