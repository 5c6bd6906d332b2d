import { csrThreshold } from "../../../../graph/ops/csrThreshold.js";
import type { Value } from "../../../../graph/value.js";
import { defineEstimator } from "../../define.js";
import { oneToOne } from "../../scaling.js";

/** How the comparison failed on texts, which passed the check before 0.24. */
const UNORDERED = "'>' not supported between instances of 'numpy.ndarray' and 'float'";

/** 1 above the threshold, 0 elsewhere, in the dtype of the rows (sklearn/preprocessing/_data.py: binarize). */
export const binarizer = defineEstimator("Binarizer", {
  params: { threshold: "float" },
  input: { sparse: "native", dtype: "numeric", texts: { message: UNORDERED, python: "TypeError" } },
  transform: (x, m) => {
    if (x.layout === "dense") return x.greater(m.threshold).cast(x.dtype);
    if (m.threshold < 0) m.refuse("Cannot binarize a sparse matrix with threshold < 0");
    return csrThreshold([x], { threshold: m.threshold })[0] as Value;
  },
  ...oneToOne,
});
