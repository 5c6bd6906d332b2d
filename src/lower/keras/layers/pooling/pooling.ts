import { averagePool, maxPool } from "../../../../graph/ops/pooling.js";
import type { Value } from "../../../../graph/value.js";
import { defineLayer } from "../../define.js";
import { oneOf, tuple, withDefault } from "../../fields.js";
import { dataFormat, inChannelsFirst, optionalTuple, padsOf } from "../../spatial.js";

/** keras/src/layers/pooling/base_pooling.py: call; TensorFlow leaves padded places out of averages. */
const definePooling = (name: string, rank: number, pool: typeof maxPool) =>
  defineLayer(name, {
    config: {
      pool_size: withDefault(
        tuple(rank),
        Array.from({ length: rank }, () => 2),
      ),
      strides: optionalTuple(rank),
      padding: withDefault(oneOf("valid", "same"), "valid" as const),
      data_format: dataFormat,
    },
    call: (x, m) => {
      if (x.rank !== rank + 2) m.refuse(`The layer takes inputs of ${rank + 2} axes, not of shape [${x.shape}].`);
      const kernel = m.pool_size;
      const strides = m.strides ?? kernel;
      return inChannelsFirst(x, rank, m.data_format, (first) => {
        const pads = padsOf(m, first, m.padding, { windows: kernel, strides, dilations: [] });
        return pool([first], { kernel, strides, pads })[0] as Value;
      });
    },
  });

export const maxPooling1D = definePooling("MaxPooling1D", 1, maxPool);
export const maxPooling2D = definePooling("MaxPooling2D", 2, maxPool);
export const maxPooling3D = definePooling("MaxPooling3D", 3, maxPool);
export const averagePooling1D = definePooling("AveragePooling1D", 1, averagePool);
export const averagePooling2D = definePooling("AveragePooling2D", 2, averagePool);
export const averagePooling3D = definePooling("AveragePooling3D", 3, averagePool);
// Aliases, as files of subclasses and hand-written configurations have them.
export const maxPool1D = definePooling("MaxPool1D", 1, maxPool);
export const maxPool2D = definePooling("MaxPool2D", 2, maxPool);
export const maxPool3D = definePooling("MaxPool3D", 3, maxPool);
export const avgPool1D = definePooling("AvgPool1D", 1, averagePool);
export const avgPool2D = definePooling("AvgPool2D", 2, averagePool);
export const avgPool3D = definePooling("AvgPool3D", 3, averagePool);
