import { PyObject, type PyValue } from "../../../../container/pickle/values.js";
import { realize } from "../../../../container/python/realize.js";
import { attributesOf, requireObject } from "../../../../decode/sklearn/object.js";
import type { Value } from "../../../../graph/value.js";
import { scalar } from "../../../../graph/value.js";
import { defineEstimator, type Self } from "../../define.js";
import { prefixedNames } from "../../feature-names.js";
import { arrayOf, number } from "../../fields.js";
import { euclideanDistances } from "../../neighbors/euclidean.js";
import { clusterInput, nearestOf } from "./k-means.js";

/** A file may nest nodes without end; a tree of so many levels has been cut by hand. */
const MOST_LEVELS = 1000;

/** sklearn/cluster/_bisect_k_means.py: BisectingKMeans: down a tree, always to the nearer of two centers. int32. */
export const bisectingKMeans = defineEstimator("BisectingKMeans", {
  fitted: { cluster_centers_: "tensor", _X_mean: "tensor?", _bisecting_tree: "raw" },
  input: (m) => clusterInput(m.cluster_centers_),
  predict: (x, m) => labelsUnder(x, m, m._bisecting_tree, 0),
  transform: (x, m) => euclideanDistances(x, m.cluster_centers_),
  host: { get_feature_names_out: (m: Self & { cluster_centers_: Value }) => prefixedNames(m, m.cluster_centers_.dim(0)) },
});

function labelsUnder(x: Value, m: Self & { readonly _X_mean: Value | undefined }, tree: PyValue, level: number): Value {
  const node = attributesOf(requireObject(realize(tree) as PyValue, m.self.object.at("_bisecting_tree")));
  if (level > MOST_LEVELS) m.unsupported(`its tree has more than ${MOST_LEVELS} levels.`);
  const [left, right] = [child(node.get("left")), child(node.get("right"))];
  if (left === undefined || right === undefined) return m.self.constant(scalar("int32", Number(number(node.get("label")) ?? -1)));
  const where = m.self.object.at("_bisecting_tree");
  const center = (of: PyObject): Value => m.self.constant(arrayOf(attributesOf(of).get("center") ?? null, where)).unsqueeze(0);
  const pair = center(left).concat([center(right)], 0);
  const centers = m._X_mean ? pair.add(m._X_mean) : pair;
  return nearestOf(x, m, centers)
    .equal(0)
    .where(labelsUnder(x, m, left, level + 1), labelsUnder(x, m, right, level + 1));
}

function child(value: PyValue | undefined): PyObject | undefined {
  const real = value === undefined ? undefined : realize(value);
  return real instanceof PyObject ? real : undefined;
}
