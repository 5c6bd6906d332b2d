import type { Value } from "../../../graph/value.js";
import { float64 } from "../../../tensor.js";
import { stackColumns } from "./answers.js";

/** numpy.finfo(float).eps */
const EPSILON = 2 ** -52;
const HALF = float64([], [0.5]);

/**
 * Votes of the classifiers of each pair of classes, ties broken by their confidences (sklearn/utils/multiclass.py:
 * _ovr_decision_function). Before 0.21 confidences were scaled by the largest of all rows that are asked together.
 */
export function pairwiseVotes(
  predictions: readonly Value[],
  confidences: readonly Value[],
  classes: number,
  scaledByBatch: boolean,
): Value {
  const votes: Value[][] = Array.from({ length: classes }, () => []);
  const sums: (Value | undefined)[] = new Array(classes).fill(undefined);
  let k = 0;
  for (let i = 0; i < classes; i++)
    for (let j = i + 1; j < classes; j++, k++) {
      const confidence = confidences[k] as Value;
      const prediction = predictions[k] as Value;
      sums[i] = sums[i]?.sub(confidence) ?? confidence.neg();
      sums[j] = sums[j]?.add(confidence) ?? confidence;
      votes[i]?.push(prediction.equal(0).cast("float64"));
      votes[j]?.push(prediction.equal(1).cast("float64"));
    }
  const counted = stackColumns(votes.map((list) => list.reduce((sum, vote) => sum.add(vote))));
  const summed = stackColumns(sums as Value[]).cast("float64");
  if (!scaledByBatch) return counted.add(summed.div(summed.abs().add(1).mul(3)));
  const largest = summed.abs().maximum(1).maximum(0);
  const scale = largest.constantLike(HALF).sub(EPSILON).div(largest);
  const same = summed.maximum(1).maximum(0).equal(summed.minimum(1).minimum(0));
  return same.where(counted, counted.add(summed.mul(scale)));
}
