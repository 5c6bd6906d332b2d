import type { DType, Tensor } from "../../tensor.js";
import { dense, type Info } from "../info.js";
import { defineOp } from "../op.js";

/**
 * Texts to whole numbers from 0 to `buckets` - 1, elementwise: string [...] → int64 [...]. By FarmHash's Fingerprint64 of the UTF-8 bytes, or,
 * with a key of two 64-bit numbers, by SipHash-2-4 (tensorflow/core/kernels/string_to_hash_bucket_op.h).
 */
export const hashBuckets = defineOp<{ readonly buckets: number; readonly key: readonly [bigint, bigint] | undefined }>({
  op: "brine.HashBuckets",
  infer: ([x]) => [dense("int64", shapeOf(x))],
});

/**
 * One bucket of several inputs of one shape, strings or int64: fingerprints of texts and the integers themselves, mixed one after the other
 * into `seed` (tensorflow/core/kernels/sparse_cross_op.cc: HashCrosser). → int64 of that shape.
 */
export const crossBuckets = defineOp<{ readonly buckets: number; readonly seed: bigint }>({
  op: "brine.CrossBuckets",
  infer: ([x]) => [dense("int64", shapeOf(x))],
});

export interface LookUpAttributes {
  /** Distinct strings or int64 [K]; the input is of the same dtype. */
  readonly keys: Tensor<"string"> | Tensor<"int64">;
  /** What each key answers [K]. */
  readonly indices: Int32Array;
  /** What other values answer; in words: they are refused, and the words are what comes before and behind them in the message. */
  readonly unknown: number | readonly [before: string, behind: string];
}

/** The index of a value in a vocabulary, elementwise: string or int64 [...] → int64 [...]. */
export const lookUp = defineOp<LookUpAttributes>({
  op: "brine.LookUp",
  infer: ([x]) => [dense("int64", shapeOf(x))],
});

export interface CountIndicesAttributes {
  /** Indices count from 0 to `depth` - 1. */
  readonly depth: number;
  /** Ones instead of counts. */
  readonly binary: boolean;
  readonly dtype: DType;
  /** What others meet: they are left out, or this complaint. */
  readonly outside: "dropped" | { readonly message: string; readonly python: string };
}

/** How often each index stands in a line: int64 [..., L], and weights of the same shape where they count otherwise than 1 → [..., depth]. */
export const countIndices = defineOp<CountIndicesAttributes>({
  op: "brine.CountIndices",
  infer: ([x], { depth, dtype }) => [dense(dtype, [...shapeOf(x).slice(0, -1), depth])],
});

/** ASCII letters made lower case, ASCII punctuation taken away; elementwise (keras/src/layers/preprocessing/text_vectorization.py: _preprocess). */
export const standardizeText = defineOp<{ readonly lower: boolean; readonly stripPunctuation: boolean }>({
  op: "brine.StandardizeText",
  infer: ([x]) => [dense("string", shapeOf(x))],
});

export interface TokenIndicesAttributes {
  /** At runs of ASCII white space; into code points; `none`: the input has the tokens [N, L]. */
  readonly split: "whitespace" | "character" | "none";
  /** How many tokens, joined by spaces, make one: all of the first width, then all of the next. Undefined: the tokens as they are. */
  readonly ngrams: readonly number[] | undefined;
  readonly vocabulary: ReadonlyMap<string, number>;
  readonly unknown: number;
  /** The index of an empty token, and of what stands behind the last. Below 0: places that count for nothing. */
  readonly empty: number;
  /** The length of all lines; undefined: that of the longest. */
  readonly length: number | undefined;
}

/** Texts [N], or tokens [N, L], as the indices of their tokens: int64 [N, T]. */
export const tokenIndices = defineOp<TokenIndicesAttributes>({
  op: "brine.TokenIndices",
  infer: ([x], { length }) => [dense("int64", [shapeOf(x)[0] ?? 1, length ?? "T"])],
  // Places that count for nothing may be more or fewer.
  mixesRows: (_, { length, empty }) => length === undefined && empty >= 0,
});

const shapeOf = (x: Info | undefined) => x?.shape ?? [];
