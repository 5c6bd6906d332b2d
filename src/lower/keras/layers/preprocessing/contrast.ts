import { countIndices } from "../../../../graph/ops/tokens.js";
import type { Value } from "../../../../graph/value.js";
import { float32, int64 } from "../../../../tensor.js";
import type { BoundLayer } from "../../bound.js";
import { defineLayer } from "../../define.js";
import { tuple, withDefault } from "../../fields.js";
import { dataFormat } from "../../spatial.js";
import { requireCount, requireTable } from "./table-size.js";

const BRIGHTEST = 255;
const LEVELS = 256;

type Range = readonly [low: number, high: number];
const full: Range = [0, BRIGHTEST];
const range = (values: readonly number[]): Range => [values[0] ?? 0, values[1] ?? BRIGHTEST];

/** base_image_preprocessing_layer.py: _transform_value_range. */
function moved(x: Value, from: Range, to: Range, dtype: "float32" | "float64"): Value {
  if (from[0] === to[0] && from[1] === to[1]) return x;
  return x
    .cast(dtype)
    .sub(from[0])
    .div(from[1] - from[0])
    .mul(to[1] - to[0])
    .add(to[0]);
}

const computed = (m: BoundLayer) => (m.dtype === "float64" ? "float64" : "float32");

/** Each channel spread over the whole range; one of a single value stays (image_preprocessing/auto_contrast.py: transform_images). */
export const autoContrast = defineLayer("AutoContrast", {
  config: { value_range: withDefault("floats", full) },
  call: (x, m) => {
    const own = range(m.value_range);
    const images = moved(x, own, full, computed(m)).cast(m.dtype);
    // Whatever the data format, these are the axes.
    const low = images.minimum(2, true).minimum(1, true);
    const high = images.maximum(2, true).maximum(1, true);
    const scale = m
      .constant(float32([], [BRIGHTEST]))
      .cast(m.dtype)
      .div(high.sub(low));
    const spread = images.mul(scale).add(low.neg().mul(scale)).clip(0, BRIGHTEST);
    const answer = moved(spread, full, own, computed(m));
    return answer.isNaN().where(x.cast(answer.dtype), answer);
  },
});

/**
 * Brightness made even tile by tile, no level counted more often than the limit, and between the tiles' middles by how near they are; in
 * training and outside (image_preprocessing/clahe.py: transform_images, _clahe).
 */
export const contrastLimitedAdaptiveHistogramEqualization = defineLayer("ContrastLimitedAdaptiveHistogramEqualization", {
  config: {
    value_range: withDefault("floats", full),
    clip_limit: withDefault("float", 4),
    tile_grid_size: withDefault(tuple(2), [8, 8]),
    data_format: dataFormat,
  },
  call: (x, m) => {
    const own = range(m.value_range);
    const images = m.data_format === "channels_first" ? x.transpose([0, 2, 3, 1]) : x;
    const even = equalized(m, moved(images, own, full, "float32"), m.tile_grid_size, m.clip_limit);
    const answer = moved(even, full, own, "float32").cast(x.dtype);
    return m.data_format === "channels_first" ? answer.transpose([0, 3, 1, 2]) : answer;
  },
});

/** Where each pixel of a line lies between tiles: the two nearest of the padded ones, and how far from the first. */
function placesOf(length: number, tile: number, tiles: number) {
  return Array.from({ length }, (_, i) => {
    const at = Math.fround(Math.fround(Math.fround(i - Math.fround(tile / 2)) / tile) + 1);
    const first = Math.floor(at);
    const bound = (k: number) => Math.min(tiles + 1, Math.max(0, k));
    return { first: bound(first), second: bound(first + 1), share: Math.fround(at - first) };
  });
}

/** 0, 1, …, n - 1, n - 1, …: as a mirror that repeats the edge has it. */
const mirrored = (length: number, total: number) =>
  Array.from({ length: total }, (_, i) => {
    const at = i % (2 * length);
    return at < length ? at : 2 * length - 1 - at;
  });

function equalized(m: BoundLayer, images: Value, grid: readonly number[], limit: number): Value {
  const [gridHeight = 1, gridWidth = 1] = grid;
  const [height, width, channels] = [images.dim(1), images.dim(2), images.dim(3)];
  for (const count of [gridHeight, gridWidth]) requireCount(count, `${m.path}.tile_grid_size`);
  requireTable((gridHeight + 2) * (gridWidth + 2) * channels * LEVELS, `${m.path}.tile_grid_size`);
  const [tileHeight, tileWidth] = [Math.ceil(height / gridHeight), Math.ceil(width / gridWidth)];
  const [tall, wide] = [tileHeight * gridHeight, tileWidth * gridWidth];
  const padded = images.gather(mirrored(height, tall), 1).gather(mirrored(width, wide), 2);
  const pixels = padded.cast("int32").clip(0, BRIGHTEST);
  const rows = images.shape[0] ?? 1;
  const area = tileHeight * tileWidth;
  const tiles = pixels
    .reshape([rows, gridHeight, tileHeight, gridWidth, tileWidth, channels])
    .transpose([0, 1, 3, 5, 2, 4])
    .reshape([rows, gridHeight, gridWidth, channels, area]);
  const levels = leveled(
    countIndices([tiles], { depth: LEVELS, binary: false, dtype: "float32", outside: "dropped" })[0] as Value,
    area,
    limit,
  );
  // One tile more on each side, so that every pixel lies between two.
  const around = levels.gather([0, ...Array.from({ length: gridHeight }, (_, i) => i), gridHeight - 1], 1);
  const table = around
    .gather([0, ...Array.from({ length: gridWidth }, (_, i) => i), gridWidth - 1], 2)
    .reshape([rows, (gridHeight + 2) * (gridWidth + 2) * channels * LEVELS]);
  const [down, across] = [placesOf(tall, tileHeight, gridHeight), placesOf(wide, tileWidth, gridWidth)];
  const flat = pixels.cast("int64").reshape([rows, tall * wide * channels]);
  const at = (row: "first" | "second", column: "first" | "second"): Value => {
    const offsets = down.flatMap((y) =>
      across.flatMap((x) => Array.from({ length: channels }, (_, c) => ((y[row] * (gridWidth + 2) + x[column]) * channels + c) * LEVELS)),
    );
    return table.gatherElements(flat.add(int64([offsets.length], offsets)), 1).reshape([rows, tall, wide, channels]);
  };
  const shares = (places: readonly { share: number }[], shape: readonly number[]): [far: Value, near: Value] => {
    const share = float32(
      shape,
      places.map((place) => place.share),
    );
    return [
      m.constant(share),
      m.constant(
        float32(
          shape,
          places.map((place) => 1 - place.share),
        ),
      ),
    ];
  };
  const [right, left] = shares(across, [1, 1, wide, 1]);
  const [below, above] = shares(down, [1, tall, 1, 1]);
  const top = at("first", "first").mul(left).add(at("first", "second").mul(right));
  const bottom = at("second", "first").mul(left).add(at("second", "second").mul(right));
  return top.mul(above).add(bottom.mul(below)).slice(1, 0, height).slice(2, 0, width);
}

/** Counts [..., 256] to what each level becomes: the share of pixels up to it, what is above the limit spread over all levels. */
function leveled(counts: Value, area: number, limit: number): Value {
  const axis = counts.rank - 1;
  let kept = counts;
  if (limit > 0) {
    const clipped = counts.clip(0, Math.fround((limit * area) / LEVELS));
    kept = clipped.add(counts.sub(clipped).sum(axis, true).div(LEVELS));
  }
  const sums = kept.cumSum(axis);
  const least = sums.minimum(axis, true);
  const rest = least.neg().add(area);
  const ones = rest.mul(0).add(1);
  return sums.sub(least).mul(BRIGHTEST).div(rest.equal(0).where(ones, rest)).clip(0, BRIGHTEST);
}
