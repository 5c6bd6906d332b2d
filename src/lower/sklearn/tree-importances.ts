import type { PyValue } from "../../container/pickle/values.js";
import { ModelError } from "../../errors.js";
import { arrayOf, list } from "./fields.js";
import type { Fitted } from "./fitted.js";
import { numbersOf } from "./sparse-attribute.js";
import { readTree, type TreeRecord } from "./trees.js";
import { featuresIn } from "./validate.js";

/** `feature_importances_` of trees and of ensembles of trees, which the file does not hold; undefined for anything else. */
export function treeImportances(estimator: Fitted): Float64Array | undefined {
  const name = estimator.className;
  if (/^(DecisionTree|ExtraTree)(Classifier|Regressor)$/.test(name)) return ofTree(estimator, true);
  if (/^(RandomForest|ExtraTrees)(Classifier|Regressor)$/.test(name)) return ofForest(estimator);
  if (/^GradientBoosting(Classifier|Regressor)$/.test(name)) return ofBoosting(estimator);
  return /^AdaBoost(Classifier|Regressor)$/.test(name) ? ofAdaBoost(estimator) : undefined;
}

const members = (owner: Fitted): Fitted[] =>
  list(owner.attribute("estimators_") ?? null, owner.object.at("estimators_")).map((item: PyValue, i) =>
    owner.child(item, `estimators_.${i}`),
  );

const treeOf = (owner: Fitted): TreeRecord => readTree(owner.attribute("tree_"), owner.object.at("tree_"));

/** The most columns whose importances are told. */
const MAX_COLUMNS = 2 ** 24;

/** One zero for each column that an estimator was fitted on. */
function zeros(owner: Fitted): Float64Array {
  const columns = featuresIn(owner) ?? 0;
  if (columns < 0 || columns > MAX_COLUMNS)
    throw new ModelError("sklearn/attribute", `${owner.object.at("n_features_in_")} is ${columns}; at most ${MAX_COLUMNS} are weighed.`, {
      where: owner.object.at("n_features_in_"),
    });
  return new Float64Array(columns);
}

/** sklearn/tree/_tree.pyx: Tree.compute_feature_importances. */
function ofTree(owner: Fitted, normalized: boolean): Float64Array {
  const tree = treeOf(owner);
  const importances = zeros(owner);
  const where = owner.object.at("tree_.nodes");
  const { bytes, dtype } = tree.nodes;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const at = (name: string) => dtype.fields?.find((candidate) => candidate.name === name)?.offset ?? 0;
  const [left, right, feature, impurity, weight] = ["left_child", "right_child", "feature", "impurity", "weighted_n_node_samples"].map(
    at,
  ) as [number, number, number, number, number];
  const weighted = (node: number) =>
    view.getFloat64(node * dtype.itemSize + weight, true) * view.getFloat64(node * dtype.itemSize + impurity, true);
  for (let node = 0; node < tree.count; node++) {
    const from = node * dtype.itemSize;
    const down = view.getInt32(from + left, true);
    if (down < 0) continue;
    const up = view.getInt32(from + right, true);
    const column = view.getInt32(from + feature, true);
    if (down >= tree.count || !(up >= 0 && up < tree.count) || !(column >= 0 && column < importances.length))
      throw new ModelError(
        "sklearn/attribute",
        `${where}: node ${node} splits column ${column} of ${importances.length} into nodes ${down} and ${up} of ${tree.count}.`,
        { where },
      );
    importances[column] = (importances[column] as number) + (weighted(node) - weighted(down) - weighted(up));
  }
  const root = view.getFloat64(weight, true);
  for (let j = 0; j < importances.length; j++) importances[j] = (importances[j] as number) / root;
  return normalized ? toSumOne(importances) : importances;
}

function toSumOne(values: Float64Array): Float64Array {
  const sum = values.reduce((total, value) => total + value, 0);
  return sum > 0 ? values.map((value) => value / sum) : values;
}

/** The mean over trees that split at all, scaled to sum 1 since 0.22 (sklearn/ensemble/_forest.py: feature_importances_). */
function ofForest(forest: Fitted): Float64Array {
  const [major = 0, minor = 0] = forest.version;
  const scaled = major > 0 || minor >= 22;
  const trees = members(forest).filter((tree) => !scaled || treeOf(tree).count > 1);
  if (trees.length === 0) return zeros(forest);
  const mean = meanOf(trees.map((tree) => ofTree(tree, true)));
  return scaled ? toSumOne(mean) : mean;
}

/** sklearn/ensemble/_gb.py: feature_importances_. */
function ofBoosting(boosting: Fitted): Float64Array {
  const trees = members(boosting).filter((tree) => treeOf(tree).count > 1);
  if (trees.length === 0) return zeros(boosting);
  return toSumOne(meanOf(trees.map((tree) => ofTree(tree, false))));
}

/** sklearn/ensemble/_weight_boosting.py: feature_importances_, weighted by the estimators' weights. */
function ofAdaBoost(boosting: Fitted): Float64Array | undefined {
  const weights = numbersOf(arrayOf(boosting.attribute("estimator_weights_") ?? null, boosting.object.at("estimator_weights_")));
  const parts = members(boosting).map(treeImportances);
  const sum = weights.reduce((total, weight) => total + weight, 0);
  const out = new Float64Array(parts[0]?.length ?? 0);
  for (const [i, part] of parts.entries()) {
    if (part === undefined) return undefined;
    for (let j = 0; j < out.length; j++) out[j] = (out[j] as number) + (weights[i] as number) * (part[j] as number);
  }
  return out.map((value) => value / sum);
}

function meanOf(rows: readonly Float64Array[]): Float64Array {
  const out = new Float64Array(rows[0]?.length ?? 0);
  for (const row of rows) for (let j = 0; j < out.length; j++) out[j] = (out[j] as number) + (row[j] as number);
  return out.map((value) => value / rows.length);
}
