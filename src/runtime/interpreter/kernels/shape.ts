import { ModelError } from "../../../errors.js";
import { requireTensor } from "../../../graph/builder.js";
import type { Dim, RuntimeValue } from "../../../graph/info.js";
import type { Node } from "../../../graph/op.js";
import * as ops from "../../../graph/ops/shape.js";
import { axisOf } from "../../../graph/shapes.js";
import { allocate, type Data, type DType, sizeOf, Tensor } from "../../../tensor.js";
import { Plan } from "../broadcast.js";
import { kernel } from "../kernel.js";
import { Lanes } from "../lanes.js";

/** The run-time lengths of the names in a node's input shapes. */
function namedLengths(node: Node, tensors: readonly Tensor[]): Map<string, number> {
  const lengths = new Map<string, number>();
  node.inputs.forEach((input, i) => {
    input.shape.forEach((dim, axis) => {
      const length = tensors[i]?.shape[axis];
      if (typeof dim === "string" && length !== undefined) lengths.set(dim, length);
    });
  });
  return lengths;
}

function resolve(op: string, shape: readonly Dim[], lengths: ReadonlyMap<string, number>): number[] {
  return shape.map((dim) => {
    const length = typeof dim === "number" ? dim : lengths.get(dim);
    if (length === undefined) throw new ModelError("graph/spec", `${op}: no input tells the length ${dim}.`, { where: op });
    return length;
  });
}

export const reshape = kernel(ops.reshape, ({ shape }, node) => ([input]) => {
  const x = requireTensor(input, "Reshape");
  const target = resolve("Reshape", shape, namedLengths(node, [x]));
  const open = target.indexOf(-1);
  if (open >= 0) {
    const rest = -sizeOf(target);
    target[open] = rest === 0 ? 0 : x.size / rest;
  }
  if (sizeOf(target) !== x.size || !Number.isInteger(target[open] ?? 0))
    throw new ModelError("input/shape", `cannot reshape array of size ${x.size} into shape (${shape.join(",")})`, {
      where: "Reshape",
      python: "ValueError",
    });
  return [x.reshape(target)];
});

export const squeeze = kernel(ops.squeeze, ({ axis }) => ([input]) => {
  const x = requireTensor(input, "Squeeze");
  const at = axisOf("Squeeze", axis, x.shape.length);
  return [x.reshape(x.shape.filter((_, i) => i !== at))];
});

export const unsqueeze = kernel(ops.unsqueeze, ({ axis }) => ([input]) => {
  const x = requireTensor(input, "Unsqueeze");
  const at = axisOf("Unsqueeze", axis, x.shape.length + 1);
  return [x.reshape([...x.shape.slice(0, at), 1, ...x.shape.slice(at)])];
});

export const transpose = kernel(ops.transpose, ({ permutation }) => ([input]) => {
  const x = requireTensor(input, "Transpose");
  const shape = permutation.map((axis) => x.shape[axis] ?? 1);
  // Moving axes of length 1 about moves nothing.
  const moving = permutation.filter((axis) => x.shape[axis] !== 1);
  if (moving.every((axis, i) => i === 0 || axis > (moving[i - 1] ?? 0))) return [x.reshape(shape)];
  const strides = new Array<number>(x.shape.length).fill(1);
  for (let axis = strides.length - 2; axis >= 0; axis--) strides[axis] = (strides[axis + 1] ?? 1) * (x.shape[axis + 1] ?? 1);
  const out: Data = allocate(x.dtype, x.size);
  const from: Data = x.data;
  const [rows = 1, cols = 1] = moving.map((axis) => x.shape[axis] ?? 1);
  if (moving.length === 2) transposeMatrix(from, out, cols, rows);
  else
    copyStrided(
      from,
      out,
      moving.map((axis) => x.shape[axis] ?? 1),
      moving.map((axis) => strides[axis] ?? 1),
    );
  return [new Tensor<DType>(x.dtype, shape, out)];
});

/** A [rows, cols] matrix the other way round. */
function transposeMatrix(from: Data, out: Data, rows: number, cols: number): void {
  for (let j = 0, o = 0; j < cols; j++) for (let i = 0, p = j; i < rows; i++, p += cols) out[o++] = from[p] as never;
}

function copyStrided(from: Data, out: Data, shape: readonly number[], strides: readonly number[]): void {
  const counter = shape.map(() => 0);
  const last = shape.length - 1;
  const length = shape[last] ?? 1;
  const step = strides[last] ?? 1;
  let base = 0;
  for (let o = 0; o < out.length; ) {
    for (let i = 0, p = base; i < length; i++, p += step) out[o++] = from[p] as never;
    for (let axis = last - 1; axis >= 0; axis--) {
      const count = (counter[axis] ?? 0) + 1;
      const wraps = count === shape[axis];
      counter[axis] = wraps ? 0 : count;
      base += (strides[axis] ?? 0) * (wraps ? 1 - count : 1);
      if (!wraps) break;
    }
  }
}

/** Repeats along axes of length 1, as numpy.broadcast_to. */
export const expand = kernel(ops.expand, ({ shape }, node) => {
  const dtype = node.outputs[0]?.dtype ?? "float64";
  return (inputs) => {
    const tensors = inputs.map((input) => requireTensor(input, "Expand"));
    const x = requireTensor(inputs[0], "Expand");
    const target = resolve("Expand", shape, namedLengths(node, tensors));
    const plan = new Plan("Expand", [x.shape, target]);
    const out: Data = allocate(dtype, plan.size);
    const from: Data = x.data;
    for (let at = plan.start(); at < plan.size; at = plan.next()) {
      const { rows, cols, rowA, colA, atA } = plan;
      let o = at;
      for (let i = 0, p = atA; i < rows; i++, p += rowA) for (let j = 0, q = p; j < cols; j++, q += colA) out[o++] = from[q] as never;
    }
    return [new Tensor<DType>(dtype, plan.shape, out)];
  };
});

export const concat = kernel(ops.concat, ({ axis }, node) => {
  const dtype = node.outputs[0]?.dtype ?? "float64";
  return (inputs) => {
    const first = requireTensor(inputs[0], "Concat");
    const at = axisOf("Concat", axis, first.shape.length);
    let total = 0;
    for (const input of inputs) total += requireFitting(input, first, at);
    const shape = first.shape.slice();
    shape[at] = total;
    let outer = 1;
    let inner = 1;
    for (let i = 0; i < at; i++) outer *= shape[i] as number;
    for (let i = at + 1; i < shape.length; i++) inner *= shape[i] as number;
    const out: Data = allocate(dtype, outer * total * inner);
    let start = 0;
    for (const input of inputs) {
      const block = (input.shape[at] as number) * inner;
      copyBlocks(requireTensor(input, "Concat").data, out, outer, block, start, total * inner);
      start += block;
    }
    return [new Tensor<DType>(dtype, shape, out)];
  };
});

/** The length along the axis; all others must be those of the first input. */
function requireFitting({ shape }: RuntimeValue, first: Tensor, axis: number): number {
  let fits = shape.length === first.shape.length;
  for (let i = 0; i < shape.length; i++) fits &&= i === axis || shape[i] === first.shape[i];
  if (!fits)
    throw new ModelError("input/shape", `Concat: [${shape}] does not fit beside [${first.shape}] along axis ${axis}.`, { where: "Concat" });
  return shape[axis] as number;
}

/** Below this many elements a loop beats the call of TypedArray.set. */
const SET_PAYS = 64;

function copyBlocks(from: Data, out: Data, outer: number, block: number, start: number, pitch: number): void {
  if (block >= SET_PAYS && !Array.isArray(from) && !Array.isArray(out)) {
    for (let o = 0; o < outer; o++) out.set(from.subarray(o * block, (o + 1) * block) as never, start + o * pitch);
    return;
  }
  for (let o = 0, p = 0; o < outer; o++) for (let i = 0, q = start + o * pitch; i < block; i++) out[q++] = from[p++] as never;
}

export const slice = kernel(ops.slice, ({ axis, start, end, step }, node) => {
  const dtype = node.outputs[0]?.dtype ?? "float64";
  const lanes = new Lanes("Slice", axis);
  return ([input]) => {
    const x = requireTensor(input, "Slice");
    lanes.fit(x.shape);
    const { outer, n, inner } = lanes;
    const range = ops.sliceRange(n, start, end, step);
    const at = axisOf("Slice", axis, x.shape.length);
    const shape = x.shape.map((dim, i) => (i === at ? range.length : dim));
    const data: Data = x.data;
    if (outer === 1 && step === 1)
      return [new Tensor<DType>(dtype, shape, data.slice(range.start * inner, (range.start + range.length) * inner) as Data)];
    const out: Data = allocate(dtype, outer * range.length * inner);
    let o = 0;
    for (let i = 0; i < outer; i++)
      for (let j = 0, index = range.start; j < range.length; j++, index += step)
        for (let k = 0, p = (i * n + index) * inner; k < inner; k++) out[o++] = data[p++] as never;
    return [new Tensor<DType>(dtype, shape, out)];
  };
});
