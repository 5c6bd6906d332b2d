import { requireTensor } from "../../../graph/builder.js";
import * as ops from "../../../graph/ops/convolution.js";
import { type DType, isFloating, sizeOf, Tensor } from "../../../tensor.js";
import { copyPlanes, type Geometry, geometry, volume } from "../convolution/geometry.js";
import { type Product, product } from "../convolution/product.js";
import { kernel } from "../kernel.js";
import { isHalf, type Numbers, numbersOf, toHalf, unsupported } from "../numbers.js";

/** Convolution by products with the windows written out as rows; filters that see one channel each go over its plane directly. */
export const conv = kernel(
  ops.conv,
  (attributes, node) => {
    const dtype = node.inputs[0]?.dtype ?? "float32";
    if (!isFloating(dtype)) throw unsupported("Conv", dtype);
    let known: { readonly shape: readonly number[]; readonly places: Geometry } | undefined;
    let products: { readonly filters: Tensor; readonly places: Geometry; readonly each: Product[] } | undefined;
    return (inputs) => {
      const [x, w] = [requireTensor(inputs[0], "Conv"), requireTensor(inputs[1], "Conv")];
      const [rows = 0, channels = 0, ...lengths] = x.shape;
      const [filters = 0, each = 0, ...windows] = w.shape;
      if (known?.shape.join() !== lengths.join()) known = { shape: lengths, places: geometry(lengths, windows, attributes) };
      const { places } = known;
      const points = volume(places.output);
      const shape = [rows, filters, ...places.output.slice(3 - lengths.length)];
      const out = dtype === "float64" ? new Float64Array(sizeOf(shape)) : new Float32Array(sizeOf(shape));
      const from = numbersOf("Conv", x);
      const weights = numbersOf("Conv", w);
      const bias = inputs[2] && numbersOf("Conv", requireTensor(inputs[2], "Conv"));
      const inner = volume(places.input);
      const same = inner === volume(places.padded);
      const padded = same ? from : like(from, channels * volume(places.padded));
      const perGroup = filters / attributes.group;
      const direct = each === 1;
      if (!direct && (products?.filters !== w || products.places !== places))
        products = {
          filters: w,
          places,
          each: Array.from({ length: attributes.group }, (_, g) =>
            product(weights, g * perGroup * each * places.offsets.length, perGroup, each * places.offsets.length, points),
          ),
        };
      for (let row = 0; row < rows; row++) {
        const at = row * channels * inner;
        if (!same) copyPlanes(from, at, padded, 0, channels, places.input, places.padded, places.before, true);
        const source = same ? at : 0;
        const to = row * filters * points;
        if (bias) for (let f = 0; f < filters; f++) out.fill(bias[f] as number, to + f * points, to + (f + 1) * points);
        for (let g = 0; g < attributes.group; g++) {
          const start = source + g * each * volume(places.padded);
          const answers = to + g * perGroup * points;
          if (direct)
            alone(
              padded,
              start,
              weights,
              g * perGroup * places.offsets.length,
              out,
              answers,
              perGroup,
              places,
              attributes.strides.at(-1) ?? 1,
            );
          else together(padded, start, each, products?.each[g] as Product, out, answers, perGroup, places);
        }
      }
      return [new Tensor<DType>(dtype, shape, isHalf(dtype) ? toHalf(dtype, out) : out)];
    };
  },
  { fresh: true },
);

const like = (x: Numbers, size: number): Numbers => (x instanceof Float64Array ? new Float64Array(size) : new Float32Array(size));

/** Windows over all channels of a group become rows of a matrix. */
function together(
  x: Numbers,
  at: number,
  channels: number,
  matrix: Product,
  out: Numbers,
  to: number,
  filters: number,
  places: Geometry,
): void {
  const { starts, offsets, padded } = places;
  const { rows, pitch, capacity } = matrix;
  const size = volume(padded);
  for (let first = 0; first < starts.length; first += capacity) {
    const count = Math.min(capacity, starts.length - first);
    for (let i = 0; i < count; i++) {
      const start = at + (starts[first + i] as number);
      for (let c = 0, o = i * pitch, p = start; c < channels; c++, p += size)
        for (let l = 0; l < offsets.length; l++) rows[o++] = x[p + (offsets[l] as number)] as number;
    }
    matrix.run(count);
    const answers = matrix.out;
    for (let f = 0, o = to + first; f < filters; f++, o += starts.length)
      for (let i = 0, p = f * capacity; i < count; i++) out[o + i] = (out[o + i] as number) + (answers[p + i] as number);
  }
}

/** Filters over one plane: each weight times the plane, shifted, row by row. */
function alone(
  x: Numbers,
  at: number,
  weights: Numbers,
  weightsAt: number,
  out: Numbers,
  to: number,
  filters: number,
  { starts, offsets, output }: Geometry,
  stride: number,
): void {
  const [, , width] = output;
  for (let f = 0, w = weightsAt, o = to; f < filters; f++, o += starts.length)
    for (let l = 0; l < offsets.length; l++) {
      const weight = weights[w++] as number;
      const shift = at + (offsets[l] as number);
      for (let line = 0; line < starts.length; line += width)
        for (let k = 0, p = shift + (starts[line] as number), q = o + line; k < width; k++, p += stride, q++)
          out[q] = (out[q] as number) + weight * (x[p] as number);
    }
}
