import { isObject, wrong } from "../../../../decode/keras/json.js";
import { standardizeText, tokenIndices } from "../../../../graph/ops/tokens.js";
import type { Value } from "../../../../graph/value.js";
import type { Bound } from "../../define.js";
import { defineLayer } from "../../define.js";
import { type Field, withDefault } from "../../fields.js";
import { outputMode } from "./encode.js";
import { encodeIndices, indicesOf, type LookupSettings, vocabularyOf } from "./vocabulary.js";

/** One of Keras's words, null, or a function of the user's. */
const word = <const W extends string>(...words: readonly W[]): Field<W | "own" | undefined> => ({
  kind: `${words.join(" | ")} | null`,
  read: (value, where) => {
    if (value === undefined || value === null) return undefined;
    // Keras 2.12 wrapped what it saved.
    if (isObject(value)) return "own";
    return words.find((known) => known === value) ?? (typeof value === "string" ? "own" : wrong(value, where, words.join(" or ")));
  },
});

/** Wider n-grams than texts have tokens are never found. */
const MAX_WIDTH = 10_000;

/** The widths of n-grams: a number means all up to it. */
const widths: Field<readonly number[] | undefined> = {
  kind: "ints?",
  read: (value, where) => {
    if (value === undefined || value === null) return undefined;
    if (typeof value === "number" && !(value >= 1 && value <= MAX_WIDTH)) return wrong(value, where, `1 to ${MAX_WIDTH}`);
    if (typeof value === "number") return Array.from({ length: value }, (_, i) => i + 1);
    return Array.isArray(value) && value.every((item) => typeof item === "number") ? value : wrong(value, where, "whole numbers");
  },
};

const config = {
  max_tokens: "int?",
  standardize: word("lower_and_strip_punctuation", "lower", "strip_punctuation"),
  split: word("whitespace", "character"),
  ngrams: widths,
  output_mode: outputMode("int"),
  output_sequence_length: "int?",
  pad_to_max_tokens: withDefault("bool", false),
  vocabulary: "json?",
  idf_weights: "floats?",
  sparse: withDefault("bool", false),
  ragged: withDefault("bool", false),
} as const;

/** Texts to the indices of their tokens, or to counts (keras/src/layers/preprocessing/text_vectorization.py: call, _preprocess). */
export const textVectorization = defineLayer("TextVectorization", {
  config,
  autocast: false,
  call: (x, m) => {
    for (const setting of ["standardize", "split"] as const)
      if (m[setting] === "own") m.unsupported(`${setting} is a Python function, of which the file has only the name.`);
    if (m.ragged) m.unsupported("ragged outputs have no rectangular form; save the model with ragged=False.");
    const texts = standardized(x.dtype === "string" ? x : x.cast("string"), m);
    const settings = lookupSettings(m);
    const indices =
      m.split === undefined && m.ngrams === undefined ? trimmed(indicesOf(m, texts, "string", settings), m) : tokens(texts, m, settings);
    return encodeIndices(m, indices, "string", settings, "int64");
  },
});

type Settings = Bound<typeof config, Record<never, never>>;

function lookupSettings(m: Settings): LookupSettings {
  const { vocabulary, idf_weights, max_tokens, output_mode, pad_to_max_tokens } = m;
  return { vocabulary, idf_weights, max_tokens, output_mode, pad_to_max_tokens, num_oov_indices: 1, mask_token: "", oov_token: "[UNK]" };
}

function standardized(x: Value, { standardize }: Settings): Value {
  if (standardize === undefined) return x;
  const lower = standardize.startsWith("lower");
  return standardizeText([x], { lower, stripPunctuation: standardize !== "lower" })[0] as Value;
}

function tokens(texts: Value, m: Settings, settings: LookupSettings): Value {
  const { tokens: known, oovStart, tokenStart } = vocabularyOf(m, settings, "string");
  const whole = m.output_mode === "int";
  if (m.split !== undefined && texts.rank > 1 && texts.shape.at(-1) !== 1)
    m.refuse(
      `When using \`TextVectorization\` to tokenize strings, the input rank must be 1 or the last shape dimension must be 1. Received: inputs.shape=(${texts.shape.join(", ")}) with rank=${texts.rank}`,
    );
  if (texts.rank > 2) m.unsupported(`texts of ${texts.rank} axes.`);
  const rows = m.split !== undefined && texts.rank > 1 ? texts.squeeze(texts.rank - 1) : texts;
  return tokenIndices([rows], {
    split: m.split === "own" ? "none" : (m.split ?? "none"),
    ngrams: m.ngrams,
    vocabulary: new Map(known.map((token, i) => [String(token), tokenStart + i])),
    unknown: oovStart,
    empty: whole ? 0 : -1,
    length: whole ? m.output_sequence_length : undefined,
  })[0] as Value;
}

/** Texts that are not split are cut or filled along their last axis. */
function trimmed(indices: Value, { output_mode: mode, output_sequence_length: length }: Settings): Value {
  if (mode !== "int" || length === undefined) return indices;
  const axis = indices.rank - 1;
  const found = indices.dim(axis);
  if (found >= length) return indices.slice(axis, 0, length);
  const fill = indices.slice(axis, 0, 1).mul(0);
  return indices.concat(
    Array.from({ length: length - found }, () => fill),
    axis,
  );
}
