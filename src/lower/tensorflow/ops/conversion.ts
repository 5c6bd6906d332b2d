import { scalar } from "../../../graph/value.js";
import { type DType, Tensor, zeros } from "../../../tensor.js";
import { defineNode } from "../define.js";
import { Sizes } from "../item.js";
import type { NodeCall } from "../node.js";

export const cast = defineNode("Cast", (n) => n.x().cast(n.attributes.dtype("DstT")), {
  sizes: (n) => {
    const item = n.item(0);
    const dtype = n.attributes.dtype("DstT");
    return item instanceof Sizes && (dtype === "int32" || dtype === "int64") ? n.sizes(dtype, item.shape, item.dims) : undefined;
  },
});

export const range = defineNode("Range", (n) => {
  const bounds = [0, 1, 2].map((i) => n.known(i));
  const [start = 0, limit = 0, step = 1] = bounds.map((tensor) => Number(tensor.at(0)));
  const dtype = bounds[0]?.dtype ?? "int32";
  const count = Math.max(0, Math.ceil((limit - start) / step));
  if (!(count <= MAX_STEPS)) return n.unsupported(`a range of ${count} numbers`);
  return filled(
    n,
    dtype,
    Array.from({ length: count }, (_, i) => start + i * step),
  );
});
export const linSpace = defineNode("LinSpace", (n) => {
  const [start = 0, stop = 0] = [0, 1].map((i) => Number(n.known(i).at(0)));
  const count = n.whole(2);
  if (!(count >= 1 && count <= MAX_STEPS)) return n.unsupported(`${count} steps`);
  return filled(
    n,
    n.known(0).dtype,
    Array.from({ length: count }, (_, i) => (i === count - 1 ? stop : start + (i * (stop - start)) / (count - 1))),
  );
});

/** More is no sequence of positions. */
const MAX_STEPS = 2 ** 24;

function filled(n: NodeCall, dtype: DType, numbers: readonly number[]) {
  return n.constant(new Tensor("float64", [numbers.length], Float64Array.from(numbers))).cast(dtype);
}

/** `on` at the index along a new axis, `off` elsewhere and for indices out of range. */
export const oneHot = defineNode("OneHot", (n) => {
  const indices = n.x(0);
  const depth = n.whole(1);
  if (!(depth >= 0 && depth <= MAX_STEPS)) return n.unsupported(`a depth of ${depth}`);
  const [on, off] = [n.x(2), n.x(3)];
  const axis = n.axis(n.attributes.whole("axis", -1), indices.rank + 1);
  const places = filled(n, indices.dtype, [...new Array<number>(depth).keys()]).reshape(
    Array.from({ length: indices.rank + 1 }, (_, i) => (i === axis ? depth : 1)),
  );
  return indices.unsqueeze(axis).equal(places).where(on, off);
});

/** Ones below, above and about the diagonal of the last two axes, as bounds say; -1 is all. */
export const matrixBandPart = defineNode("MatrixBandPart", (n) => {
  const x = n.x(0);
  const [rows, columns] = [x.dim(-2), x.dim(-1)];
  const [lower, upper] = [n.whole(1), n.whole(2)];
  const band = zeros("bool", [rows, columns]);
  for (let i = 0; i < rows; i++)
    for (let j = 0; j < columns; j++) band.data[i * columns + j] = Number((lower < 0 || i - j <= lower) && (upper < 0 || j - i <= upper));
  return n.constant(band).where(x, n.constant(scalar(x.dtype, 0)));
});

/** How many boundaries are at or below (tensorflow/core/kernels/bucketize_op.cc): int32. */
export const bucketize = defineNode("Bucketize", (n) => {
  const x = n.x();
  const boundaries = n.attributes.numbers("boundaries");
  const limits = n.constant(new Tensor("float32", [boundaries.length], Float32Array.from(boundaries)));
  return x.cast("float32").unsqueeze(x.rank).greaterOrEqual(limits).cast("int32").sum(-1);
});

/** Where each place went. */
export const invertPermutation = defineNode("InvertPermutation", (n) => {
  const places = n.wholes(0);
  return filled(
    n,
    n.x().dtype,
    places.map((_, i) => places.indexOf(i)),
  );
});
