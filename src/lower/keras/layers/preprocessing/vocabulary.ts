import { isList, wrong } from "../../../../decode/keras/json.js";
import type { Json } from "../../../../decode/source.js";
import { lookUp } from "../../../../graph/ops/tokens.js";
import { scalar, type Value } from "../../../../graph/value.js";
import { type DType, float32, Tensor } from "../../../../tensor.js";
import type { BoundLayer } from "../../bound.js";
import { countsLines, encode, type OutputMode } from "./encode.js";
import { bucketsOf, type Salt } from "./hash-buckets.js";
import { requireTable } from "./table-size.js";

type Token = string | number;

/** What decides which index a token has. */
export interface LookupSettings {
  readonly vocabulary: Json | undefined;
  readonly idf_weights: readonly number[] | undefined;
  readonly max_tokens: number | undefined;
  readonly num_oov_indices: number;
  readonly mask_token: Token | undefined;
  readonly oov_token: Token | undefined;
  readonly output_mode: OutputMode;
  readonly pad_to_max_tokens: boolean;
}

/** The tokens of a layer, and where the first of them stands: the mask is before, then what is in no vocabulary. */
export interface Vocabulary {
  readonly tokens: readonly Token[];
  readonly oovStart: number;
  readonly tokenStart: number;
  /** Whether the list that was given began with the mask and the tokens of what is in no vocabulary. */
  readonly complete: boolean;
}

/** Where the vocabulary is kept beside the configuration (keras/src/layers/preprocessing/index_lookup.py: save_assets). */
const ASSET = "vocabulary.txt";

export function vocabularyOf(m: BoundLayer, settings: LookupSettings, kind: "string" | "int64"): Vocabulary {
  const { num_oov_indices: unknown, mask_token: mask, oov_token: oov } = settings;
  const oovStart = mask !== undefined && settings.output_mode === "int" ? 1 : 0;
  const tokenStart = oovStart + unknown;
  requireTable(tokenStart, `${m.path}.num_oov_indices`);
  const all = listed(m, settings.vocabulary, kind) ?? lines(m, kind);
  const special = [...Array.from({ length: oovStart }, () => mask), ...Array.from({ length: unknown }, () => oov)];
  const complete = special.every((token, i) => token === all[i]);
  return { tokens: complete ? all.slice(tokenStart) : all, oovStart, tokenStart, complete };
}

function listed(m: BoundLayer, value: Json | undefined, kind: "string" | "int64"): Token[] | undefined {
  if (!isList(value)) return undefined;
  const fits = (item: Json): item is Token => typeof item === (kind === "string" ? "string" : "number");
  return value.map((item, i) => (fits(item) ? item : wrong(item, `${m.path}.vocabulary[${i}]`, kind)));
}

/** A line for each token; Keras 3.11 and later end lines as Python's `splitlines` does, and drop empty ones at the end. */
function lines(m: BoundLayer, kind: "string" | "int64"): Token[] {
  const text = m.asset(ASSET);
  if (text === undefined)
    m.refuse(
      "The layer's vocabulary is not in the file: Keras keeps what a layer adapted to in .keras files only, beside the configuration.",
      "RuntimeError",
    );
  const modern = m.atLeast(3, 11);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: Python's line ends are control characters
  const found = text.replace(/\r\n?/g, "\n").split(modern ? /[\n\v\f\x1c-\x1e\x85\u2028\u2029]/ : "\n");
  if (modern) while (found.at(-1) === "") found.pop();
  return kind === "string" ? found : found.map(Number);
}

/** How many columns the rows of zeros, ones and counts have. */
function depthOf(vocabulary: Vocabulary, { pad_to_max_tokens: padded, max_tokens: most }: LookupSettings): number {
  return padded && most !== undefined ? most : vocabulary.tokenStart + vocabulary.tokens.length;
}

/** Keys in the dtype of the input. */
function tensorOf(tokens: readonly Token[], kind: "string" | "int64", shape: readonly number[] = [tokens.length]) {
  return kind === "string"
    ? new Tensor("string", shape, tokens.map(String))
    : new Tensor("int64", shape, BigInt64Array.from(tokens, BigInt));
}

/** The index of each token; of masks what drops out of counts (index_lookup.py: _lookup_dense). */
export function indicesOf(
  m: BoundLayer,
  x: Value,
  kind: "string" | "int64",
  settings: LookupSettings & { readonly salt?: Salt | undefined; readonly oov_method?: string | undefined },
): Value {
  const vocabulary = vocabularyOf(m, settings, kind);
  const { tokens, oovStart, tokenStart } = vocabulary;
  const { num_oov_indices: unknown, mask_token: mask } = settings;
  const keys = new Map(tokens.map((token, i): [Token, number] => [token, tokenStart + i]));
  if (mask !== undefined) keys.set(mask, settings.output_mode === "int" ? 0 : depthOf(vocabulary, settings));
  const found = lookUp([x], {
    keys: tensorOf([...keys.keys()], kind),
    indices: Int32Array.from(keys.values()),
    unknown: unknown === 0 ? REFUSED : unknown === 1 ? oovStart : -1,
  })[0] as Value;
  if (unknown < 2) return found;
  const hashed = kind === "int64" && settings.oov_method !== "farmhash" ? x.mod(unknown) : bucketsOf(x, unknown, settings.salt);
  return found.less(0).where(hashed.add(oovStart), found);
}

const REFUSED = [
  "When `num_oov_indices=0` all inputs should be in vocabulary, found OOV values ",
  ", consider setting `num_oov_indices=1`.",
] as const;

/** The token of each index (`invert`). */
export function tokensOf(m: BoundLayer, x: Value, kind: "string" | "int64", settings: LookupSettings): Value {
  const { tokens, tokenStart } = vocabularyOf(m, settings, kind);
  const oov = settings.oov_token ?? (kind === "string" ? "" : -1);
  const special = Array.from({ length: tokenStart }, () => oov);
  if (settings.mask_token !== undefined) special[0] = settings.mask_token;
  const table = m.constant(tensorOf([...special, ...tokens, oov], kind));
  const last = tokenStart + tokens.length;
  const index = x.cast("int64");
  return table.gather(
    index
      .less(0)
      .or(index.greater(last))
      .where(m.constant(scalar("int64", last)), index),
    0,
  );
}

/** Indices as they are, or as rows of zeros, ones, counts, or counts times how rare a token is (index_lookup.py: call). */
export function encodeIndices(m: BoundLayer, indices: Value, kind: "string" | "int64", settings: LookupSettings, dtype: DType): Value {
  const mode = settings.output_mode;
  const vocabulary = vocabularyOf(m, settings, kind);
  const depth = depthOf(vocabulary, settings);
  const weighted = mode === "tf_idf";
  // Keras 3 counts in whole numbers.
  const floats = weighted || (mode !== "int" && !m.atLeast(3));
  const counted = encode(m, indices, { mode: weighted ? "count" : mode, depth, dtype: floats ? "float32" : dtype, lines: countsLines(m) });
  return weighted ? counted.mul(rarity(m, vocabulary, depth, settings)) : counted;
}

/** The weights as the file has them, or as they were given: what is in no vocabulary gets their mean (index_lookup.py: set_vocabulary). */
function rarity(m: BoundLayer, { tokenStart, complete }: Vocabulary, depth: number, { idf_weights: given }: LookupSettings): Value {
  if (m.has("idf_weights")) return m.variable("idf_weights").cast("float32");
  if (given === undefined) return m.refuse("When `output_mode` is `'tf_idf'`, `idf_weights` must be provided.");
  const mean = given.reduce((sum, weight) => sum + weight, 0) / given.length;
  const all = [...Array.from({ length: complete ? 0 : tokenStart }, () => mean), ...given];
  return m.constant(
    float32(
      [depth],
      Array.from({ length: depth }, (_, i) => all[i] ?? 0),
    ),
  );
}
