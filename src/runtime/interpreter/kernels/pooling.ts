import { requireTensor } from "../../../graph/builder.js";
import type { Node } from "../../../graph/op.js";
import type { PoolAttributes } from "../../../graph/ops/pooling.js";
import * as ops from "../../../graph/ops/pooling.js";
import { windowedLengths } from "../../../graph/windows.js";
import { allocate, type DType, isFloating, Tensor } from "../../../tensor.js";
import { type Three, three, volume } from "../convolution/geometry.js";
import { kernel, type Run } from "../kernel.js";
import { isHalf, isPlain, type Numbers, numbersOf, toHalf, unsupported } from "../numbers.js";

/** What a window answers: elements from `from` to `to` along each axis of the plane that begins at `at`. */
type Window = (x: Numbers, at: number, plane: Three, from: readonly number[], to: readonly number[]) => number;

const largest: Window = (x, at, [, height, width], from, to) => {
  const [d0 = 0, h0 = 0, w0 = 0] = from;
  const [d1 = 0, h1 = 0, w1 = 0] = to;
  let best = x[at + (d0 * height + h0) * width + w0] as number;
  for (let d = d0; d < d1; d++)
    for (let h = h0; h < h1; h++)
      for (let w = w0, p = at + (d * height + h) * width + w0; w < w1; w++, p++) {
        const value = x[p] as number;
        if (value > best || Number.isNaN(value)) best = value;
      }
  return best;
};

const mean: Window = (x, at, [, height, width], from, to) => {
  const [d0 = 0, h0 = 0, w0 = 0] = from;
  const [d1 = 0, h1 = 0, w1 = 0] = to;
  let sum = 0;
  for (let d = d0; d < d1; d++)
    for (let h = h0; h < h1; h++) for (let w = w0, p = at + (d * height + h) * width + w0; w < w1; w++, p++) sum += x[p] as number;
  return sum / ((d1 - d0) * (h1 - h0) * (w1 - w0));
};

function pooling(answer: Window, floats: boolean): (attributes: PoolAttributes, node: Node) => Run {
  return (attributes, node) => {
    const { op } = node;
    const dtype = node.inputs[0]?.dtype ?? "float32";
    if (!(isPlain(dtype) || isHalf(dtype)) || (floats && !isFloating(dtype))) throw unsupported(op, dtype);
    const { kernel: window, strides, pads } = attributes;
    return (inputs) => {
      const x = requireTensor(inputs[0], op);
      const [rows = 0, channels = 0, ...lengths] = x.shape;
      const n = lengths.length;
      const plane = three(lengths, 1);
      const found = windowedLengths(op, lengths, window, attributes);
      const output = three(found, 1);
      const bounds = plane.map((length, axis) => {
        const back = axis - 3 + n;
        return clipped(output[axis] as number, length, window[back] ?? 1, strides[back] ?? 1, pads[back] ?? 0);
      }) as [Bounds, Bounds, Bounds];
      const from = numbersOf(op, x);
      const out = isHalf(dtype)
        ? new Float32Array(rows * channels * volume(output))
        : (allocate(dtype, rows * channels * volume(output)) as Numbers);
      planes(from, out, rows * channels, plane, output, bounds, answer);
      return [new Tensor<DType>(dtype, [rows, channels, ...found], isHalf(dtype) ? toHalf(dtype, out) : out)];
    };
  };
}

interface Bounds {
  readonly from: Int32Array;
  readonly to: Int32Array;
}

/** What of each window lies within the axis. */
function clipped(count: number, length: number, window: number, stride: number, before: number): Bounds {
  return {
    from: Int32Array.from({ length: count }, (_, i) => Math.max(0, i * stride - before)),
    to: Int32Array.from({ length: count }, (_, i) => Math.min(length, i * stride - before + window)),
  };
}

function planes(x: Numbers, out: Numbers, count: number, plane: Three, output: Three, bounds: readonly Bounds[], answer: Window): void {
  const [ds, hs, ws] = bounds as [Bounds, Bounds, Bounds];
  const [d, h, w] = output;
  const [from, to] = [
    [0, 0, 0],
    [0, 0, 0],
  ];
  for (let c = 0, o = 0; c < count; c++)
    for (let i = 0; i < d; i++)
      for (let j = 0; j < h; j++)
        for (let k = 0; k < w; k++) {
          from[0] = ds.from[i] as number;
          to[0] = ds.to[i] as number;
          from[1] = hs.from[j] as number;
          to[1] = hs.to[j] as number;
          from[2] = ws.from[k] as number;
          to[2] = ws.to[k] as number;
          out[o++] = answer(x, c * volume(plane), plane, from, to);
        }
}

export const maxPool = kernel(ops.maxPool, pooling(largest, false), { fresh: true });
export const averagePool = kernel(ops.averagePool, pooling(mean, true), { fresh: true });
