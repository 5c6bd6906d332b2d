import { neighbors } from "../../../../graph/ops/neighbors.js";
import type { Value } from "../../../../graph/value.js";
import { float64 } from "../../../../tensor.js";
import { defineEstimator, type Self } from "../../define.js";
import { euclideanDistances } from "../../neighbors/euclidean.js";
import { metricOf } from "../../neighbors/index.js";
import { numbersOf } from "../../sparse-attribute.js";

type Centroids = Self & {
  readonly centroids_: Value;
  readonly classes_: Value;
  readonly class_prior_: Value | undefined;
  readonly within_class_std_dev_: Value | undefined;
};

/**
 * sklearn/neighbors/_nearest_centroid.py: NearestCentroid: the class whose centroid is nearest; of equally near ones the first. Since 1.6
 * with priors, and for the euclidean metric with probabilities.
 */
export const nearestCentroid = defineEstimator("NearestCentroid", {
  params: { metric: "any" },
  fitted: { centroids_: "tensor", classes_: "labels", class_prior_: "tensor?", within_class_std_dev_: "tensor?" },
  input: (m) => ({
    sparse: "native",
    dtype: "numeric",
    features: m.centroids_.dim(1),
    mismatchBefore: [1, 0],
    mismatch: (expected, found) => `Incompatible dimension for X and Y matrices: X.shape[1] == ${found} while Y.shape[1] == ${expected}`,
  }),
  predict: (x, m) => (even(m) ? nearest(x, m) : m.classes_.gather(scores(x, m).argMax(1))),
  decision_function: (x, m) => {
    const each = scores(x, m);
    return m.classes_.dim(0) === 2
      ? each
          .gather([1], 1)
          .sub(each.gather([0], 1))
          .squeeze(1)
      : each;
  },
  predict_proba: (x, m) => scores(x, m).logSoftmax().exp(),
  predict_log_proba: (x, m) => scores(x, m).logSoftmax(),
  available: { decision_function: scored, predict_proba: scored, predict_log_proba: scored },
});

function scored(m: Centroids & { readonly metric: unknown }): boolean {
  return m.class_prior_ !== undefined && m.metric === "euclidean";
}

/** Whether no class is likelier than another, as numpy.isclose has it. */
function even(m: Centroids): boolean {
  if (m.class_prior_ === undefined) return true;
  const share = 1 / m.classes_.dim(0);
  return numbersOf(m.class_prior_.tensor).every((prior) => Math.abs(prior - share) <= 1e-8 + 1e-5 * share);
}

function nearest(x: Value, m: Centroids): Value {
  const [rows, features] = [m.centroids_.dim(0), m.centroids_.dim(1)];
  const index = { metric: metricOf(m, features), rows, features, points: numbersOf(m.centroids_.tensor) };
  const search = { index, k: 1, selection: "partition", order: "quicksort", self: false, single: "no" } as const;
  const [, found] = neighbors([x.toDense().cast("float64")], search);
  return m.classes_.gather((found as Value).squeeze(1));
}

/** 2 log(prior) - the squared distance, both sides divided by the spread within classes. */
function scores(x: Value, m: Centroids): Value {
  const { class_prior_, within_class_std_dev_, centroids_ } = m;
  if (class_prior_ === undefined || within_class_std_dev_ === undefined) return m.unsupported("it was saved without priors.");
  const spread = numbersOf(within_class_std_dev_.tensor).map((deviation) => deviation || 1);
  const scale = m.self.constant(float64([spread.length], spread));
  const distances = euclideanDistances(x.toDense().cast("float64").div(scale), centroids_.cast("float64").div(scale));
  return distances.mul(distances).neg().add(class_prior_.log().mul(2));
}
