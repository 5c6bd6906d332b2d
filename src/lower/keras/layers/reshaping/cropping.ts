import { defineLayer } from "../../define.js";
import { dataFormat, margins, spatialAxes } from "../../spatial.js";

/** What is left between the margins of the spatial axes (keras/src/layers/reshaping/cropping2d.py: call). */
const defineCropping = (name: string, rank: number) =>
  defineLayer(name, {
    config: { cropping: margins(rank), data_format: dataFormat },
    call: (x, m) => {
      if (x.rank !== rank + 2) m.refuse(`The layer takes inputs of ${rank + 2} axes, not of shape [${x.shape}].`);
      return spatialAxes(x, m.data_format).reduce((rest, axis, i) => {
        const [before = 0, after = 0] = m.cropping[i] ?? [];
        const length = x.dim(axis);
        if (before + after >= length)
          m.refuse(
            `Values in \`cropping\` argument should be smaller than the corresponding spatial dimension of the input. Received: inputs.shape=(${x.shape}), cropping=${JSON.stringify(m.cropping)}`,
          );
        return before + after === 0 ? rest : rest.slice(axis, before, length - after);
      }, x);
    },
  });

export const cropping1D = defineCropping("Cropping1D", 1);
export const cropping2D = defineCropping("Cropping2D", 2);
export const cropping3D = defineCropping("Cropping3D", 3);
