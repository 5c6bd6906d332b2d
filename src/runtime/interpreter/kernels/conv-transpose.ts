import { requireTensor } from "../../../graph/builder.js";
import * as ops from "../../../graph/ops/convolution.js";
import { spanOf } from "../../../graph/windows.js";
import { type DType, isFloating, sizeOf, Tensor } from "../../../tensor.js";
import { copyPlanes, places, type Three, three, volume } from "../convolution/geometry.js";
import { type Product, product } from "../convolution/product.js";
import { kernel } from "../kernel.js";
import { isHalf, type Numbers, numbersOf, toHalf, unsupported } from "../numbers.js";

/** Each place of the input gives a window of every filter, and windows that overlap are added up. */
export const convTranspose = kernel(
  ops.convTranspose,
  ({ strides, pads, dilations, group, outputPadding }, node) => {
    const dtype = node.inputs[0]?.dtype ?? "float32";
    if (!isFloating(dtype)) throw unsupported("ConvTranspose", dtype);
    let products: { readonly filters: Tensor; readonly points: number; readonly each: Product[] } | undefined;
    return (inputs) => {
      const [x, w] = [requireTensor(inputs[0], "ConvTranspose"), requireTensor(inputs[1], "ConvTranspose")];
      const [rows = 0, channels = 0, ...lengths] = x.shape;
      const [, each = 0, ...windows] = w.shape;
      const n = lengths.length;
      const [stride, input, window] = [three(strides, 1), three(lengths, 1), three(windows, 1)];
      const before = three(pads.slice(0, n), 0);
      const [after, more] = [three(pads.slice(n), 0), three(outputPadding, 0)];
      const dilation = three(dilations, 1);
      // Behind the last window there may be lengths that no window reaches.
      const full = input.map(
        (length, i) => (length - 1) * (stride[i] as number) + spanOf(window[i] as number, dilation[i] as number) + (more[i] as number),
      ) as unknown as Three;
      const output = full.map((length, i) => length - (before[i] as number) - (after[i] as number)) as unknown as Three;
      const starts = places(input, stride, full);
      const offsets = places(window, dilation, full);
      const filters = each * group;
      const perGroup = channels / group;
      const from = numbersOf("ConvTranspose", x);
      if (products?.filters !== w || products.points !== starts.length)
        products = {
          filters: w,
          points: starts.length,
          each: turned(numbersOf("ConvTranspose", w), perGroup, each * offsets.length, group, starts.length),
        };
      const shape = [rows, filters, ...output.slice(3 - n)];
      const out = dtype === "float64" ? new Float64Array(sizeOf(shape)) : new Float32Array(sizeOf(shape));
      const sums = dtype === "float64" ? new Float64Array(filters * volume(full)) : new Float32Array(filters * volume(full));
      const bias = inputs[2] && numbersOf("ConvTranspose", requireTensor(inputs[2], "ConvTranspose"));
      for (let row = 0; row < rows; row++) {
        sums.fill(0);
        for (let g = 0; g < group; g++)
          scatter(
            from,
            (row * channels + g * perGroup) * starts.length,
            perGroup,
            products.each[g] as Product,
            sums,
            g * each * volume(full),
            {
              starts,
              offsets,
              size: volume(full),
              filters: each,
            },
          );
        if (bias)
          for (let f = 0; f < filters; f++)
            for (let i = f * volume(full); i < (f + 1) * volume(full); i++) sums[i] = (sums[i] as number) + (bias[f] as number);
        copyPlanes(sums, 0, out, row * filters * volume(output), filters, output, full, before, false);
      }
      return [new Tensor<DType>(dtype, shape, isHalf(dtype) ? toHalf(dtype, out) : out)];
    };
  },
  { fresh: true },
);

/** Filters [C, F] as [F, C] for each group. */
function turned(weights: Numbers, channels: number, width: number, group: number, points: number): Product[] {
  return Array.from({ length: group }, (_, g) => {
    const matrix = weights instanceof Float64Array ? new Float64Array(channels * width) : new Float32Array(channels * width);
    for (let c = 0; c < channels; c++)
      for (let f = 0; f < width; f++) matrix[f * channels + c] = weights[(g * channels + c) * width + f] as number;
    return product(matrix, 0, width, channels, points);
  });
}

interface Places {
  readonly starts: Int32Array;
  readonly offsets: Int32Array;
  readonly size: number;
  readonly filters: number;
}

function scatter(
  x: Numbers,
  at: number,
  channels: number,
  matrix: Product,
  sums: Numbers,
  to: number,
  { starts, offsets, size, filters }: Places,
): void {
  const { rows, pitch, capacity } = matrix;
  for (let first = 0; first < starts.length; first += capacity) {
    const count = Math.min(capacity, starts.length - first);
    for (let i = 0; i < count; i++)
      for (let c = 0, o = i * pitch, p = at + first + i; c < channels; c++, p += starts.length) rows[o++] = x[p] as number;
    matrix.run(count);
    const answers = matrix.out;
    for (let f = 0, line = 0; f < filters; f++)
      for (let l = 0; l < offsets.length; l++, line += capacity) {
        const base = to + f * size + (offsets[l] as number);
        for (let i = 0; i < count; i++) {
          const o = base + (starts[first + i] as number);
          sums[o] = (sums[o] as number) + (answers[line + i] as number);
        }
      }
  }
}
