import { requireTensor } from "../../../graph/builder.js";
import * as ops from "../../../graph/ops/spatial.js";
import { allocate, type DType, isFloating, Tensor } from "../../../tensor.js";
import { kernel } from "../kernel.js";
import { isHalf, isPlain, type Numbers, numbersOf, toHalf, unsupported } from "../numbers.js";

/** Resizes one axis after the other. */
export const resize = kernel(ops.resize, ({ lengths, mode }, node) => {
  const dtype = node.inputs[0]?.dtype ?? "float32";
  if (!(isPlain(dtype) || isHalf(dtype)) || (mode === "linear" && !isFloating(dtype))) throw unsupported("Resize", dtype);
  return (inputs) => {
    const x = requireTensor(inputs[0], "Resize");
    const shape = [...x.shape];
    let numbers = numbersOf("Resize", x);
    // The last axis first: what comes later then moves whole lines.
    for (let axis = shape.length - 1; axis >= 2; axis--) {
      const [old, length] = [shape[axis] ?? 1, lengths[axis - 2] ?? 1];
      if (old === length) continue;
      const inner = shape.slice(axis + 1).reduce((size, dim) => size * dim, 1);
      const outer = shape.slice(0, axis).reduce((size, dim) => size * dim, 1);
      shape[axis] = length;
      const out = isHalf(dtype) ? new Float32Array(outer * length * inner) : (allocate(dtype, outer * length * inner) as Numbers);
      (mode === "nearest" ? nearest : linear)(numbers, out, outer, old, length, inner);
      numbers = out;
    }
    return [new Tensor<DType>(dtype, shape, isHalf(dtype) ? toHalf(dtype, numbers) : numbers)];
  };
});

function nearest(x: Numbers, out: Numbers, outer: number, old: number, length: number, inner: number): void {
  const from = Int32Array.from({ length }, (_, i) => Math.min(old - 1, Math.floor((i * old) / length)));
  for (let o = 0, to = 0; o < outer; o++)
    for (let i = 0; i < length; i++)
      for (let k = 0, p = (o * old + (from[i] as number)) * inner; k < inner; k++) out[to++] = x[p++] as number;
}

function linear(x: Numbers, out: Numbers, outer: number, old: number, length: number, inner: number): void {
  const at = Float64Array.from({ length }, (_, i) => Math.min(old - 1, Math.max(0, ((i + 0.5) * old) / length - 0.5)));
  for (let o = 0, to = 0; o < outer; o++)
    for (let i = 0; i < length; i++) {
      const low = Math.floor(at[i] as number);
      const share = (at[i] as number) - low;
      const p = (o * old + low) * inner;
      const q = (o * old + Math.min(old - 1, low + 1)) * inner;
      for (let k = 0; k < inner; k++) out[to++] = (x[p + k] as number) + ((x[q + k] as number) - (x[p + k] as number)) * share;
    }
}
