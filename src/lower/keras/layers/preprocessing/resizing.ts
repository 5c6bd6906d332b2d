import { get } from "../../../../decode/keras/json.js";
import type { Value } from "../../../../graph/value.js";
import { type DType, isInteger } from "../../../../tensor.js";
import type { BoundLayer } from "../../bound.js";
import { defineLayer } from "../../define.js";
import { oneOf, withDefault } from "../../fields.js";
import { interpolations } from "../../interpolation.js";
import { dataFormat } from "../../spatial.js";
import { cropped, croppedToRatio, paddedToRatio, resized, type Size, sizeOfImages, smartlyResized } from "./image-size.js";

const size = { height: "int", width: "int", data_format: dataFormat } as const;

/** Images of another size, as they are, or cut or padded to its ratio before (keras/src/layers/preprocessing/image_preprocessing/resizing.py). */
export const resizing = defineLayer("Resizing", {
  config: {
    ...size,
    interpolation: withDefault(oneOf("nearest", ...interpolations), "bilinear" as const),
    crop_to_aspect_ratio: withDefault("bool", false),
    pad_to_aspect_ratio: withDefault("bool", false),
    fill_value: withDefault("float", 0),
    antialias: withDefault("bool", false),
  },
  autocast: false,
  call: (x, m) => {
    if (x.rank !== 4) m.refuse(`The layer takes images of 4 axes, not of shape [${x.shape}].`);
    const target: Size = [m.height, m.width];
    const nearest = m.interpolation === "nearest";
    const given = isInteger(x.dtype) && m.atLeast(3) ? x : x.cast(m.dtype);
    const numbers = nearest ? given : given.cast(given.dtype === "float64" ? "float64" : "float32");
    const fitted = m.crop_to_aspect_ratio
      ? croppedToRatio(numbers, m.data_format, target, m.atLeast(3) && !m.atLeast(3, 3) ? (length) => length : Math.fround)
      : m.pad_to_aspect_ratio
        ? paddedToRatio(numbers, m.data_format, target, m.fill_value)
        : numbers;
    const answer = resized(fitted, m.data_format, target, m.interpolation, m.antialias && !nearest);
    if (!m.atLeast(3)) return answer.cast(m.dtype);
    // Before 3.6 what is behind the point was cut off.
    return saturated(m.atLeast(3, 6) && isInteger(given.dtype) && !nearest ? answer.round() : answer, given.dtype);
  },
});

const limits: Partial<Record<DType, readonly [number, number]>> = {
  uint8: [0, 255],
  int8: [-128, 127],
  uint16: [0, 65_535],
  int16: [-32_768, 32_767],
};

/** Whole numbers within those of the dtype (keras/src/ops/core.py: _saturate_cast). */
function saturated(x: Value, dtype: DType): Value {
  if (x.dtype === dtype || !isInteger(dtype)) return x.cast(dtype);
  const [low, high] = limits[dtype] ?? [];
  return (low === undefined || high === undefined ? x : x.clip(low, high)).cast(dtype);
}

/** The middle of images; of smaller ones the middle of the ratio, resized (image_preprocessing/center_crop.py: transform_images). */
export const centerCrop = defineLayer("CenterCrop", {
  config: size,
  call: (x, m) => {
    const images = x.cast(m.dtype);
    const target: Size = [m.height, m.width];
    const [rows, columns] = sizeOfImages(images, m.data_format);
    if (rows >= m.height && columns >= m.width)
      return cropped(images, m.data_format, [(rows - m.height) >> 1, (columns - m.width) >> 1], target);
    return smartlyResized(images, m.data_format, target, m.atLeast(3)).cast(m.dtype);
  },
});

/** to_json() of Keras 3 leaves out its version; it writes dtypes as policies since 3.4. */
const leavesBe = (m: BoundLayer): boolean =>
  m.atLeast(3, 6) && (m.context.version.length > 1 || typeof get(m.layer.config, "dtype") !== "string");

/**
 * Outside of training the images themselves; before Keras 3.6 the middle of the ratio, resized (image_preprocessing/random_crop.py:
 * transform_images; Keras 2: image_preprocessing.py, RandomCrop.call).
 */
export const randomCrop = defineLayer("RandomCrop", {
  config: size,
  autocast: false,
  call: (x, m) => (leavesBe(m) ? x : smartlyResized(x.cast(m.dtype), m.data_format, [m.height, m.width], m.atLeast(3))),
});
