import { scalar, type Value } from "../../../../graph/value.js";
import { arrayIn } from "../../activation.js";
import { defineLayer } from "../../define.js";
import { withDefault } from "../../fields.js";
import { dataFormat, spatialAxes } from "../../spatial.js";

const config = { data_format: dataFormat, keepdims: withDefault("bool", false) } as const;

/** One number for each channel (keras/src/layers/pooling/base_global_pooling.py). */
const defineGlobalPooling = (name: string, rank: number, reduce: (x: Value, axis: number, keep: boolean) => Value) =>
  defineLayer(name, {
    config,
    call: (x, m) => {
      if (x.rank !== rank + 2) m.refuse(`The layer takes inputs of ${rank + 2} axes, not of shape [${x.shape}].`);
      // The last axis first: the places of the others stay what they were.
      return spatialAxes(x, m.data_format).reduceRight((rest, axis) => reduce(rest, axis, m.keepdims), x);
    },
  });

const mean = (x: Value, axis: number, keep: boolean): Value => x.mean(axis, keep);
const largest = (x: Value, axis: number, keep: boolean): Value => x.maximum(axis, keep);

const defineAverage1D = (name: string) =>
  defineLayer(name, {
    config,
    call: (x, { data_format, keepdims }, given) => {
      const axis = data_format === "channels_last" ? 1 : 2;
      // Keras 3 writes masks down as arguments.
      const mask = arrayIn(given.kwargs.get("mask")) ?? given.masks[0];
      if (mask === undefined) return x.mean(axis, keepdims);
      const counted = mask.cast("bool").unsqueeze(3 - axis);
      const kept = counted.where(x, x.constantLike(scalar(x.dtype, 0)));
      return kept.sum(axis, keepdims).div(counted.cast(x.dtype).sum(axis, keepdims));
    },
  });

/** Steps that a mask leaves out do not count (keras/src/layers/pooling/global_average_pooling1d.py: call). */
export const globalAveragePooling1D = defineAverage1D("GlobalAveragePooling1D");
export const globalAvgPool1D = defineAverage1D("GlobalAvgPool1D");
export const globalAveragePooling2D = defineGlobalPooling("GlobalAveragePooling2D", 2, mean);
export const globalAvgPool2D = defineGlobalPooling("GlobalAvgPool2D", 2, mean);
export const globalAveragePooling3D = defineGlobalPooling("GlobalAveragePooling3D", 3, mean);
export const globalAvgPool3D = defineGlobalPooling("GlobalAvgPool3D", 3, mean);
export const globalMaxPooling1D = defineGlobalPooling("GlobalMaxPooling1D", 1, largest);
export const globalMaxPool1D = defineGlobalPooling("GlobalMaxPool1D", 1, largest);
export const globalMaxPooling2D = defineGlobalPooling("GlobalMaxPooling2D", 2, largest);
export const globalMaxPool2D = defineGlobalPooling("GlobalMaxPool2D", 2, largest);
export const globalMaxPooling3D = defineGlobalPooling("GlobalMaxPooling3D", 3, largest);
export const globalMaxPool3D = defineGlobalPooling("GlobalMaxPool3D", 3, largest);
