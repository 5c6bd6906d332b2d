import type { PyObject } from "../../container/pickle/values.js";
import { ModelError } from "../../errors.js";
import type { Structure } from "../../graph/builder.js";
import { type TreeEnsembleAttributes, type Trees, treeEnsemble } from "../../graph/ops/treeEnsemble.js";
import { treePaths } from "../../graph/ops/treePaths.js";
import type { Value } from "../../graph/value.js";
import type { Self } from "./define.js";
import { type Field, list } from "./fields.js";
import type { Fitted } from "./fitted.js";
import { joinSamples, joinTrees, joinValues, readTree } from "./trees.js";

/** Fitted trees of a file, behind one another in one set of node arrays. */
export interface Grove {
  /** Number of trees. */
  readonly count: number;
  readonly trees: Trees;
  /** Per node `outputs * classes` numbers, as the file holds them: class counts, shares, or means. */
  readonly values: Float64Array;
  readonly outputs: number;
  readonly classes: number;
}

/** Fitted trees with the estimators that hold them. */
export interface FittedGrove extends Grove {
  readonly owners: readonly Fitted[];
  /** Training rows per node. */
  samples(): Int32Array;
}

/** Numbers that a row gets from a leaf: `width` per node. */
export interface LeafTable {
  readonly values: Float64Array;
  readonly width: number;
}

/** A Tree is immutable: each record is read and joined once, however many methods and input forms ask for it. */
const groves = new WeakMap<PyObject, Omit<FittedGrove, "owners">>();

function groveOf(owners: readonly Fitted[], key: PyObject): Omit<FittedGrove, "owners"> {
  let grove = groves.get(key);
  if (grove === undefined) {
    const nodes = owners.map((owner) => readTree(owner.attribute("tree_"), owner.object.at("tree_")));
    grove = { count: nodes.length, trees: joinTrees(nodes), ...joinValues(nodes), samples: () => joinSamples(nodes) };
    groves.set(key, grove);
  }
  return grove;
}

/** The `tree_` of a decision tree. */
export const treeField: Field<Grove> = {
  kind: "Tree",
  read: (_value, _where, owner) => groveOf([owner], owner.object.record),
};

/** Trees in `estimators_`: a list or an object array of any shape, in C order. */
export const treesField: Field<FittedGrove> = {
  kind: "Tree[]",
  read: (value, where, owner) => {
    const owners = list(value ?? null, where).map((item, i) => owner.childAt(item, `${where}.${i}`));
    return { ...groveOf(owners, owner.object.record), owners };
  },
};

/** Some of the trees, by themselves. */
export function pickTrees(grove: Grove, from: number, to: number): { readonly trees: Trees; readonly values: Float64Array } {
  const { trees, values, outputs, classes } = grove;
  if (from === 0 && to === trees.roots.length) return { trees, values };
  const first = trees.roots[from] ?? 0;
  const end = trees.roots[to] ?? trees.feature.length;
  const shift = (positions: Int32Array) => positions.slice(first, end).map((position) => position - first);
  return {
    values: values.slice(first * outputs * classes, end * outputs * classes),
    trees: {
      roots: trees.roots.slice(from, to).map((root) => root - first),
      feature: trees.feature.slice(first, end),
      threshold: trees.threshold.slice(first, end),
      left: shift(trees.left),
      right: shift(trees.right),
      ...(trees.missingLeft ? { missingLeft: trees.missingLeft.slice(first, end) } : {}),
      ...(trees.categories ? { categories: { set: trees.categories.set.slice(first, end), bits: trees.categories.bits } } : {}),
    },
  };
}

/** The sum over the trees of what their leaves hold: [N, outputs], in the trees' order. */
export function sumLeaves(
  x: Value,
  trees: Trees,
  table: LeafTable,
  more: { readonly start?: Value; readonly offsets?: Int32Array; readonly outputs?: number } = {},
): Value {
  const { start, ...rest } = more;
  const attributes: TreeEnsembleAttributes = { ...trees, ...table, outputs: table.width, ...rest, answer: "sum" };
  return treeEnsemble(start ? [x, start] : [x], attributes)[0] as Value;
}

/** The leaf that each tree ends in: int64 [N, trees]. */
export function leafNumbers(x: Value, trees: Trees): Value {
  return treeEnsemble([x], { ...trees, answer: "leaf", values: new Float64Array(0), width: 0, outputs: trees.roots.length })[0] as Value;
}

/** Nodes passed: csr [N, nodes]. From 1.3 to 1.7 scikit-learn asked NaN like any number here, and it went right (_tree.pyx: _decision_path_dense). */
export function paths(x: Value, { missingLeft, ...trees }: Trees, m: Self): Value {
  return passed(x, { ...trees, ...(missingLeft && m.atLeast(1, 8) ? { missingLeft } : {}) });
}

/** Nodes passed on the way to the leaf that `leafNumbers` tells. */
export function passed(x: Value, trees: Trees): Value {
  return treePaths([x], { ...trees, nodes: trees.feature.length })[0] as Value;
}

/**
 * Class shares of each node, the outputs side by side. Before scikit-learn 1.4 nodes held weighted counts, and `predict_proba`
 * divided by their sum (by 1 where that is 0; sklearn/tree/_classes.py: DecisionTreeClassifier.predict_proba).
 */
export function leafShares(grove: Grove, counts: readonly number[], normalize: boolean): LeafTable {
  const width = counts.reduce((a, b) => a + b, 0);
  if (!normalize && width === grove.outputs * grove.classes) return { values: grove.values, width };
  return { values: derived(grove.values, () => shareOut(grove, counts, width, normalize)), width };
}

function shareOut({ values, outputs, classes }: Grove, counts: readonly number[], width: number, normalize: boolean): Float64Array {
  const nodes = values.length / (outputs * classes);
  const shares = new Float64Array(nodes * width);
  let to = 0;
  for (let node = 0; node < nodes; node++)
    for (let output = 0; output < outputs; output++) {
      const from = (node * outputs + output) * classes;
      const count = counts[output] as number;
      let total = 1;
      if (normalize) {
        total = 0;
        for (let k = 0; k < count; k++) total += values[from + k] as number;
        if (total === 0) total = 1;
      }
      for (let k = 0; k < count; k++) shares[to++] = (values[from + k] as number) / total;
    }
  return shares;
}

/**
 * What is computed from an array of a model's trees, once: runtimes prepare trees by the arrays themselves, and several methods and
 * input forms of a model share them. One derivation per array.
 */
export function derived<A extends Float64Array | Int32Array>(from: A, make: () => A): A {
  const known = derivations.get(from);
  if (known) return known as A;
  const made = make();
  derivations.set(from, made);
  return made;
}

const derivations = new WeakMap<Float64Array | Int32Array, Float64Array | Int32Array>();

/** The mean of each output (regression trees hold one number per output). */
export function leafMeans({ values, outputs }: Grove): LeafTable {
  return { values, width: outputs };
}

/** [N, sum of counts] as one array per output. */
export function byOutput(x: Value, counts: readonly number[]): Value[] {
  if (counts.length === 1) return [x];
  let at = 0;
  return counts.map((count) => {
    at += count;
    return x.slice(1, at - count, at);
  });
}

/**
 * Labels of several outputs side by side: of the first one's dtype, or float64 before scikit-learn 0.21 (where words then fail).
 * @param indices - one int64 [N] per output
 */
export function labelColumns(indices: readonly Value[], classes: readonly Value[], numeric: boolean): Value {
  if (classes.length !== indices.length)
    throw new ModelError("sklearn/attribute", `classes_ has labels of ${classes.length} outputs; there are ${indices.length}.`, {
      where: "classes_",
    });
  const columns = indices.map((index, k) => (classes[k] as Value).gather(index));
  if (columns.length === 1) return columns[0] as Value;
  const dtype = numeric ? "float64" : (classes[0] as Value).dtype;
  const [first, ...rest] = columns.map((column) => column.cast(dtype).unsqueeze(1));
  return (first as Value).concat(rest, 1);
}

/** Natural logarithms of one array, or of each of a list. */
export function logs(shares: Structure): Structure {
  return "list" in shares ? { list: shares.list.map(logs), tuple: shares.tuple } : shares.log();
}
