import { csrMap, csrNormalize } from "../../../../graph/ops/linear.js";
import { hashTerms } from "../../../../graph/ops/text.js";
import type { Value } from "../../../../graph/value.js";
import { defineMeta } from "../../define.js";
import { dtypeField } from "../../dtype-field.js";
import { withDefault } from "../../fields.js";
import { analysisOf, analysisParams } from "../../text/analysis.js";
import { hashWidth } from "../../text/hash-width.js";
import { documents } from "../../text/texts.js";

/** sklearn/feature_extraction/text.py: HashingVectorizer. It has no state: terms hash to their columns. */
export const hashingVectorizer = defineMeta("HashingVectorizer", {
  params: {
    ...analysisParams,
    n_features: hashWidth,
    binary: "bool",
    norm: "string?",
    alternate_sign: withDefault("bool", true),
    non_negative: withDefault("bool", false),
    dtype: dtypeField,
  },
  takes: "texts",
  transform: (x, m) => {
    const empty = m.atLeast(1, 3)
      ? { message: "", python: "StopIteration" }
      : { message: "Cannot vectorize empty sequence.", python: "ValueError" };
    const attributes = { analysis: analysisOf(m), width: m.n_features, alternateSign: m.alternate_sign, dtype: m.dtype, empty };
    let hashed = hashTerms([documents(x, m)], attributes)[0] as Value;
    if (m.non_negative) hashed = csrMap([hashed], { map: "abs" })[0] as Value;
    if (m.binary) hashed = csrMap([hashed], { map: "binarize" })[0] as Value;
    if (m.norm === undefined) return hashed;
    if (m.norm !== "l1" && m.norm !== "l2" && m.norm !== "max") return m.refuse(`'${m.norm}' is not a supported norm`);
    return csrNormalize([hashed.floating()], { norm: m.norm })[0] as Value;
  },
});
