import { always, defineLayer, when } from "../../define.js";
import { convolve, depthwiseFilters, filtersOf, hasBias, settings } from "./settings.js";

/** Each channel by itself, then all channels place by place (keras/src/layers/convolutional/base_separable_conv.py: call). */
const defineSeparableConv = (name: string, rank: number) =>
  defineLayer(name, {
    config: settings(rank),
    weights: { depthwise_kernel: always, pointwise_kernel: always, bias: when(hasBias) },
    call: (x, m) => {
      const apart = convolve(x, m, depthwiseFilters(m.depthwise_kernel), m.depthwise_kernel.dim(rank), undefined);
      return m.activation(convolve(apart, m, filtersOf(m.pointwise_kernel), 1, m.bias, false));
    },
  });

export const separableConv1D = defineSeparableConv("SeparableConv1D", 1);
export const separableConv2D = defineSeparableConv("SeparableConv2D", 2);
// Keras 2 kept the names of Keras 1 beside its own.
export const separableConvolution1D = defineSeparableConv("SeparableConvolution1D", 1);
export const separableConvolution2D = defineSeparableConv("SeparableConvolution2D", 2);
