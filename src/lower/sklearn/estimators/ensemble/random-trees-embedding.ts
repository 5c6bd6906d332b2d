import { integers } from "../../../../graph/value.js";
import { type Bound, defineEstimator } from "../../define.js";
import { inputNames } from "../../feature-names.js";
import { arrayOf, list, withDefault } from "../../fields.js";
import { leafNumbers, passed, paths, treesField } from "../../leaves.js";
import { forestRule } from "./forest-rule.js";

const fields = {
  params: { sparse_output: withDefault("bool", true) },
  fitted: { estimators_: treesField, one_hot_encoder_: "estimator" },
} as const;
type Embedding = Bound<typeof fields.params, typeof fields.fitted>;

/** Which leaf of each tree a row ends in, one-hot (sklearn/ensemble/_forest.py: RandomTreesEmbedding.transform). */
export const randomTreesEmbedding = defineEstimator("RandomTreesEmbedding", {
  ...fields,
  input: forestRule,
  transform: (x, m) => {
    const { roots } = m.estimators_.trees;
    const columns = leavesOf(m).flatMap((leaves, tree) => leaves.map((leaf) => (roots[tree] as number) + leaf));
    const hot = passed(x, m.estimators_.trees).gather(columns, 1).cast("float64");
    return m.sparse_output ? hot : hot.toDense();
  },
  apply: (x, m) => leafNumbers(x, m.estimators_.trees),
  decision_path: (x, m) => {
    const { trees } = m.estimators_;
    return { list: [paths(x, trees, m), x.constantLike(integers([...trees.roots, trees.feature.length]))], tuple: true };
  },
  host: {
    get_feature_names_out: (m, given) => {
      inputNames(m, given);
      return leavesOf(m).flatMap((leaves, tree) => leaves.map((leaf) => `randomtreesembedding_${tree}_${leaf}`));
    },
  },
  available: { get_feature_names_out: (m) => m.atLeast(1, 1) },
});

/** Numbers of each tree's leaves, in order. */
function leavesOf(m: Embedding): number[][] {
  const encoder = m.one_hot_encoder_.object;
  const where = encoder.at("categories_");
  return list(encoder.attributes.get("categories_") ?? null, where).map((item) => {
    const leaves = arrayOf(item, where);
    return Array.from({ length: leaves.size }, (_, i) => Number(leaves.at(i)));
  });
}
