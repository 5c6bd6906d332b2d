import { pairwiseCoupling, pairwiseVotes } from "../../../../graph/ops/libsvm.js";
import type { Value } from "../../../../graph/value.js";
import { defineEstimator, type Self } from "../../define.js";
import { withDefault } from "../../fields.js";
import { decisionValues, type Machine, machineInput, machineOf } from "../../libsvm.js";

/** Machines that were read, by the object that they belong to. */
const machines = new WeakMap<object, Machine>();

function machine(m: Self, classes?: Value): Machine {
  const known = machines.get(m);
  if (known) return known;
  const read = machineOf(m, classes?.dim(0));
  machines.set(m, read);
  return read;
}

export const svc = defineClassifier("SVC");
export const nuSVC = defineClassifier("NuSVC");
export const svr = defineRegressor("SVR");
export const nuSVR = defineRegressor("NuSVR");

/** sklearn/svm/_classes.py: OneClassSVM; 1 is an inlier, -1 an outlier. */
export const oneClassSVM = defineEstimator("OneClassSVM", {
  fitted: { offset_: "tensor" },
  input: (m) => machineInput(machine(m)),
  decision_function: (x, m) => decisionValues(x, m, machine(m)).squeeze(1),
  score_samples: (x, m) => m.call("decision_function", x).add(m.offset_),
  predict: (x, m) => m.call("decision_function", x).greater(0).cast("int64").mul(2).sub(1),
});

function defineRegressor(name: string) {
  return defineEstimator(name, {
    input: (m) => machineInput(machine(m)),
    predict: (x, m) => decisionValues(x, m, machine(m)).squeeze(1),
  });
}

/**
 * sklearn/svm/_base.py: BaseSVC. Classes are predicted by libsvm's votes, ties by the first class, or with `break_ties` by the largest
 * score; the score of two classes has libsvm's sign turned.
 */
function defineClassifier(name: string) {
  return defineEstimator(name, {
    params: {
      probability: "any?",
      break_ties: withDefault("bool", false),
      decision_function_shape: withDefault("any", "ovr"),
    },
    fitted: { classes_: "labels" },
    input: (m) => machineInput(machine(m, m.classes_)),
    decision_function: (x, m) => {
      const values = decisionValues(x, m, machine(m, m.classes_));
      const classes = m.classes_.dim(0);
      if (classes === 2) return values.squeeze(1).neg();
      return m.decision_function_shape === "ovr"
        ? (pairwiseVotes([values], { classes, confidence: m.atLeast(0, 21) ? "bounded" : "scaled" })[0] as Value)
        : values;
    },
    predict: (x, m) => {
      const classes = m.classes_.dim(0);
      if (m.break_ties && m.decision_function_shape === "ovo") m.refuse("break_ties must be False when decision_function_shape is 'ovo'");
      if (m.break_ties && classes > 2) return m.classes_.gather(m.call("decision_function", x).argMax(1));
      const values = decisionValues(x, m, machine(m, m.classes_));
      if (classes === 2) return m.classes_.gather(values.squeeze(1).greater(0).not().cast("int64"));
      return m.classes_.gather((pairwiseVotes([values], { classes, confidence: "none" })[0] as Value).argMax(1));
    },
    predict_proba: (x, m) => {
      const found = machine(m, m.classes_);
      if (found.a.length === 0) m.refuse("predict_proba is not available when fitted with probability=False", "NotFittedError");
      const values = decisionValues(x, m, found);
      return pairwiseCoupling([values], { classes: m.classes_.dim(0), a: found.a, b: found.b })[0] as Value;
    },
    predict_log_proba: (x, m) => m.call("predict_proba", x).log(),
    available: { predict_proba: (m) => m.probability === true, predict_log_proba: (m) => m.probability === true },
  });
}
