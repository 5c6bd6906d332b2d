import { requireTensor } from "../../../graph/builder.js";
import * as ops from "../../../graph/ops/shape.js";
import { axisOf } from "../../../graph/shapes.js";
import { allocate, type Data, type DType, Tensor } from "../../../tensor.js";
import { boundIndex, indexReader } from "../indices.js";
import { kernel } from "../kernel.js";
import { Lanes } from "../lanes.js";
import { FEW_WIDE, isWide, type Wide } from "../numbers.js";

type Copy = (from: Data, out: Data, picks: Int32Array, outer: number, n: number, inner: number) => void;

const copyNumbers: Copy = (from, out, picks, outer, n, inner) => {
  let at = 0;
  for (let o = 0; o < outer; o++)
    for (let i = 0; i < picks.length; i++)
      for (let k = 0, p = (o * n + (picks[i] as number)) * inner; k < inner; k++) out[at++] = from[p++] as never;
};

/** The same loop apart, so that BigInts and strings do not slow the floats down. */
const copyAny: Copy = (from, out, picks, outer, n, inner) => {
  let at = 0;
  for (let o = 0; o < outer; o++)
    for (let i = 0; i < picks.length; i++)
      for (let k = 0, p = (o * n + (picks[i] as number)) * inner; k < inner; k++) out[at++] = from[p++] as never;
};

/** 64-bit integers by their halves: BigInts would be boxed one by one, and doubles may lose the bits of a NaN. */
const copyWide: Copy = (from, out, picks, outer, n, inner) => {
  if (out.length <= FEW_WIDE) return copyAny(from, out, picks, outer, n, inner);
  copyAny(halvesOf(from as Wide), halvesOf(out as Wide), picks, outer, n, 2 * inner);
};

const halvesOf = (data: Wide): Int32Array => new Int32Array(data.buffer, data.byteOffset, 2 * data.length);

export const gather = kernel(ops.gather, ({ axis }, node) => {
  const dtype = node.inputs[0]?.dtype ?? "float64";
  const indices = indexReader(node.inputs[1]);
  const lanes = new Lanes("Gather", axis);
  const copy = dtype === "float64" ? copyNumbers : isWide(dtype) ? copyWide : copyAny;
  return (inputs) => {
    const x = requireTensor(inputs[0], "Gather");
    const index = requireTensor(inputs[1], "Gather");
    lanes.fit(x.shape);
    const { outer, n, inner } = lanes;
    const at = axis < 0 ? axis + x.shape.length : axis;
    const wanted = indices(index);
    const picks = new Int32Array(wanted.length);
    for (let i = 0; i < picks.length; i++) picks[i] = boundIndex("Gather", wanted[i] as number, at, n);
    const out: Data = allocate(dtype, outer * picks.length * inner);
    copy(x.data, out, picks, outer, n, inner);
    return [new Tensor<DType>(dtype, [...x.shape.slice(0, at), ...index.shape, ...x.shape.slice(at + 1)], out)];
  };
});

/** numpy.take_along_axis: the indices have the input's rank, and the same lengths but along the axis. */
export const gatherElements = kernel(ops.gatherElements, ({ axis }, node) => {
  const dtype = node.inputs[0]?.dtype ?? "float64";
  const indices = indexReader(node.inputs[1]);
  const from = new Lanes("GatherElements", axis);
  const to = new Lanes("GatherElements", axis);
  return (inputs) => {
    const x = requireTensor(inputs[0], "GatherElements");
    const index = requireTensor(inputs[1], "GatherElements");
    const at = axisOf("GatherElements", axis, x.shape.length);
    from.fit(x.shape);
    to.fit(index.shape);
    const wanted = indices(index);
    const out: Data = allocate(dtype, index.size);
    const data: Data = x.data;
    const { inner } = from;
    for (let o = 0, p = 0; o < to.outer; o++)
      for (let i = 0; i < to.n; i++)
        for (let k = 0; k < to.inner; k++, p++) {
          const pick = boundIndex("GatherElements", wanted[p] as number, at, from.n);
          out[p] = data[(o * from.n + pick) * inner + k] as never;
        }
    return [new Tensor<DType>(dtype, index.shape, out)];
  };
});

export const oneHot = kernel(ops.oneHot, ({ depth, dtype }, node) => {
  const indices = indexReader(node.inputs[0]);
  return ([input]) => {
    const x = requireTensor(input, "OneHot");
    const wanted = indices(x);
    const out: Data = allocate(dtype, x.size * depth);
    const one = out instanceof BigInt64Array || out instanceof BigUint64Array ? 1n : 1;
    for (let i = 0; i < x.size; i++) {
      const value = wanted[i] as number;
      // As in ONNX: an index outside of the depth gives a row of zeros.
      const column = value < 0 ? value + depth : value;
      if (column >= 0 && column < depth) out[i * depth + column] = one as never;
    }
    return [new Tensor<DType>(dtype, [...x.shape, depth], out)];
  };
});
