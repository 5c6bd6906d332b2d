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
