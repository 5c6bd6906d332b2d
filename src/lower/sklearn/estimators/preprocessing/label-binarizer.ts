import type { Structure } from "../../../../graph/builder.js";
import { binarizeLabels, binarizeLists, listsOfLabels } from "../../../../graph/ops/encode.js";
import { csrFromDense } from "../../../../graph/ops/linear.js";
import { scalar, type Value } from "../../../../graph/value.js";
import { isInteger, type Tensor } from "../../../../tensor.js";
import { Frame, type Input } from "../../../input.js";
import { labelVector } from "../../categories/label-vector.js";
import { defineMeta, type Self } from "../../define.js";
import { withDefault } from "../../fields.js";

const matrixOf = (x: Input): Value => (x instanceof Frame ? x.toNumpy() : x);

/** sklearn/preprocessing/_label.py: LabelBinarizer. */
export const labelBinarizer = defineMeta("LabelBinarizer", {
  params: { neg_label: "int", pos_label: "int", sparse_output: "bool" },
  fitted: { classes_: "labels", y_type_: "string", sparse_input_: withDefault("bool", false) },
  takes: "labels",
  transform: (x, m) => {
    const y = matrixOf(x);
    const multilabel = y.layout === "csr" || (y.rank === 2 && y.shape[1] !== 1);
    if (!multilabel) {
      refuseTexts(y, m.classes_.tensor, m);
      const attributes = { classes: m.classes_.tensor, negative: m.neg_label, positive: m.pos_label, sparse: m.sparse_output };
      return binarizeLabels([labelVector(y, m)], attributes)[0] as Value;
    }
    if (y.dtype === "string" || y.dtype === "object") m.refuse("Multioutput target data is not supported with label binarization");
    if (!m.y_type_.startsWith("multilabel")) m.refuse("The object was not fitted with multilabel input.");
    const marked = y.toDense().notEqual(0);
    const binary = marked.where(m.self.constant(scalar("int64", m.pos_label)), m.self.constant(scalar("int64", m.neg_label)));
    return m.sparse_output ? (csrFromDense([binary], {})[0] as Value) : binary;
  },
  inverse_transform: (x, m, { threshold }) => {
    const scores = matrixOf(x).toDense();
    const count = m.classes_.dim(0);
    const rows = scores.shape[0] ?? -1;
    if (m.y_type_ === "multiclass") return m.classes_.gather(scores.argMax(1), 0);
    const above = scores.floating().greater(typeof threshold === "number" ? threshold : (m.pos_label + m.neg_label) / 2);
    if (m.y_type_.startsWith("multilabel")) {
      const indicator = above.cast("int64");
      return m.sparse_input_ ? (csrFromDense([indicator], {})[0] as Value) : indicator;
    }
    if (scores.rank === 2 && scores.dim(1) > 2) m.refuse(`output_type='binary', but y.shape = (${rows}, ${scores.dim(1)})`);
    const positive = scores.rank === 1 ? above : above.slice(1, scores.dim(1) - 1, scores.dim(1)).reshape([rows]);
    return m.classes_.gather(count === 1 ? positive.cast("int64").mul(0) : positive.cast("int64"), 0);
  },
});

/** sklearn/preprocessing/_label.py: MultiLabelBinarizer. Labels that it does not know are left out. */
export const multiLabelBinarizer = defineMeta("MultiLabelBinarizer", {
  params: { sparse_output: "bool" },
  fitted: { classes_: "labels" },
  takes: "records",
  transform: (x, m) => binarizeLists([matrixOf(x)], { classes: m.classes_.tensor, sparse: m.sparse_output })[0] as Value,
  inverse_transform: (x, m): Structure => {
    const y = matrixOf(x);
    const count = m.classes_.dim(0);
    if (y.shape[1] !== count) m.refuse(`Expected indicator for ${count} classes, but got ${y.shape[1]}`);
    return { list: listsOfLabels([y], { classes: m.classes_.tensor }), tuple: true, ragged: true };
  },
});

/** Since 1.8 the classes are made what integer labels are, which fails for texts. */
function refuseTexts(y: Value, classes: Tensor, m: Self): void {
  if (!isInteger(y.dtype) || classes.dtype !== "string" || !m.atLeast(1, 8)) return;
  const text = classes.as("string").data.find((label) => !/^\s*[+-]?\d+\s*$/.test(label));
  if (text !== undefined) m.refuse(`invalid literal for int() with base 10: np.str_('${text}')`);
}
