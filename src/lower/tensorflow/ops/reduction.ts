import { dimOf, productOf } from "../../../graph/shapes.js";
import type { Value } from "../../../graph/value.js";
import { defineNode } from "../define.js";
import { Sizes } from "../item.js";
import type { NodeCall } from "../node.js";

type Reduce = (x: Value, axis: number, keep: boolean) => Value;

/** Along axes that the second input tells, one after the other from the last. */
function reduced(n: NodeCall, x: Value, reduce: Reduce): Value {
  const keep = n.attributes.flag("keep_dims", n.attributes.flag("keepdims"));
  const axes = [...new Set(n.wholes(1).map((axis) => n.axis(axis, x.rank)))].sort((a, b) => b - a);
  return x.rank === 0 ? x : axes.reduce((value, axis) => reduce(value, axis, keep), x);
}

const reduction = (name: string, reduce: Reduce) => defineNode(name, (n) => reduced(n, n.x(), reduce));
/** Of bools: as numbers, and back. */
const logical = (name: string, reduce: Reduce) => defineNode(name, (n) => reduced(n, n.x().cast("int32"), reduce).cast("bool"));

export const sum = reduction("Sum", (x, axis, keep) => x.sum(axis, keep));
export const mean = reduction("Mean", (x, axis, keep) => x.mean(axis, keep));
export const max = reduction("Max", (x, axis, keep) => x.maximum(axis, keep));
export const min = reduction("Min", (x, axis, keep) => x.minimum(axis, keep));
export const all = logical("All", (x, axis, keep) => x.minimum(axis, keep));
export const any = logical("Any", (x, axis, keep) => x.maximum(axis, keep));
/** Of lengths: their product, which may be a multiple of the number of rows. */
export const prod = defineNode("Prod", (n) => reduced(n, n.x(), (x, axis, keep) => x.prod(axis, keep)), {
  sizes: (n) => {
    const item = n.item(0);
    if (!(item instanceof Sizes) || item.shape.length !== 1 || n.wholes(1).length !== 1) return undefined;
    return n.sizes(item.dtype, n.attributes.flag("keep_dims") ? [1] : [], [dimOf(productOf(item.dims))]);
  },
});
export const euclideanNorm = defineNode("EuclideanNorm", (n) => {
  const x = n.x();
  return reduced(n, x.mul(x), (value, axis, keep) => value.sum(axis, keep)).sqrt();
});
export const l2Loss = defineNode("L2Loss", (n) => {
  const x = n.x().reshape([-1]);
  return x.mul(x).sum(0).mul(0.5);
});

const extreme = (name: string, find: Reduce) =>
  defineNode(name, (n) => find(n.x(), n.axis(n.whole(1), n.x().rank), false).cast(n.attributes.dtype("output_type", "int64")));
export const argMax = extreme("ArgMax", (x, axis, keep) => x.argMax(axis, keep));
export const argMin = extreme("ArgMin", (x, axis, keep) => x.argMin(axis, keep));

const reversed = (x: Value, axis: number): Value => x.slice(axis, -1, Number.NEGATIVE_INFINITY, -1);

/** Sums up to each place; `exclusive` without its own number, `reverse` from the end. */
export const cumsum = defineNode("Cumsum", (n) => {
  const axis = n.axis(n.whole(1), n.x().rank);
  const backward = n.attributes.flag("reverse");
  const x = backward ? reversed(n.x(), axis) : n.x();
  const sums = x.cumSum(axis);
  const shifted = n.attributes.flag("exclusive") ? sums.sub(x) : sums;
  return backward ? reversed(shifted, axis) : shifted;
});

const topK = (n: NodeCall, k: number, indices: "int32" | "int64") => {
  const [values, places] = n.x().topK(k, -1);
  return [values, places.cast(indices)];
};
export const topKV2 = defineNode("TopKV2", (n) => topK(n, n.whole(1), "int32"), { outputs: ["values", "indices"] });
export const topKV1 = defineNode("TopK", (n) => topK(n, n.attributes.whole("k"), "int32"), { outputs: ["values", "indices"] });

/** Whether the right answer is among the k largest. */
export const inTopK = defineNode("InTopKV2", (n) => {
  const [x, wanted] = [n.x(0), n.x(1)];
  const score = x.gatherElements(wanted.cast("int64").unsqueeze(1), 1);
  return x.greater(score).cast("int32").sum(1).less(n.whole(2));
});
