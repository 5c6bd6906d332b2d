import type { DType } from "../../tensor.js";
import { csr, dense, type Info } from "../info.js";
import { defineOp } from "../op.js";
import type { PatternProgram } from "../pattern.js";

/** How a text becomes terms (sklearn/feature_extraction/text.py: _VectorizerMixin.build_analyzer), every pattern already JavaScript's. */
export interface TextAnalysis {
  /** `str.lower`, before accents are stripped. */
  readonly lowercase: boolean;
  /** NFKD without what is not ASCII, or without combining characters. */
  readonly stripAccents: "ascii" | "unicode" | null;
  /** Terms of tokens, of characters, or of characters within words padded with a space. */
  readonly analyzer: "word" | "char" | "char_wb";
  /** Tokens: maximal runs of word characters of at least this length, or what a pattern finds (its group 1, where it has one). */
  readonly tokens: { readonly run: number } | TokenPattern | "split";
  /** Tokens that are left out. */
  readonly stopWords: ReadonlySet<string> | null;
  /** Terms are this many tokens or characters long, the ends included. */
  readonly shortest: number;
  readonly longest: number;
}

/** What finds tokens: they are the matches, or what the group in each captured. */
export interface TokenPattern {
  /** For texts of up to `safeLength` UTF-16 units, which it searches soon. */
  readonly pattern: RegExp;
  readonly safeLength: number;
  /** For longer ones: the same matches, in time in proportion to the text. */
  readonly program: PatternProgram;
  readonly group: boolean;
}

/** How often each term of a vocabulary occurs in each text: texts [N] → csr [N, width], columns ascending within a row. */
export const countTerms = defineOp<{
  readonly analysis: TextAnalysis;
  /** Columns by term. */
  readonly vocabulary: ReadonlyMap<string, number>;
  readonly width: number;
  /** Ones instead of counts. */
  readonly binary: boolean;
  readonly dtype: DType;
}>({ op: "brine.CountTerms", infer: ([x], { width, dtype }) => [csr(dtype, [rows(x), width])] });

/**
 * Terms hashed to columns by MurmurHash3 (x86, 32 bits, seed 0) of their UTF-8 bytes: column |h| mod width, and with `alternateSign`
 * -1 for h < 0 (sklearn/feature_extraction/_hashing_fast.pyx: transform). Texts [N] → csr [N, width].
 */
export const hashTerms = defineOp<{
  readonly analysis: TextAnalysis;
  readonly width: number;
  readonly alternateSign: boolean;
  /** What no texts at all meet. */
  readonly empty: { readonly message: string; readonly python: string };
  readonly dtype: DType;
}>({ op: "brine.HashTerms", infer: ([x], { width, dtype }) => [csr(dtype, [rows(x), width])] });

/** The terms whose column is not zero, row by row in storage order: csr or dense [N, terms] → objects [N], each a list of texts. */
export const termsOfRows = defineOp<{ readonly terms: readonly string[] }>({
  op: "brine.TermsOfRows",
  infer: ([x]) => [dense("object", [rows(x)])],
});

const rows = (x: Info | undefined) => x?.shape[0] ?? 1;
