import { int64 } from "../../../../tensor.js";
import { type Bound, defineEstimator } from "../../define.js";
import { withDefault } from "../../fields.js";
import { byOutput, type Grove, labelColumns, leafMeans, leafNumbers, leafShares, logs, paths, sumLeaves, treeField } from "../../leaves.js";
import { treeRule } from "../../tree-input.js";

const params = { criterion: "any?", splitter: "any?", monotonic_cst: "any?" } as const;
const shared = { tree_: treeField, n_outputs_: withDefault("int", 1) } as const;
type Tree = Bound<typeof params, typeof shared>;

/** What all trees offer, whatever they predict. */
const common = {
  host: {
    get_n_leaves: ({ tree_ }: Tree) => int64([], [tree_.trees.feature.reduce((leaves, column) => leaves + Number(column < 0), 0)]),
    get_depth: ({ tree_ }: Tree) => int64([], [depthOf(tree_)]),
  },
  available: { get_n_leaves: (m: Tree) => m.atLeast(0, 21), get_depth: (m: Tree) => m.atLeast(0, 21) },
};

function defineClassifier(name: string) {
  return defineEstimator(name, {
    params,
    fitted: { ...shared, classes_: "labelsList" },
    input: (m, input) => treeRule(m.self, input),
    predict: (x, m) => {
      const { outputs, classes, values } = m.tree_;
      const raw = byOutput(sumLeaves(x, m.tree_.trees, { values, width: outputs * classes }), new Array<number>(outputs).fill(classes));
      return labelColumns(
        raw.map((value) => value.argMax(1)),
        m.classes_,
        !m.atLeast(0, 21),
      );
    },
    predict_proba: (x, m) => {
      const counts = m.classes_.map((classes) => classes.dim(0));
      const shares = byOutput(sumLeaves(x, m.tree_.trees, leafShares(m.tree_, counts, !m.atLeast(1, 4))), counts);
      return m.n_outputs_ === 1 ? (shares[0] ?? x) : { list: shares, tuple: false };
    },
    predict_log_proba: (x, m) => logs(m.callAll("predict_proba", x)),
    apply: (x, m) => leafNumbers(x, m.tree_.trees).squeeze(1),
    decision_path: (x, m) => paths(x, m.tree_.trees, m),
    ...common,
  });
}

function defineRegressor(name: string) {
  return defineEstimator(name, {
    params,
    fitted: shared,
    input: (m, input) => treeRule(m.self, input),
    predict: (x, m) => {
      const means = sumLeaves(x, m.tree_.trees, leafMeans(m.tree_));
      return m.n_outputs_ === 1 ? means.squeeze(1) : means;
    },
    apply: (x, m) => leafNumbers(x, m.tree_.trees).squeeze(1),
    decision_path: (x, m) => paths(x, m.tree_.trees, m),
    ...common,
  });
}

function depthOf({ trees: { left, right, feature } }: Grove): number {
  let deepest = 0;
  const depth = new Int32Array(feature.length);
  for (let node = 0; node < depth.length; node++) {
    if ((feature[node] as number) < 0) continue;
    const below = (depth[node] as number) + 1;
    depth[left[node] as number] = below;
    depth[right[node] as number] = below;
    if (below > deepest) deepest = below;
  }
  return deepest;
}

/** Single trees (sklearn/tree/_classes.py). A label is that of the largest value in the leaf, the first of several. */
export const decisionTreeClassifier = defineClassifier("DecisionTreeClassifier");
export const extraTreeClassifier = defineClassifier("ExtraTreeClassifier");
export const decisionTreeRegressor = defineRegressor("DecisionTreeRegressor");
export const extraTreeRegressor = defineRegressor("ExtraTreeRegressor");
