import type { Value } from "../../../../graph/value.js";
import { scalar } from "../../../../graph/value.js";
import { type Bound, defineEstimator } from "../../define.js";
import { arrayOf, field, list, withDefault } from "../../fields.js";
import { derived, type Grove, type LeafTable, sumLeaves, treesField } from "../../leaves.js";
import type { InputRule } from "../../validate.js";
import { validated } from "../../validate.js";

const columnsField = field("int[][]", (value, where) =>
  list(value as never, where).map((item) => {
    const columns = arrayOf(item, where);
    return Int32Array.from({ length: columns.size }, (_, i) => Number(columns.at(i)));
  }),
);

const fitted = {
  estimators_: treesField,
  estimators_features_: columnsField,
  max_samples_: withDefault("int?", undefined),
  _max_samples: withDefault("int?", undefined),
  offset_: withDefault("float", -0.5),
  _threshold_: withDefault("float?", undefined),
  threshold_: withDefault("float?", undefined),
} as const;
const params = { behaviour: withDefault("any?", undefined) } as const;
type Forest = Bound<typeof params, typeof fitted>;

/**
 * Isolation forests (sklearn/ensemble/_iforest.py: _compute_score_samples): minus 2 to the power of minus the mean path length over
 * the mean of a random tree. A path ends in a leaf of several training rows with the mean path that would separate them.
 */
export const isolationForest = defineEstimator("IsolationForest", {
  params,
  fitted,
  input: rule,
  score_samples: (x, m) => {
    const { trees } = m.estimators_;
    const rows = asTreesTake(x, m);
    const paths = sumLeaves(rows, selectColumns(m), pathLengths(m)).squeeze(1);
    const one = averagePath(m.max_samples_ ?? m._max_samples ?? 0, m);
    const expected = trees.roots.length * one;
    // One training row: no path has a length; the score is that of an outlier.
    const share = expected === 0 ? paths.mul(0).add(1) : m.atLeast(0, 21) ? paths.div(expected) : paths.div(trees.roots.length).div(one);
    return m.self.constant(scalar("float64", 2)).pow(share.neg()).neg();
  },
  decision_function: (x, m) => m.call("score_samples", x).sub(m.offset_),
  predict: (x, m) => {
    const outlying = m.call("decision_function", x).less(threshold(m));
    return outlying.where(m.self.constant(scalar("int64", -1)), m.self.constant(scalar("int64", 1)));
  },
});

/** Until 0.21 `behaviour="old"` compared with a threshold of its own; before 0.20 there was nothing else. */
function threshold(m: Forest): number {
  if (m.behaviour === "new" || m.atLeast(0, 22)) return 0;
  return m._threshold_ ?? m.threshold_ ?? 0;
}

/** Numbers as they come, finite; as float32 since 1.3, NaN and infinity included since 1.7. */
function rule(m: Forest): InputRule {
  return {
    dtype: m.atLeast(1, 3) ? "float32" : "numeric",
    sparse: "native",
    finite: m.atLeast(1, 7) ? "any" : "required",
    mismatch: (expected, found) =>
      `Number of features of the model must match the input. Model n_features is ${expected} and input n_features is ${found}.`,
    mismatchBefore: [1, 0],
  };
}

/** Until 1.2 each tree checked the rows once more as float32, in its own name. */
function asTreesTake(x: Value, m: Forest): Value {
  if (m.atLeast(1, 3)) return x;
  const tree = m.estimators_.owners[0] ?? m.self;
  return validated(x, { dtype: "float32", sparse: "native", features: null, as: tree }, m.self);
}

/** The trees over all columns; each was grown on some of them. */
function selectColumns(m: Forest): Grove["trees"] {
  const { trees } = m.estimators_;
  const feature = derived(trees.feature, () => {
    const mapped = trees.feature.slice();
    trees.roots.forEach((root, tree) => {
      const columns = m.estimators_features_[tree];
      const end = trees.roots[tree + 1] ?? mapped.length;
      for (let node = root; node < end; node++) {
        const column = mapped[node] as number;
        if (column >= 0) mapped[node] = columns?.[column] ?? column;
      }
    });
    return mapped;
  });
  return { ...trees, feature };
}

/** Per leaf: its depth and what separating its training rows would add. */
function pathLengths(m: Forest): LeafTable {
  return { values: derived(m.estimators_.trees.threshold, () => leafDepths(m)), width: 1 };
}

function leafDepths(m: Forest): Float64Array {
  const { feature, left, right } = m.estimators_.trees;
  const samples = m.estimators_.samples();
  const depth = new Int32Array(feature.length);
  const values = new Float64Array(feature.length);
  for (let node = 0; node < depth.length; node++) {
    const steps = depth[node] as number;
    if ((feature[node] as number) >= 0) {
      depth[left[node] as number] = steps + 1;
      depth[right[node] as number] = steps + 1;
    } else {
      const below = averagePath(samples[node] as number, m);
      values[node] = m.atLeast(0, 21) ? steps + 1 + below - 1 : steps + below;
    }
  }
  return values;
}

/** Mean path length of an unsuccessful search among n rows (_iforest.py: _average_path_length); before 0.21 1 for one row, and no case for two. */
function averagePath(n: number, m: Forest): number {
  const old = !m.atLeast(0, 21);
  if (n <= 1) return old ? 1 : 0;
  if (n === 2 && !old) return 1;
  return 2 * (Math.log(n - 1) + EULER_GAMMA) - (2 * (n - 1)) / n;
}

const EULER_GAMMA = 0.5772156649015329;
