import { defineLayer, when } from "../../define.js";
import { withDefault } from "../../fields.js";
import { along, axesOf, meanOver, standardize, widened } from "./moments.js";

type Settings = { readonly scale: boolean; readonly center: boolean; readonly rms_scaling: boolean };

/**
 * Each row standardized along axes, times gamma plus beta (keras/src/layers/normalization/layer_normalization.py; keras/src/ops/nn.py:
 * _layer_normalization). With `rms_scaling` (Keras 3) x is divided by its standard deviation, and not centered.
 */
export const layerNormalization = defineLayer("LayerNormalization", {
  config: {
    axis: withDefault("ints", [-1]),
    epsilon: withDefault("float", 1e-3),
    center: withDefault("bool", true),
    scale: withDefault("bool", true),
    rms_scaling: withDefault("bool", false),
  },
  weights: {
    gamma: when(({ scale, rms_scaling }: Settings) => scale || rms_scaling),
    beta: when(({ center, rms_scaling }: Settings) => center && !rms_scaling),
  },
  masking: "pass",
  autocast: false,
  call: (given, m) =>
    widened(given, m, (x) => {
      const { axis, epsilon, rms_scaling, gamma, beta } = m;
      const axes = axesOf(axis, x.rank);
      const centered = x.sub(meanOver(x, axes));
      const scaled = rms_scaling ? x.div(meanOver(centered.mul(centered), axes).add(epsilon).sqrt()) : standardize(x, axes, epsilon);
      const stretched = gamma ? scaled.mul(along(gamma, axes, x)) : scaled;
      return beta ? stretched.add(along(beta, axes, x)) : stretched;
    }),
});
