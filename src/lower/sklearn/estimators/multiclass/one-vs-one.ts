import type { Value } from "../../../../graph/value.js";
import { Frame, type Input } from "../../../input.js";
import { binaryScore, binaryThreshold, column } from "../../composition/answers.js";
import { pairwiseVotes } from "../../composition/pairwise-votes.js";
import { defineMeta } from "../../define.js";
import { withDefault } from "../../fields.js";
import { describeInputs, validated } from "../../validate.js";

/** sklearn/multiclass.py: OneVsOneClassifier. Binary problems answer one score and compare it with a threshold. */
export const oneVsOneClassifier = defineMeta("OneVsOneClassifier", {
  fitted: { estimators_: "estimators", classes_: "labels", pairwise_indices_: withDefault("tensors?", undefined) },
  decision_function: (input, m) => {
    const rule = { dtype: "numeric", finite: "any", sparse: "native" } as const;
    const x = m.atLeast(1, 0) ? validated(input, rule, m.self) : input;
    const parts = m.estimators_.map((estimator, i) => ({ estimator, rows: pick(x, m.pairwise_indices_?.[i]) }));
    const predictions = parts.map(({ estimator, rows }) => estimator.lowerOne("predict", rows));
    const confidences = parts.map(({ estimator, rows }) => binaryScore(estimator, rows));
    const classes = m.classes_.dim(0);
    const votes = pairwiseVotes(predictions, confidences, classes, !m.atLeast(0, 21));
    return classes === 2 ? column(votes, 1) : votes;
  },
  predict: (x, m) => {
    const scores = m.self.lowerOne("decision_function", x);
    if (scores.rank === 2) return m.classes_.gather(scores.argMax(1));
    const [first] = m.estimators_;
    return m.classes_.gather(scores.greater(first ? binaryThreshold(first) : 0).cast("int64"));
  },
  takes: (m) => (m.estimators_[0] ? m.estimators_[0].definition.inputs(m.estimators_[0]) : describeInputs(m.self, "matrix")),
});

/** With a precomputed kernel each pair takes the columns of its own training rows. */
function pick(x: Input, columns: Value | undefined): Input {
  if (columns === undefined) return x;
  return (x instanceof Frame ? x.toMatrix() : x).gather(columns.cast("int64"), 1);
}
