import { pad } from "../../../../graph/ops/spatial.js";
import type { Value } from "../../../../graph/value.js";
import { float32 } from "../../../../tensor.js";
import { alongAxis } from "../../along-axis.js";
import { type Interpolation, interpolationMatrix } from "../../interpolation.js";
import { type DataFormat, spatialAxes } from "../../spatial.js";
import { requireCount, requireTable } from "./table-size.js";

/** Rows and columns of images. */
export type Size = readonly [height: number, width: number];

/** Which two axes of images [N, …] are rows and columns. */
export function imageAxes(x: Value, format: DataFormat): readonly [number, number] {
  const [rows = 1, columns = 2] = spatialAxes(x, format);
  return [rows, columns];
}

export function sizeOfImages(x: Value, format: DataFormat): Size {
  const [rows, columns] = imageAxes(x, format);
  return [x.dim(rows), x.dim(columns)];
}

/** What is left from `start` on, `size` of both axes. */
export function cropped(x: Value, format: DataFormat, start: Size, size: Size): Value {
  return imageAxes(x, format).reduce((rest, axis, i) => {
    const [from = 0, length = 0] = [start[i], size[i]];
    return from === 0 && length === rest.dim(axis) ? rest : rest.slice(axis, from, from + length);
  }, x);
}

/** How many places one axis has at the other's length and the target's ratio, as float32 has it where TensorFlow divides. */
const inRatio = (length: number, along: number, across: number, round: (x: number) => number) =>
  Math.trunc(round(round(length * along) / across));

/**
 * The largest part of the middle that has the ratio of the target (keras/src/utils/image_utils.py: smart_resize;
 * backend/tensorflow/image.py: resize, crop_to_aspect_ratio).
 */
export function croppedToRatio(x: Value, format: DataFormat, [height, width]: Size, round: (x: number) => number = Math.fround): Value {
  const [rows, columns] = sizeOfImages(x, format);
  const tall = Math.max(1, Math.min(rows, inRatio(columns, height, width, round)));
  const wide = Math.max(1, Math.min(columns, inRatio(rows, width, height, round)));
  return cropped(x, format, [Math.trunc((rows - tall) / 2), Math.trunc((columns - wide) / 2)], [tall, wide]);
}

/** As much of a value about the images as gives them the ratio of the target, the same on both sides (backend/tensorflow/image.py: resize). */
export function paddedToRatio(x: Value, format: DataFormat, [height, width]: Size, value: number): Value {
  const [rows, columns] = sizeOfImages(x, format);
  const tall = Math.max(rows, inRatio(columns, height, width, Math.fround));
  const wide = Math.max(columns, inRatio(rows, width, height, Math.fround));
  const margins: Size = [Math.trunc((tall - rows) / 2), Math.trunc((wide - columns) / 2)];
  if (margins.every((margin) => margin === 0)) return x;
  const pads = new Array<number>(2 * x.rank).fill(0);
  imageAxes(x, format).forEach((axis, i) => {
    pads[axis] = margins[i] ?? 0;
    pads[x.rank + axis] = margins[i] ?? 0;
  });
  return pad([x], { pads, mode: "constant", value })[0] as Value;
}

/** tf.image.resize with half-pixel centers; `nearest` keeps the dtype, all others are of floats. */
export function resized(x: Value, format: DataFormat, size: Size, way: Interpolation | "nearest", antialias = false): Value {
  const axes = imageAxes(x, format);
  for (const length of size) requireCount(length, "the size of the images");
  requireTable(Math.max(...size) * Math.max(...axes.map((axis) => x.dim(axis))), "the size of the images");
  if (axes.every((axis, i) => x.dim(axis) === size[i])) return x;
  if (way === "nearest") return axes.reduce((rest, axis, i) => rest.gather(nearest(rest.dim(axis), size[i] ?? 1), axis), x);
  // As float32 has it: whole numbers are rounded afterwards, and half of one goes either way.
  if (way === "bilinear" && !antialias) return axes.toReversed().reduce((rest, axis, i) => blended(rest, axis, size[1 - i] ?? 1), x);
  return axes.reduce((rest, axis, i) => alongAxis(rest, axis, interpolationMatrix(way, x.dim(axis), size[i] ?? 1, antialias)), x);
}

/** Each place between the two numbers about it (tensorflow/core/kernels/image/resize_bilinear_op.cc: compute_interpolation_weights, compute_lerp). */
function blended(x: Value, axis: number, length: number): Value {
  const old = x.dim(axis);
  if (old === length) return x;
  const { fround } = Math;
  const scale = fround(old / length);
  const places = Array.from({ length }, (_, i) => {
    const at = fround(fround(fround(i + 0.5) * scale) - 0.5);
    const low = Math.floor(at);
    return { low: Math.max(0, low), high: Math.min(old - 1, Math.ceil(at)), share: fround(at - low) };
  });
  const shape = Array.from({ length: x.rank }, (_, i) => (i === axis ? length : 1));
  const shares = float32(
    shape,
    places.map(({ share }) => share),
  );
  const low = x.gather(
    places.map((place) => place.low),
    axis,
  );
  const high = x.gather(
    places.map((place) => place.high),
    axis,
  );
  return low.add(high.sub(low).mul(x.constantLike(shares).cast(x.dtype)));
}

/** tensorflow/core/kernels/image/resize_nearest_neighbor_op.cc, in its float32. */
function nearest(old: number, length: number): number[] {
  const scale = Math.fround(old / length);
  return Array.from({ length }, (_, i) => Math.min(old - 1, Math.floor(Math.fround(Math.fround(i + 0.5) * scale))));
}

/** The middle where the images are large enough, else the middle of their ratio, resized; sizes are whole numbers in Keras 3. */
export function smartlyResized(x: Value, format: DataFormat, size: Size, exact: boolean): Value {
  return resized(croppedToRatio(x, format, size, exact ? (length) => length : Math.fround), format, size, "bilinear");
}
