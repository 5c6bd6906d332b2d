import { ModelError } from "../errors.js";
import type { Dim } from "./info.js";

/** How many places a window has along an axis, in steps of `stride` (onnx/docs/Operators.md: Conv, MaxPool). */
export function windowCount(length: number, window: number, stride: number, dilation: number, before: number, after: number): number {
  return Math.floor((length + before + after - spanOf(window, dilation)) / stride) + 1;
}

/** What a window covers from its first element to its last. */
export function spanOf(window: number, dilation: number): number {
  return (window - 1) * dilation + 1;
}

/**
 * TensorFlow's SAME padding: as many places as steps, and what is missing for the last of them is padded, the odd one behind
 * (tensorflow/core/framework/common_shape_fns.cc: GetWindowedOutputSizeVerbose).
 */
export function samePadding(length: number, window: number, stride: number, dilation: number): readonly [before: number, after: number] {
  const total = Math.max(0, (Math.ceil(length / stride) - 1) * stride + spanOf(window, dilation) - length);
  return [Math.floor(total / 2), total - Math.floor(total / 2)];
}

/** The axes behind rows and channels, whose lengths a windowed op has to know. */
export function spatialLengths(op: string, shape: readonly Dim[]): number[] {
  return shape.slice(2).map((dim) => {
    if (typeof dim === "number") return dim;
    throw new ModelError("graph/spec", `${op}: the length ${dim} of [${shape}] is not known.`, { where: op });
  });
}

/** Lengths of the answer's spatial axes. @throws ModelError `graph/spec` where a window is longer than its axis */
export function windowedLengths(
  op: string,
  lengths: readonly number[],
  windows: readonly number[],
  {
    strides,
    pads,
    dilations,
  }: { readonly strides: readonly number[]; readonly pads: readonly number[]; readonly dilations?: readonly number[] },
): number[] {
  const n = lengths.length;
  if (windows.length !== n || strides.length !== n || pads.length !== 2 * n || (dilations?.length ?? n) !== n)
    throw new ModelError("graph/spec", `${op}: ${n} spatial axes, but windows [${windows}], strides [${strides}], pads [${pads}].`, {
      where: op,
    });
  return lengths.map((length, i) => {
    const dilation = dilations?.[i] ?? 1;
    const count = windowCount(length, windows[i] ?? 1, strides[i] ?? 1, dilation, pads[i] ?? 0, pads[n + i] ?? 0);
    if (count >= 1) return count;
    throw new ModelError("graph/spec", `${op}: a window of ${spanOf(windows[i] ?? 1, dilation)} does not fit into a length of ${length}.`, {
      where: op,
    });
  });
}
