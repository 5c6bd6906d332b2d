import { always, defineLayer, when } from "../../define.js";
import { convolve, depthwiseFilters, hasBias, settings } from "./settings.js";

/** Each channel with filters of its own (keras/src/layers/convolutional/base_depthwise_conv.py: call). */
const defineDepthwiseConv = (name: string, rank: number, kernel: "kernel" | "depthwise_kernel") =>
  defineLayer(name, {
    config: settings(rank),
    weights: { [kernel]: always, bias: when(hasBias) },
    call: (x, m) => {
      const filters = m.variable(kernel);
      return m.activation(convolve(x, m, depthwiseFilters(filters), filters.dim(rank), m.bias));
    },
  });

export const depthwiseConv1D = defineDepthwiseConv("DepthwiseConv1D", 1, "kernel");
export const depthwiseConv2D = defineDepthwiseConv("DepthwiseConv2D", 2, "kernel");
