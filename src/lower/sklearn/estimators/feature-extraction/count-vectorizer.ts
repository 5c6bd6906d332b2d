import type { Structure } from "../../../../graph/builder.js";
import { countTerms, termsOfRows } from "../../../../graph/ops/text.js";
import type { Value } from "../../../../graph/value.js";
import type { Input } from "../../../input.js";
import { type Bound, defineMeta, type Self } from "../../define.js";
import { dtypeField } from "../../dtype-field.js";
import { analysisOf, analysisParams } from "../../text/analysis.js";
import { documents } from "../../text/texts.js";
import { vocabularyOf } from "../../text/vocabulary.js";
import { validated } from "../../validate.js";

const params = { ...analysisParams, binary: "bool", dtype: dtypeField } as const;
const host = {
  get_feature_names_out: (m: Self) => vocabularyOf(m).terms,
  get_feature_names: (m: Self) => vocabularyOf(m).terms,
};
const available = {
  get_feature_names_out: (m: Self) => m.atLeast(1, 0),
  get_feature_names: (m: Self) => !m.atLeast(1, 2),
};

function counts(x: Input, m: Bound<typeof params, Record<never, never>>): Value {
  const { columns, terms } = vocabularyOf(m);
  const { binary, dtype } = m;
  return countTerms([documents(x, m)], { analysis: analysisOf(m), vocabulary: columns, width: terms.length, binary, dtype })[0] as Value;
}

/** Lists of the terms whose column is not zero; a csr row keeps the order in which it stores them. */
function termsOf(x: Input, m: Self): Structure {
  const { terms } = vocabularyOf(m);
  const rule = { sparse: "native", dtype: "any", finite: "any", features: null } as const;
  const checked = validated(x, rule, m.self);
  return { list: termsOfRows([checked], { terms }), tuple: false, ragged: true };
}

/** sklearn/feature_extraction/text.py: CountVectorizer. */
export const countVectorizer = defineMeta("CountVectorizer", {
  params,
  takes: "texts",
  transform: counts,
  inverse_transform: termsOf,
  host,
  available,
});

/** TfidfVectorizer: counts, weighted by the TfidfTransformer that it holds. */
export const tfidfVectorizer = defineMeta("TfidfVectorizer", {
  params,
  fitted: { _tfidf: "estimator" },
  takes: "texts",
  transform: (x, m) => m._tfidf.lower("transform", counts(x, m)),
  inverse_transform: termsOf,
  host,
  available,
});
