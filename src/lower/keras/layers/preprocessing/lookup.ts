import { wrong } from "../../../../decode/keras/json.js";
import type { DType } from "../../../../tensor.js";
import type { BoundLayer } from "../../bound.js";
import { defineLayer } from "../../define.js";
import { type Field, withDefault } from "../../fields.js";
import { outputMode } from "./encode.js";
import { salt } from "./hash-buckets.js";
import { encodeIndices, indicesOf, tokensOf } from "./vocabulary.js";

const text = (fallback: string | undefined): Field<string | undefined> => ({
  kind: "string?",
  read: (value, where) =>
    value === undefined ? fallback : value === null ? undefined : typeof value === "string" ? value : wrong(value, where, "a text"),
});
const whole = (fallback: number | undefined): Field<number | undefined> => ({
  kind: "int?",
  read: (value, where) =>
    value === undefined ? fallback : value === null ? undefined : typeof value === "number" ? value : wrong(value, where, "a whole number"),
});

const shared = {
  max_tokens: "int?",
  num_oov_indices: withDefault("int", 1),
  vocabulary: "json?",
  idf_weights: "floats?",
  invert: withDefault("bool", false),
  output_mode: outputMode("int"),
  pad_to_max_tokens: withDefault("bool", false),
  oov_method: "string?",
  salt,
} as const;

const indexType = (m: BoundLayer): DType => (m.atLeast(3) ? "int64" : m.dtype);

/** Texts to their indices in a vocabulary, or back (keras/src/layers/preprocessing/index_lookup.py: call). */
export const stringLookup = defineLayer("StringLookup", {
  config: { ...shared, mask_token: text(undefined), oov_token: text("[UNK]") },
  autocast: false,
  call: (x, m) => {
    if (m.invert) return tokensOf(m, x, "string", m);
    if (x.dtype !== "string") m.refuse(`The layer takes texts, not ${x.dtype}.`, "UnimplementedError");
    return encodeIndices(m, indicesOf(m, x, "string", m), "string", m, indexType(m));
  },
});

/** Whole numbers to their indices in a vocabulary, or back (keras/src/layers/preprocessing/integer_lookup.py). */
export const integerLookup = defineLayer("IntegerLookup", {
  config: { ...shared, mask_token: whole(undefined), oov_token: whole(-1) },
  autocast: false,
  call: (x, m) => {
    if (m.invert) return tokensOf(m, x, "int64", m);
    return encodeIndices(m, indicesOf(m, x.cast("int64"), "int64", m), "int64", m, indexType(m));
  },
});
