import type { Dim } from "../../../graph/info.js";
import { pad } from "../../../graph/ops/spatial.js";
import { dimOf, productOf, quotient } from "../../../graph/shapes.js";
import type { Value } from "../../../graph/value.js";
import { defineNode } from "../define.js";
import type { NodeCall } from "../node.js";

// How dilated convolutions were written before convolutions knew dilations (tensorflow/core/ops/array_ops.cc: SpaceToBatchND).

const axes = (count: number, from: number, step = 1): number[] => Array.from({ length: count }, (_, i) => from + i * step);

/** Each block of an image becomes as many images as it has places. */
export const spaceToBatch = defineNode("SpaceToBatchND", (n) => {
  const [sizes, pairs] = [n.wholes(1), n.wholes(2)];
  const spatial = sizes.length;
  const given = n.x();
  const rest = given.rank - spatial - 1;
  const none = new Array<number>(rest).fill(0);
  const side = (odd: number) => [0, ...sizes.map((_, i) => pairs[2 * i + odd] ?? 0), ...none];
  const x = pairs.some((count) => count !== 0)
    ? (pad([given], { pads: [...side(0), ...side(1)], mode: "constant", value: 0 })[0] as Value)
    : given;
  const blocks = sizes.map((size, i) => {
    if (!(size > 0) || x.dim(i + 1) % size !== 0) n.wrong(`an axis of ${x.dim(i + 1)} in blocks of ${size}`);
    return x.dim(i + 1) / size;
  });
  const [rows = 1, ...others] = x.shape;
  const left = others.slice(spatial);
  const apart = n.reshaped(x, [rows, ...sizes.flatMap((size, i) => [blocks[i] ?? 1, size]), ...left]);
  const turned = apart.transpose([...axes(spatial, 2, 2), 0, ...axes(spatial, 1, 2), ...axes(rest, 2 * spatial + 1)]);
  return n.reshaped(turned, [dimOf(productOf([...sizes, rows])), ...blocks, ...left]);
});

/** The other way round, and cut. */
export const batchToSpace = defineNode("BatchToSpaceND", (n) => {
  const [sizes, cuts] = [n.wholes(1), n.wholes(2)];
  const x = n.x();
  const spatial = sizes.length;
  const rows = rowsOf(n, x.shape[0] ?? 1, sizes);
  const [blocks, left] = [x.shape.slice(1, spatial + 1), x.shape.slice(spatial + 1)];
  const apart = n.reshaped(x, [...sizes, rows, ...blocks, ...left]);
  const order = [spatial, ...sizes.flatMap((_, i) => [spatial + 1 + i, i]), ...axes(left.length, 2 * spatial + 1)];
  const lengths = sizes.map((size, i) => size * x.dim(i + 1));
  const whole = n.reshaped(apart.transpose(order), [rows, ...lengths, ...left]);
  return sizes.reduce((value, _, i) => value.slice(i + 1, cuts[2 * i] ?? 0, (lengths[i] ?? 0) - (cuts[2 * i + 1] ?? 0)), whole);
});

function rowsOf(n: NodeCall, dim: Dim, sizes: readonly number[]): Dim {
  const found = quotient(productOf([dim]), productOf(sizes));
  return found ? dimOf(found) : n.wrong(`${dim} images in blocks of ${sizes.join("x")}`);
}
