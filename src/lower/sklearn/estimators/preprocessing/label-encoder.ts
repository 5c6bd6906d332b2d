import { decodeCodes, encodeCodes } from "../../../../graph/ops/encode.js";
import type { Value } from "../../../../graph/value.js";
import { labelVector } from "../../categories/label-vector.js";
import { defineMeta } from "../../define.js";

const NOT_COMPARED =
  "ufunc 'isnan' not supported for the input types, and the inputs could not be safely coerced to any supported types according to the casting rule ''safe''";

/** sklearn/preprocessing/_label.py: LabelEncoder. Labels to their places among the sorted classes. */
export const labelEncoder = defineMeta("LabelEncoder", {
  fitted: { classes_: "labels" },
  takes: "labels",
  transform: (x, m) => {
    const classes = m.classes_.tensor;
    const y = labelVector(x, m);
    // From 1.2 on labels are first made what the classes are; between, numbers could not be compared with texts.
    const texts = classes.dtype === "string" || classes.dtype === "object";
    const numbers = y.dtype !== "string" && y.dtype !== "object";
    if (texts && numbers && m.atLeast(0, 24) && !m.atLeast(1, 2)) m.refuse(NOT_COMPARED, "TypeError");
    const typed = m.atLeast(1, 2) && texts && numbers ? y.cast(classes.dtype) : y;
    const codes = Float64Array.from({ length: classes.size }, (_, i) => i);
    const checks = {
      allowNaN: true,
      version: m.version,
      words: "labels",
      typed: m.atLeast(1, 5),
      byColumn: true,
      like: classes.dtype,
    } as const;
    return encodeCodes([typed], {
      columns: [{ categories: classes, codes, unknown: null }],
      dtype: "int64",
      vector: true,
      checks,
    })[0] as Value;
  },
  inverse_transform: (x, m) => {
    const classes = m.classes_.tensor;
    const columns = [{ categories: classes, special: [] }];
    return decodeCodes([labelVector(x, m)], { columns, dtype: classes.dtype, vector: true })[0] as Value;
  },
});
