import { pad } from "../../../../graph/ops/spatial.js";
import type { Value } from "../../../../graph/value.js";
import { defineLayer } from "../../define.js";
import { dataFormat, margins, spatialAxes } from "../../spatial.js";

/** Zeros around the spatial axes (keras/src/layers/reshaping/zero_padding2d.py: call). */
const defineZeroPadding = (name: string, rank: number) =>
  defineLayer(name, {
    config: { padding: margins(rank), data_format: dataFormat },
    call: (x, m) => {
      if (x.rank !== rank + 2) m.refuse(`The layer takes inputs of ${rank + 2} axes, not of shape [${x.shape}].`);
      const pads = new Array<number>(2 * x.rank).fill(0);
      for (const [i, axis] of spatialAxes(x, m.data_format).entries()) [pads[axis], pads[x.rank + axis]] = m.padding[i] ?? [0, 0];
      return pad([x], { pads, mode: "constant", value: 0 })[0] as Value;
    },
  });

export const zeroPadding1D = defineZeroPadding("ZeroPadding1D", 1);
export const zeroPadding2D = defineZeroPadding("ZeroPadding2D", 2);
export const zeroPadding3D = defineZeroPadding("ZeroPadding3D", 3);
