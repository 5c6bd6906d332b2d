import { dense, type Info } from "../info.js";
import { defineOp } from "../op.js";

/** What stands for a missing cell. Numbers are compared as Python compares them: 1 is 1.0 is True. */
export type MissingMark =
  | { readonly kind: "nan" }
  | { readonly kind: "none" }
  | { readonly kind: "number"; readonly value: number }
  | { readonly kind: "text"; readonly value: string };

/**
 * Which cells are missing: of a dense array (of objects, mostly) booleans [N, F]; of a csr matrix a csr matrix of booleans that stores
 * the missing ones (sklearn/utils/_mask.py: _get_mask).
 */
export const isMissing = defineOp<{ readonly mark: MissingMark }>({
  op: "brine.IsMissing",
  infer: ([x]) => {
    const { shape, layout } = x as Info;
    return [{ dtype: "bool", shape, layout }];
  },
});

/** A csr matrix whose stored cells that are missing hold their column's number instead. */
export const csrImpute = defineOp<{ readonly mark: MissingMark; readonly fills: Float64Array }>({
  op: "brine.CsrImpute",
  infer: ([x]) => [x as Info],
});

/**
 * Imputed columns with the columns of an indicator behind them, to the array as it was: float64 [N, width], `mark` where the indicator
 * says so. A column that is missing in all the rows given counts as one that was left out (SimpleImputer.inverse_transform).
 */
export const restoreMissing = defineOp<{ readonly mark: number; readonly features: Int32Array; readonly width: number }>({
  op: "brine.RestoreMissing",
  infer: ([x], { width }) => [dense("float64", [(x as Info).shape[0] ?? 0, width])],
  mixesRows: () => true,
});

/** A mask as it is, unless it marks a cell of a column that is not among the known ones: MissingIndicator's `error_on_new`. */
export const refuseNewMissing = defineOp<{ readonly known: Int32Array }>({
  op: "brine.CheckNewMissing",
  infer: ([x]) => [x as Info],
});
