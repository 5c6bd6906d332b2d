import { PyObject } from "../../../../container/pickle/values.js";
import { SklearnObject } from "../../../../decode/sklearn/object.js";
import { csrFromDense } from "../../../../graph/ops/linear.js";
import type { Value } from "../../../../graph/value.js";
import { type Bound, defineEstimator } from "../../define.js";
import { arrayOf, field, withDefault, wrong } from "../../fields.js";
import { regressorInput, twoColumns } from "../../linear-model.js";
import type { InputRule } from "../../validate.js";

/** The encoder of the labels: their classes, and whether targets were given as a sparse matrix, so that predictions are. */
const labelBinarizer = field("LabelBinarizer", (value, where, owner) => {
  if (!(value instanceof PyObject)) return wrong(value, where, "a LabelBinarizer");
  const { attributes } = new SklearnObject(value, where, owner.object);
  const classes = attributes.get("classes_");
  if (classes === undefined) return wrong(undefined, `${where}.classes_`, "an array");
  return {
    classes: owner.constant(arrayOf(classes, `${where}.classes_`)),
    kind: String(attributes.get("y_type_")),
    sparse: attributes.get("sparse_input_") === true,
  };
});

const params = { activation: "string" } as const;
const fitted = { coefs_: "tensors", intercepts_: "tensors", out_activation_: "string", n_outputs_: "int" } as const;
type M = Bound<typeof params, typeof fitted>;

/** sklearn/neural_network/_base.py: ACTIVATIONS. Before 0.24, relu was a clip to the largest finite number. */
function activate(x: Value, name: string, m: M): Value {
  switch (name) {
    case "identity":
      return x;
    case "relu":
      return m.atLeast(0, 24) ? x.relu() : x.relu().min(Number.MAX_VALUE);
    case "logistic":
      return x.sigmoid();
    case "tanh":
      return x.tanh();
    case "softmax":
      return x.softmax();
    case "exp":
      return x.exp();
    default:
      return m.unsupported(`activation "${name}"`);
  }
}

/** The last layer [N, outputs] (sklearn/neural_network/_multilayer_perceptron.py: BaseMultilayerPerceptron._forward_pass_fast). */
function forward(x: Value, m: M): Value {
  const layers = m.coefs_;
  return layers.reduce((activation, weights, i) => {
    const added = activation.matMul(weights).add(m.intercepts_[i] ?? m.unsupported(`no intercepts_[${i}]`));
    return activate(added, i === layers.length - 1 ? m.out_activation_ : m.activation, m);
  }, x);
}

/** Before 0.24 it was the first product that failed. */
function input(m: M): InputRule {
  const first = m.coefs_[0] ?? m.unsupported("no coefs_[0]");
  return { ...regressorInput(m, first.transpose()), mismatchBefore: [0, 24] };
}

const column = (x: Value): Value => x.reshape([x.shape[0] ?? -1]);

export const mlpRegressor = defineEstimator("MLPRegressor", {
  params,
  fitted,
  input,
  predict: (x, m) => {
    const outputs = forward(x, m);
    return outputs.shape[1] === 1 ? column(outputs) : outputs;
  },
});

export const mlpClassifier = defineEstimator("MLPClassifier", {
  params: { ...params, classes_: withDefault("any", undefined) },
  fitted: { ...fitted, _label_binarizer: labelBinarizer },
  input,
  /** The largest output names the class of several; one output, or several labels at once, are 1 above one half (LabelBinarizer.inverse_transform). */
  predict: (x, m) => {
    const { classes, kind, sparse } = m._label_binarizer;
    const outputs = forward(x, m);
    if (sparse && !kind.startsWith("multilabel")) m.unsupported(`a sparse ${kind} target`);
    if (kind === "multiclass") return classes.gather(outputs.argMax(1));
    const above = outputs.greater(0.5).cast("int64");
    if (kind.startsWith("multilabel")) return sparse ? (csrFromDense([above], {})[0] as Value) : above;
    return classes.gather(classes.dim(0) === 1 ? column(above).mul(0) : column(above));
  },
  predict_proba: (x, m) => {
    const outputs = forward(x, m);
    return m.n_outputs_ === 1 ? twoColumns(column(outputs)) : outputs;
  },
  predict_log_proba: (x, m) => m.call("predict_proba", x).log(),
});
