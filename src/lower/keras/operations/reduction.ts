import { scalar, type Value } from "../../../graph/value.js";
import { isFloating } from "../../../tensor.js";
import type { Arguments } from "./arguments.js";
import { defineOperations, type Operation, operation } from "./define.js";

const float = (x: Value): Value => (isFloating(x.dtype) ? x : x.cast("float32"));

/** One axis after another, the last first. */
export function over(x: Value, axes: readonly number[], keep: boolean, step: (x: Value, axis: number, keep: boolean) => Value): Value {
  return [...axes].sort((a, b) => b - a).reduce((rest, axis) => step(rest, axis, keep), x);
}

function reduction(
  signatures: readonly string[],
  step: (x: Value, axis: number, keep: boolean) => Value,
  prepare: (x: Value) => Value = (x) => x,
): Operation {
  return operation(signatures, (a) => {
    const x = prepare(a.value("x"));
    return over(x, a.axes("axis", x.rank), a.flag("keepdims"), step);
  });
}
const named = (keras: string, tf: string | undefined, op: string | undefined): string[] => [
  `numpy.${keras}(x, axis, keepdims)`,
  ...(tf
    ? [
        `tf.math.${tf}(input_tensor, axis, keepdims)`,
        `tf.${tf}(input_tensor, axis, keepdims)`,
        `tf.compat.v1.${tf}(input_tensor, axis, keepdims)`,
      ]
    : []),
  ...(op ? [`op.${op}(input, axis, keep_dims)`] : []),
];

const mean = (x: Value, axis: number, keep: boolean) => x.mean(axis, keep);
function variance(x: Value, axes: readonly number[], keep: boolean): Value {
  const centered = x.sub(over(x, axes, true, mean));
  return over(centered.mul(centered), axes, keep, mean);
}
const spread = (signatures: readonly string[], finish: (variance: Value) => Value): Operation =>
  operation(signatures, (a) => {
    const x = float(a.value("x"));
    return finish(variance(x, a.axes("axis", x.rank), a.flag("keepdims")));
  });

/** The index of an extreme; Keras answers int32, TensorFlow int64 unless told. */
const argument = (signatures: readonly string[], largest: boolean): Operation =>
  operation(signatures, (a) => {
    const given = a.value("x");
    const flat = a.find("axis") === undefined && a.operation.startsWith("numpy.");
    const x = flat ? given.reshape([-1]) : given;
    const axis = flat ? 0 : a.axis("axis", x.rank, 0);
    const found = largest ? x.argMax(axis, a.flag("keepdims")) : x.argMin(axis, a.flag("keepdims"));
    return found.cast(a.dtype("output_type", a.operation.startsWith("numpy.") ? "int32" : "int64"));
  });

/** The length of vectors along axes, of order 1, 2 or infinity. */
function norm(a: Arguments): Value {
  const x = float(a.value("x"));
  const order = a.json("ord") ?? 2;
  const axes = a.axes("axis", x.rank);
  const keep = a.flag("keepdims");
  if (order === 2 || order === "euclidean" || order === "fro") return over(x.mul(x), axes, keep, (v, axis, k) => v.sum(axis, k)).sqrt();
  if (order === 1) return over(x.abs(), axes, keep, (v, axis, k) => v.sum(axis, k));
  if (order === "inf" || order === "Infinity") return over(x.abs(), axes, keep, (v, axis, k) => v.maximum(axis, k));
  return a.at.unsupported(`the norm of order ${JSON.stringify(order)} is not computed.`);
}

/** keras.config.epsilon(). */
const EPSILON = 1e-7;
/** What divides: a squared length of at least this (tf.math.l2_normalize: epsilon). */
const LEAST = 1e-12;

export const reductions = defineOperations([
  reduction(
    named("Sum", "reduce_sum", "Sum"),
    (x, axis, keep) => x.sum(axis, keep),
    (x) => (x.dtype === "bool" ? x.cast("int32") : x),
  ),
  reduction(named("Mean", "reduce_mean", "Mean"), mean, float),
  reduction(named("Prod", "reduce_prod", "Prod"), (x, axis, keep) => x.prod(axis, keep)),
  reduction([...named("Max", "reduce_max", "Max"), "numpy.Amax(x, axis, keepdims)"], (x, axis, keep) => x.maximum(axis, keep)),
  reduction([...named("Min", "reduce_min", "Min"), "numpy.Amin(x, axis, keepdims)"], (x, axis, keep) => x.minimum(axis, keep)),
  reduction(
    named("Any", "reduce_any", "Any"),
    (x, axis, keep) => x.maximum(axis, keep),
    (x) => x.cast("bool"),
  ),
  reduction(
    named("All", "reduce_all", "All"),
    (x, axis, keep) => x.minimum(axis, keep),
    (x) => x.cast("bool"),
  ),
  reduction(
    ["numpy.CountNonzero(x, axis, keepdims)", "tf.math.count_nonzero(input, axis, keepdims)"],
    (x, axis, keep) => x.sum(axis, keep),
    (x) => x.notEqual(0).cast("int32"),
  ),
  reduction(["math.Logsumexp(x, axis, keepdims)", "tf.math.reduce_logsumexp(input_tensor, axis, keepdims)"], (x, axis, keep) =>
    x.logSumExp(axis, keep),
  ),
  spread(["numpy.Var(x, axis, keepdims)", "tf.math.reduce_variance(input_tensor, axis, keepdims)"], (v) => v),
  spread(["numpy.Std(x, axis, keepdims)", "tf.math.reduce_std(input_tensor, axis, keepdims)"], (v) => v.sqrt()),
  operation("numpy.Ptp(x, axis, keepdims)", (a) => {
    const x = a.value("x");
    const [axes, keep] = [a.axes("axis", x.rank), a.flag("keepdims")];
    return over(x, axes, keep, (v, axis, k) => v.maximum(axis, k)).sub(over(x, axes, keep, (v, axis, k) => v.minimum(axis, k)));
  }),
  operation(["nn.Moments(x, axes, keepdims)", "tf.nn.moments(x, axes, keepdims)", "tf.compat.v1.nn.moments(x, axes, keep_dims)"], (a) => {
    const x = float(a.value("x"));
    const [axes, keep] = [a.axes("axes", x.rank), a.flag("keepdims")];
    return [over(x, axes, keep, mean), variance(x, axes, keep)];
  }),
  argument(
    [
      "numpy.Argmax(x, axis, keepdims)",
      "tf.math.argmax(input, axis, keepdims)",
      "tf.argmax(input, axis, keepdims)",
      "op.ArgMax(input, dimension, keepdims)",
    ],
    true,
  ),
  argument(
    [
      "numpy.Argmin(x, axis, keepdims)",
      "tf.math.argmin(input, axis, keepdims)",
      "tf.argmin(input, axis, keepdims)",
      "op.ArgMin(input, dimension, keepdims)",
    ],
    false,
  ),
  operation(
    [
      "linalg.Norm(x, ord, axis, keepdims)",
      "tf.norm(tensor, ord, axis, keepdims)",
      "tf.compat.v1.norm(tensor, ord, axis, keepdims)",
      "tf.linalg.norm(tensor, ord, axis, keepdims)",
    ],
    norm,
  ),
  operation(
    [
      "tf.math.l2_normalize(x, axis, epsilon)",
      "tf.nn.l2_normalize(x, axis, epsilon)",
      "tf.linalg.l2_normalize(x, axis, epsilon)",
      "tf.compat.v1.math.l2_normalize(x, axis, epsilon)",
    ],
    (a) => {
      const x = a.value("x");
      const squares = over(x.mul(x), a.axes("axis", x.rank), true, (v, axis, keep) => v.sum(axis, keep));
      return x.div(squares.max(a.number("epsilon", LEAST)).sqrt());
    },
  ),
  operation("nn.Normalize(x, axis, order, epsilon)", (a) => {
    const x = float(a.value("x"));
    const order = a.number("order", 2);
    const axes = a.axes("axis", x.rank);
    const total = (v: Value) => over(v, axes, true, (u, axis, keep) => u.sum(axis, keep));
    const length = order === 2 ? total(x.mul(x)).sqrt() : order === 1 ? total(x.abs()) : total(x.abs().pow(order)).pow(1 / order);
    return x.div(length.max(a.number("epsilon", EPSILON)));
  }),
  operation(["numpy.Cumsum(x, axis)", "tf.math.cumsum(x, axis)", "tf.cumsum(x, axis)", "op.Cumsum(x, axis)"], (a) => {
    const x = a.value("x");
    if (a.flag("exclusive") || a.flag("reverse"))
      a.at.unsupported("sums that leave out the element itself, or run backwards, are not computed.");
    return x.cumSum(a.axis("axis", x.rank, 0));
  }),
  operation(["math.TopK(x, k, sorted)", "tf.math.top_k(input, k, sorted)", "tf.nn.top_k(input, k, sorted)"], (a) => {
    const [values, indices] = a.value("x").topK(a.number("k", 1));
    return [values, indices.cast("int32")];
  }),
  operation("numpy.Sort(x, axis)", (a) => {
    const x = a.value("x");
    const axis = a.axis("axis", x.rank);
    return x.topK(x.dim(axis), axis, false)[0];
  }),
  operation("numpy.Argsort(x, axis)", (a) => {
    const x = a.value("x");
    const axis = a.axis("axis", x.rank);
    return x.topK(x.dim(axis), axis, false)[1].cast("int32");
  }),
  operation(["op.L2Loss(t)", "tf.nn.l2_loss(t)"], (a) => {
    const x = a.value("t");
    return over(x.mul(x), a.axes("axis", x.rank), false, (v, axis, keep) => v.sum(axis, keep)).mul(x.constantLike(scalar(x.dtype, 0.5)));
  }),
]);
