import { always, defineLayer, when } from "../../define.js";
import { withDefault } from "../../fields.js";
import { convolve, filtersOf, hasBias, settings } from "./settings.js";

/** keras/src/layers/convolutional/base_conv.py: call; causal padding in conv1d.py. */
const defineConv = (name: string, rank: number) =>
  defineLayer(name, {
    config: { ...settings(rank), groups: withDefault("int", 1) },
    weights: { kernel: always, bias: when(hasBias) },
    call: (x, m) => m.activation(convolve(x, m, filtersOf(m.kernel), m.groups, m.bias)),
  });

export const conv1D = defineConv("Conv1D", 1);
export const conv2D = defineConv("Conv2D", 2);
export const conv3D = defineConv("Conv3D", 3);
// Keras 2 kept the names of Keras 1 beside its own.
export const convolution1D = defineConv("Convolution1D", 1);
export const convolution2D = defineConv("Convolution2D", 2);
export const convolution3D = defineConv("Convolution3D", 3);
