import type { Info } from "../info.js";
import { defineOp } from "../op.js";

/**
 * Answers int64 rows [N, F] unchanged, or throws: a ValueError where one is negative, an IndexError where column `i` holds `sizes[i]` or
 * more (sklearn/naive_bayes.py: CategoricalNB, which uses them as indices).
 */
export const checkCategories = defineOp<{ readonly sizes: readonly number[]; readonly negative: string | undefined }>({
  op: "brine.CheckCategories",
  infer: ([x]) => [x as Info],
});
