import { Value } from "../../../../graph/value.js";
import { binaryScore, matrixOf, stackColumns } from "../../composition/answers.js";
import { defineMeta } from "../../define.js";
import { describeInputs } from "../../validate.js";

/** sklearn/multiclass.py: OutputCodeClassifier. The class whose code is nearest to the classifiers' scores. */
export const outputCodeClassifier = defineMeta("OutputCodeClassifier", {
  fitted: { estimators_: "estimators", classes_: "labels", code_book_: "tensor" },
  predict: (x, m) => {
    if (!m.atLeast(0, 24) && x instanceof Value && x.layout === "csr") m.refuse(NO_SPARSE, "TypeError");
    const rows = m.atLeast(1, 0) ? x : matrixOf(x);
    const scores = stackColumns(m.estimators_.map((estimator) => binaryScore(estimator, rows))).cast("float64");
    return m.classes_.gather(squaredDistances(scores, m.code_book_.cast("float64")).argMin(1));
  },
  takes: (m) => (m.estimators_[0] ? m.estimators_[0].definition.inputs(m.estimators_[0]) : describeInputs(m.self, "matrix")),
});

const NO_SPARSE = "A sparse matrix was passed, but dense data is required. Use X.toarray() to convert to a dense numpy array.";

/** x·x - 2 x·y + y·y in that order (sklearn/metrics/pairwise.py: _euclidean_distances); only which is least matters. */
function squaredDistances(x: Value, codes: Value): Value {
  return x.matMul(codes.transpose()).mul(-2).add(x.sumSquare(1, true)).add(codes.sumSquare(1)).max(0);
}
