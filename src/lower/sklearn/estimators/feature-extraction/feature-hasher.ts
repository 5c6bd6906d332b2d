import { hashFeatures } from "../../../../graph/ops/dicts.js";
import { csrMap } from "../../../../graph/ops/linear.js";
import { Value } from "../../../../graph/value.js";
import { defineMeta } from "../../define.js";
import { dtypeField } from "../../dtype-field.js";
import { oneOf, withDefault } from "../../fields.js";
import { hashWidth } from "../../text/hash-width.js";

/** sklearn/feature_extraction/_hash.py: FeatureHasher. It has no state. */
export const featureHasher = defineMeta("FeatureHasher", {
  params: {
    n_features: hashWidth,
    input_type: oneOf("dict", "pair", "string"),
    dtype: dtypeField,
    alternate_sign: withDefault("bool", true),
    non_negative: withDefault("bool", false),
  },
  takes: "records",
  transform: (x, m) => {
    if (!(x instanceof Value)) return m.refuse("'str' object has no attribute 'items'", "AttributeError");
    if (m.input_type === "string" && x.dtype === "string" && x.rank === 1 && m.atLeast(1, 3))
      m.refuse("Samples can not be a single string. The input must be an iterable over iterables of strings.");
    const attributes = { rows: m.input_type, width: m.n_features, alternateSign: m.alternate_sign, dtype: m.dtype };
    const hashed = hashFeatures([x], attributes)[0] as Value;
    return m.non_negative ? (csrMap([hashed], { map: "abs" })[0] as Value) : hashed;
  },
});
