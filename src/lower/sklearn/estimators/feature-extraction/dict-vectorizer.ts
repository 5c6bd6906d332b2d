import type { Structure } from "../../../../graph/builder.js";
import { dictsOfRows, vectorizeDicts } from "../../../../graph/ops/dicts.js";
import type { Value } from "../../../../graph/value.js";
import { Frame } from "../../../input.js";
import { defineMeta, type Self } from "../../define.js";
import { dtypeField } from "../../dtype-field.js";
import { withDefault } from "../../fields.js";
import { vocabularyOf } from "../../text/vocabulary.js";
import { validated } from "../../validate.js";

const names = (m: Self) => vocabularyOf(m).terms;

/** sklearn/feature_extraction/_dict_vectorizer.py: DictVectorizer. */
export const dictVectorizer = defineMeta("DictVectorizer", {
  params: { separator: withDefault("string", "="), sparse: "bool", dtype: dtypeField },
  takes: "records",
  transform: (x, m) => {
    if (x instanceof Frame) return m.refuse("'str' object has no attribute 'items'", "AttributeError");
    const { columns, terms } = vocabularyOf(m);
    const { separator, sparse, dtype } = m;
    return vectorizeDicts([x], { columns, width: terms.length, separator, iterables: m.atLeast(0, 24), sparse, dtype })[0] as Value;
  },
  inverse_transform: (x, m): Structure => {
    const checked = validated(x, { sparse: "native", dtype: "numeric", features: null, named: false }, m.self);
    return { list: dictsOfRows([checked], { names: names(m) }), tuple: false, ragged: true };
  },
  host: { get_feature_names_out: names, get_feature_names: names },
  available: { get_feature_names_out: (m) => m.atLeast(1, 0), get_feature_names: (m) => !m.atLeast(1, 2) },
});
