import { describe, expect, it } from "vitest";
import { type PyDict, PyTuple, type PyValue } from "../../src/container/pickle/values.js";
import type { NdArray } from "../../src/container/python/array.js";
import type { ModelError } from "../../src/index.js";
import { array, asked, below, edited, put, stateOf } from "./edit.js";

type Edit = (state: PyDict, root: PyValue) => void;
const set =
  (name: string, value: PyValue): Edit =>
  (state) =>
    state.set(name, value);
const element =
  (name: string, index: number, value: number): Edit =>
  (state) =>
    put(array(state.get(name)), index, value);
/** An element of the first array of records that has such a field: a tree's nodes. */
const node =
  (field: string, index: number, value: number): Edit =>
  (_, root) => {
    for (const each of below(root)) if (isRecords(each, field)) return put(each, index, value, field);
    throw new Error(`There are no nodes with ${field}.`);
  };
const isRecords = (each: unknown, field: string): each is NdArray =>
  typeof each === "object" &&
  each !== null &&
  "dtype" in each &&
  ((each as NdArray).dtype.fields?.some(({ name }) => name === field) ?? false);

/** Fixture, what is wrong with it, the method asked, the code that it must end in and its words. */
const lies: readonly [string, string, Edit, string, string, RegExp][] = [
  [
    "ExtraTreeRegressor/default",
    "a child behind the last node",
    node("left_child", 0, 1_000_000),
    "predict",
    "graph/spec",
    /Node 0 of tree 0 leads to 1000000/,
  ],
  [
    "ExtraTreeRegressor/default",
    "a root that is its own child",
    node("right_child", 0, 0),
    "predict",
    "graph/spec",
    /Node 0 of tree 0 leads to 1 and 0/,
  ],
  [
    "DecisionTreeRegressor/default",
    "a child that points back",
    node("left_child", 1, 0),
    "predict",
    "graph/spec",
    /Node 1 of tree 0 leads to 0 and/,
  ],
  [
    "DecisionTreeRegressor/default",
    "a feature behind the last column",
    node("feature", 0, 1_000),
    "predict",
    "graph/spec",
    /looks at column 1000 of rows of 4/,
  ],
  [
    "DecisionTreeRegressor/default",
    "a feature before the first column",
    node("feature", 0, -7),
    "predict",
    "graph/spec",
    /Tree 0 has 19 splits among 41 nodes/,
  ],
  [
    "RandomForestClassifier/default",
    "a cycle in one of its trees",
    node("left_child", 1, 0),
    "predict_proba",
    "graph/spec",
    /Node 51 of tree 4 leads to 50/,
  ],
  [
    "RandomForestClassifier/default",
    "no classes",
    set("classes_", []),
    "predict",
    "sklearn/attribute",
    /classes_ has labels of 0 outputs; there are 1/,
  ],
  [
    "HistGradientBoostingClassifier/default",
    "a child behind the last node",
    node("left", 0, 1_000_000),
    "predict",
    "graph/spec",
    /leads to 1000012/,
  ],
  [
    "HistGradientBoostingClassifier/default",
    "a root that is its own child",
    node("right", 0, 0),
    "predict",
    "graph/spec",
    /Node 12 of tree 2 leads to 13 and 12/,
  ],
  [
    "HistGradientBoostingClassifier/default",
    "a feature behind the last column",
    node("feature_idx", 0, 1_000),
    "predict",
    "graph/spec",
    /looks at column 1000/,
  ],
  [
    "HistGradientBoostingClassifier/categories",
    "categories behind the last",
    node("bitset_idx", 0, 1_000_000),
    "predict",
    "input/shape",
    /outside of a tensor of 8/,
  ],
  [
    "SVC/two_classes",
    "more vectors of a class than there are",
    element("_n_support", 0, 1_000_000),
    "predict",
    "input/value",
    /internal representation of SVC was altered/,
  ],
  [
    "SVC/two_classes",
    "fewer vectors of a class than none",
    element("_n_support", 0, -1),
    "predict",
    "input/value",
    /internal representation of SVC was altered/,
  ],
  [
    "SVC/linear",
    "vectors of its classes that do not add up",
    element("_n_support", -1, 2 ** 31 - 1),
    "decision_function",
    "input/value",
    /internal representation of SVC was altered/,
  ],
  [
    "SVC/two_classes",
    "vectors without columns",
    set("support_vectors_", [[], []]),
    "predict",
    "input/value",
    /internal representation of SVC was altered/,
  ],
  [
    "NuSVC/two_classes",
    "coefficients for fewer vectors",
    set("_dual_coef_", [[1, 2]]),
    "predict",
    "input/value",
    /internal representation of NuSVC was altered/,
  ],
  ["NuSVC/two_classes", "no offsets", set("_intercept_", []), "predict", "input/value", /internal representation of NuSVC was altered/],
  ["MLPClassifier/default", "no layers", set("coefs_", []), "predict", "sklearn/unsupported", /no coefs_.0./],
  ["MLPClassifier/default", "layers that do not fit", set("coefs_", [[[1, 2]], [[3]]]), "predict", "graph/spec", /do not broadcast/],
  [
    "PolynomialFeatures/default",
    "a degree beyond measure",
    set("degree", 2n ** 40n),
    "transform",
    "sklearn/",
    /PolynomialFeatures: |degree/,
  ],
  ["PolynomialFeatures/default", "a degree of a thousand", set("degree", 1_000n), "transform", "sklearn/", /PolynomialFeatures: |degree/],
  ["OneHotEncoder/default", "no categories", set("categories_", []), "transform", "input/value", /expecting 0 features/],
  [
    "OneHotEncoder/default",
    "categories that are numbers",
    set("categories_", [7n, 7n, 7n]),
    "transform",
    "input/value",
    /expecting 3 features/,
  ],
  [
    "KBinsDiscretizer/default",
    "bins beyond measure",
    element("n_bins_", 0, 2 ** 40),
    "transform",
    "sklearn/unsupported",
    /n_bins_ and bin_edges_ contradict each other/,
  ],
  [
    "KBinsDiscretizer/default",
    "fewer bins than none",
    element("n_bins_", 0, -1),
    "transform",
    "sklearn/unsupported",
    /n_bins_ and bin_edges_ contradict each other/,
  ],
  ["QuantileTransformer/default", "no quantiles", set("quantiles_", []), "transform", "graph/spec", /Axis 1 of a value of shape .0./],
  [
    "HashingVectorizer/default",
    "fewer columns than none",
    set("n_features", -1n),
    "transform",
    "sklearn/attribute",
    /n_features should be a number of columns/,
  ],
  [
    "HashingVectorizer/default",
    "columns beyond measure",
    set("n_features", 2n ** 31n),
    "transform",
    "sklearn/unsupported",
    /at most 16777216 columns/,
  ],
  [
    "HashingVectorizer/default",
    "terms of fewer tokens than none",
    set("ngram_range", new PyTuple([-1n, 2n])),
    "transform",
    "sklearn/attribute",
    /ngram_range should be two lengths/,
  ],
  [
    "FeatureHasher/default",
    "fewer columns than none",
    set("n_features", -1n),
    "transform",
    "sklearn/attribute",
    /n_features should be a number of columns/,
  ],
];

/** What looks wild and is an answer all the same, as it is in Python. */
const harmless: readonly [string, string, Edit, string][] = [
  ["HashingVectorizer/default", "terms of no tokens", set("ngram_range", new PyTuple([0n, 2n ** 31n])), "transform"],
  ["CountVectorizer/default", "terms of more tokens than there are", set("ngram_range", new PyTuple([1n, 2n ** 40n])), "transform"],
];

describe("models that lie", () => {
  it.each(lies)("%s: %s", async (name, _, edit, method, code, words) => {
    const model = await edited(name, (root) => edit(stateOf(root, name.split("/")[0] as string), root));
    const said = await asked(model, method);
    expect(said).toMatchObject({ code: expect.stringContaining(code), message: expect.stringMatching(words) });
    expect((said as ModelError).cause).toBeUndefined();
  });

  it.each(harmless)("%s: %s", async (name, _, edit, method) => {
    const model = await edited(name, (root) => edit(stateOf(root, name.split("/")[0] as string), root));
    expect(await asked(model, method)).toBe("ok");
  });
});
