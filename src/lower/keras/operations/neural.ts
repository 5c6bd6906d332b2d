import { integers, type Value } from "../../../graph/value.js";
import { type DType, isFloating } from "../../../tensor.js";
import { isActivation } from "../activation.js";
import * as f from "../activation-functions.js";
import type { Arguments } from "./arguments.js";
import { defineOperations, type Operation, operation } from "./define.js";
import { pair } from "./elementwise.js";

const named = (activation: string): f.ActivationFunction => f.activationFunctions.get(activation) as f.ActivationFunction;
const floats = (a: Arguments, name = "x"): Value => {
  const x = a.value(name);
  return isFloating(x.dtype) ? x : x.cast("float32");
};
const plain = (activation: string, signatures: readonly string[]): Operation => operation(signatures, (a) => named(activation)(floats(a)));

/** The same function under the names of keras.ops, tf.nn and graphs. */
export const activationOperations = defineOperations([
  operation(["nn.Relu(x)", "tf.nn.relu(features)", "op.Relu(features)"], (a) => a.value("x").relu()),
  plain("relu6", ["nn.Relu6(x)", "tf.nn.relu6(features)", "op.Relu6(features)"]),
  plain("sigmoid", ["nn.Sigmoid(x)", "tf.math.sigmoid(x)", "tf.nn.sigmoid(x)", "op.Sigmoid(x)"]),
  plain("sparse_sigmoid", ["nn.SparseSigmoid(x)"]),
  plain("softplus", ["nn.Softplus(x)", "tf.math.softplus(features)", "tf.nn.softplus(features)", "op.Softplus(features)"]),
  plain("softsign", ["nn.Softsign(x)", "tf.nn.softsign(features)", "op.Softsign(features)"]),
  plain("sparse_plus", ["nn.SparsePlus(x)"]),
  operation(["nn.Silu(x, beta)", "tf.nn.silu(features, beta)", "tf.nn.swish(features, beta)"], (a) => {
    const x = floats(a);
    return x.mul(x.mul(a.number("beta", 1)).sigmoid());
  }),
  plain("log_sigmoid", ["nn.LogSigmoid(x)", "tf.math.log_sigmoid(x)", "tf.nn.log_sigmoid(x)"]),
  plain("hard_sigmoid", ["nn.HardSigmoid(x)"]),
  plain("hard_silu", ["nn.HardSilu(x)"]),
  plain("selu", ["nn.Selu(x)", "tf.nn.selu(features)", "op.Selu(features)"]),
  plain("tanh_shrink", ["nn.TanhShrink(x)"]),
  plain("hard_tanh", ["nn.HardTanh(x)"]),
  plain("mish", ["activations.Mish(x)"]),
  operation(["nn.LeakyRelu(x, negative_slope)", "tf.nn.leaky_relu(features, alpha)", "op.LeakyRelu(features, alpha)"], (a) =>
    f.leakyRelu(floats(a), a.number("negative_slope", 0.2)),
  ),
  operation("activations.ReLU(x, negative_slope, max_value, threshold)", (a) => {
    const limit = a.find("max_value") === undefined ? undefined : a.number("max_value");
    return f.relu(a.value("x"), a.number("negative_slope", 0), limit, a.number("threshold", 0));
  }),
  operation(["nn.Elu(x, alpha)", "tf.nn.elu(features)", "op.Elu(features)"], (a) => f.elu(floats(a), a.number("alpha", 1))),
  operation("nn.Celu(x, alpha)", (a) => f.celu(floats(a), a.number("alpha", 1))),
  operation("nn.Glu(x, axis)", (a) => f.glu(floats(a), a.number("axis", -1))),
  operation("nn.Gelu(x, approximate)", (a) => f.gelu(floats(a), a.flag("approximate", true))),
  operation("tf.nn.gelu(features, approximate)", (a) => f.gelu(floats(a, "features"), a.flag("approximate"))),
  operation("nn.SoftShrink(x, threshold)", (a) => f.softShrink(floats(a), a.number("threshold", 0.5))),
  operation("nn.HardShrink(x, threshold)", (a) => f.hardShrink(floats(a), a.number("threshold", 0.5))),
  operation("nn.Threshold(x, threshold, default_value)", (a) => f.thresholded(floats(a), a.number("threshold"), a.number("default_value"))),
  operation("nn.Squareplus(x, b)", (a) => f.squareplus(floats(a), a.number("b", 4))),
  operation(
    [
      "nn.Softmax(x, axis)",
      "tf.nn.softmax(logits, axis)",
      "tf.compat.v1.nn.softmax(logits, axis)",
      "tf.compat.v1.math.softmax(logits, axis)",
      "op.Softmax(logits)",
    ],
    (a) => floats(a).softmax(a.number("axis", -1)),
  ),
  operation(
    ["nn.LogSoftmax(x, axis)", "tf.nn.log_softmax(logits, axis)", "tf.compat.v1.nn.log_softmax(logits, axis)", "op.LogSoftmax(logits)"],
    (a) => floats(a).logSoftmax(a.number("axis", -1)),
  ),
  operation("nn.Sparsemax(x, axis)", (a) => f.sparsemax(floats(a), a.number("axis", -1))),
]);

const upTo = (a: Arguments, count: number): Value => a.at.constant(integers(Array.from({ length: count }, (_, i) => i)));

/** 1 at each index, 0 elsewhere; nothing for indices beyond. */
function oneHot(a: Arguments, x: Value, depth: number, on: number, off: number, dtype: DType): Value {
  const hot = x.unsqueeze(-1).cast("int64").equal(upTo(a, depth));
  const axis = a.number("axis", -1);
  const encoded =
    on === 1 && off === 0
      ? hot.cast(dtype)
      : hot
          .cast(dtype)
          .mul(on - off)
          .add(off);
  if (axis === -1 || axis === x.rank) return encoded;
  const order = Array.from({ length: x.rank }, (_, i) => i);
  return encoded.transpose([...order.slice(0, axis), x.rank, ...order.slice(axis)]);
}

export const selections = defineOperations([
  operation(
    [
      "numpy.Where(condition, x1, x2)",
      "tf.where(condition, x, y)",
      "tf.compat.v1.where(condition, x, y)",
      "op.SelectV2(condition, t, e)",
      "op.Select(condition, t, e)",
    ],
    (a) => {
      if (a.find("x1") === undefined) return a.at.unsupported("the places where a condition holds have no shape that is known before.");
      const [x, y] = pair(a, "x1", "x2");
      return a.value("condition").cast("bool").where(x, y);
    },
  ),
  operation("nn.OneHot(x, num_classes, axis, dtype)", (a) =>
    oneHot(a, a.value("x"), a.number("num_classes"), 1, 0, a.dtype("dtype", "float32")),
  ),
  operation(
    ["tf.one_hot(indices, depth, on_value, off_value, axis, dtype)", "op.OneHot(indices, depth, on_value, off_value, axis, T)"],
    (a) => {
      return oneHot(
        a,
        a.value("indices"),
        a.number("depth"),
        a.number("on_value", 1),
        a.number("off_value", 0),
        a.dtype("dtype", "float32"),
      );
    },
  ),
  operation("nn.MultiHot(inputs, num_classes, axis, dtype)", (a) => {
    const x = a.value("inputs");
    const hot = x
      .unsqueeze(-1)
      .cast("int64")
      .equal(upTo(a, a.number("num_classes")))
      .cast(a.dtype("dtype", "float32"));
    return x.rank < 2 ? hot : hot.maximum(-2);
  }),
  operation("nn.RMSNorm(x, scale, axis, epsilon)", (a) => {
    const x = floats(a);
    const squares = a.axes("axis", x.rank).reduce((rest, axis) => rest.mean(axis, true), x.mul(x));
    const scaled = x.div(squares.add(a.number("epsilon", 1e-7)).sqrt());
    const scale = a.find("scale");
    return scale && isActivation(scale) ? scaled.mul(scale.value) : scale ? scaled.mul(a.value("scale", x)) : scaled;
  }),
]);
