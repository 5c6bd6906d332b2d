import type { Change } from "./change.js";

/** Texts, categories and labels. */
export const textChanges: readonly Change[] = [
  {
    from: "1.5",
    class: "TfidfTransformer, TfidfVectorizer",
    what: "idf is the array idf_; before, the diagonal of the sparse matrix _idf_diag",
    effect: "both are read; before, rows come out stored backwards, which is the order of inverse_transform",
  },
  {
    from: "1.5",
    class: "TfidfTransformer",
    what: "dense float32 rows stay float32",
    effect: "before: float64",
  },
  {
    from: "1.3",
    class: "HashingVectorizer",
    what: "no texts at all are a StopIteration",
    effect: "before: ValueError, 'Cannot vectorize empty sequence.'",
  },
  {
    from: "0.18",
    to: "0.20",
    class: "HashingVectorizer",
    what: "non_negative",
    effect: "sums are made positive",
  },
  {
    from: "0.22",
    class: "OneHotEncoder",
    what: "legacy mode (n_values, categorical_features, integers counted from 0) is gone",
    effect: "files of 0.18 to 0.21 in legacy mode are read by feature_indices_, n_values_ and active_features_",
  },
  {
    from: "1.3",
    class: "OneHotEncoder",
    what: "the dropped category after grouping is _drop_idx_after_grouping",
    effect: "before: drop_idx_, of integers in 0.21 and 0.22, with None since 0.23",
  },
  {
    from: "1.2",
    class: "OneHotEncoder",
    what: "sparse was renamed sparse_output",
    effect: "both are read",
  },
  {
    from: "0.24",
    class: "OneHotEncoder",
    what: "rows of zeros without drop are refused by inverse_transform",
    effect: "before: the first category",
  },
  {
    from: "1.0",
    class: "OneHotEncoder",
    what: "unknown categories with drop are read back as the dropped one",
    effect: "before: None",
  },
  {
    from: "1.1",
    class: "OrdinalEncoder",
    what: "encoded_missing_value; an unknown_value of NaN is found again by inverse_transform",
    effect: "before: NaN stays NaN; NaN is an index out of bounds",
  },
  {
    from: "0.24",
    class: "LabelEncoder",
    what: "the first unseen label is named",
    effect: "before: all of them",
  },
  {
    from: "1.2",
    class: "LabelEncoder",
    what: "labels are made what the classes are",
    effect: "numbers are looked up as texts among texts; before: a TypeError from 0.24 on",
  },
  {
    from: "0.24",
    class: "DictVectorizer",
    what: "lists of texts are features, each text one",
    effect: "before: refused",
  },
];
