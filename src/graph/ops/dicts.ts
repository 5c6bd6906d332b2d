import type { DType } from "../../tensor.js";
import { csr, dense } from "../info.js";
import { defineOp } from "../op.js";

/**
 * Dicts [N] to the numbers of their features (sklearn/feature_extraction/_dict_vectorizer.py: DictVectorizer._transform): a number under its
 * key's column, a text as 1 under `key + separator + text`, with `iterables` lists of texts likewise; what has no column is left out.
 */
export const vectorizeDicts = defineOp<{
  readonly columns: ReadonlyMap<string, number>;
  readonly width: number;
  readonly separator: string;
  readonly iterables: boolean;
  readonly sparse: boolean;
  readonly dtype: DType;
}>({
  op: "brine.VectorizeDicts",
  infer: ([x], { width, sparse, dtype }) => [(sparse ? csr : dense)(dtype, [x?.shape[0] ?? 1, width])],
});

/** Rows back to dicts of what is not zero: csr or dense [N, features] → objects [N], each a dict. */
export const dictsOfRows = defineOp<{ readonly names: readonly string[] }>({
  op: "brine.DictsOfRows",
  infer: ([x]) => [dense("object", [x?.shape[0] ?? 1])],
});

/**
 * Features hashed to columns (sklearn/feature_extraction/_hashing_fast.pyx): of each row's dict, of its list of pairs, or of its list of
 * texts, which count 1 each. A text as a value makes the feature `key=value`; zeros are left out. Rows [N] → csr [N, width].
 */
export const hashFeatures = defineOp<{
  readonly rows: "dict" | "pair" | "string";
  readonly width: number;
  readonly alternateSign: boolean;
  readonly dtype: DType;
}>({ op: "brine.HashFeatures", infer: ([x], { width, dtype }) => [csr(dtype, [x?.shape[0] ?? 1, width])] });
