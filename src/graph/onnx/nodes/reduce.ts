import { matMul } from "../../ops/linear.js";
import * as ops from "../../ops/reduce.js";
import { type NodeRule, rule } from "./rule.js";

/** Since opset 18 the axes of every reduction are an input. */
const reductions = [
  ...[ops.reduceSum, ops.reduceMean, ops.reduceProd, ops.reduceMax, ops.reduceMin],
  ...[ops.reduceL1, ops.reduceL2, ops.reduceSumSquare, ops.reduceLogSumExp],
].map((spec) =>
  rule(spec, ({ axis, keep }, emitter) => ({
    inputs: [emitter.integers([axis], "axes")],
    attributes: { keepdims: { int: Number(keep) } },
  })),
);

const arguments_ = [ops.argMax, ops.argMin].map((spec) =>
  rule(spec, ({ axis, keep }) => ({ attributes: { axis: { int: axis }, keepdims: { int: Number(keep) } } })),
);

const alongAxis = [ops.softmax, ops.logSoftmax].map((spec) => rule(spec, ({ axis }) => ({ attributes: { axis: { int: axis } } })));

const cumSum = rule(ops.cumSum, ({ axis }, emitter) => ({ inputs: [emitter.integers([axis], "axis")] }));

const topK = rule(ops.topK, ({ k, axis, largest }, emitter) => ({
  inputs: [emitter.integers([k], "k")],
  attributes: { axis: { int: axis }, largest: { int: Number(largest) }, sorted: { int: 1 } },
}));

export const reduceRules: readonly NodeRule[] = [...reductions, ...arguments_, ...alongAxis, cumSum, topK, rule(matMul)];
