import { resize } from "../../../../graph/ops/spatial.js";
import type { Value } from "../../../../graph/value.js";
import { alongAxis } from "../../along-axis.js";
import { defineLayer } from "../../define.js";
import { oneOf, tuple, withDefault } from "../../fields.js";
import { interpolationMatrix, interpolations } from "../../interpolation.js";
import { dataFormat, inChannelsFirst, spatialAxes } from "../../spatial.js";

/** Spatial axes made longer by whole factors (keras/src/layers/reshaping/up_sampling2d.py: _resize_images). */
const defineUpSampling = (name: string, rank: number) =>
  defineLayer(name, {
    config: {
      size: withDefault(
        tuple(rank),
        Array.from({ length: rank }, () => 2),
      ),
      data_format: dataFormat,
      interpolation: withDefault(oneOf("nearest", ...interpolations), "nearest" as const),
    },
    call: (x, m) => {
      if (x.rank !== rank + 2) m.refuse(`The layer takes inputs of ${rank + 2} axes, not of shape [${x.shape}].`);
      const axes = spatialAxes(x, m.data_format);
      const lengths = axes.map((axis, i) => x.dim(axis) * (m.size[i] ?? 1));
      const way = m.interpolation;
      if (way === "nearest" || (way === "bilinear" && rank === 2))
        return inChannelsFirst(
          x,
          rank,
          m.data_format,
          (first) => resize([first], { lengths, mode: way === "nearest" ? way : "linear" })[0] as Value,
        );
      return axes.reduce((rest, axis, i) => alongAxis(rest, axis, interpolationMatrix(way, x.dim(axis), lengths[i] ?? 1)), x);
    },
  });

export const upSampling1D = defineUpSampling("UpSampling1D", 1);
export const upSampling2D = defineUpSampling("UpSampling2D", 2);
export const upSampling3D = defineUpSampling("UpSampling3D", 3);
