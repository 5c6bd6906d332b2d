import type { Value } from "../../graph/value.js";
import type { Methods, Self } from "./define.js";
import { logSumExp } from "./log-sum-exp.js";

/** What the methods of every naive Bayes classifier read. */
type Classifier = Self & { readonly classes_: Value };

/**
 * The methods that follow from the joint log likelihoods [N, K] (sklearn/naive_bayes.py: _BaseNB). `predict_joint_log_proba` came with 1.2.
 */
export function fromJointLogLikelihood<M extends Classifier>(joint: (x: Value, m: M) => Value): Methods<M, Value> {
  return {
    predict: (x, m) => m.classes_.gather(joint(x, m).argMax(1)),
    predict_proba: (x, m) => m.call("predict_log_proba", x).exp(),
    predict_log_proba: (x, m) => {
      const likelihood = joint(x, m);
      return likelihood.sub(logSumExp(likelihood));
    },
    predict_joint_log_proba: joint,
  };
}

export const jointAvailable = { predict_joint_log_proba: (m: Self): boolean => m.atLeast(1, 2) };
