import { always, defineLayer } from "../../define.js";

/** Each channel times a number of its own, in ConvNeXt (keras/src/applications/convnext.py: LayerScale). */
export const layerScale = defineLayer("LayerScale", { weights: { gamma: always }, call: (x, { gamma }) => x.mul(gamma) });

/** Leaves out whole branches in training, in ConvNeXt (keras/src/applications/convnext.py: StochasticDepth). */
export const stochasticDepth = defineLayer("StochasticDepth", { call: (x) => x });

/** The first input plus `scale` times the second, in Inception-ResNet (keras/src/applications/inception_resnet_v2.py: CustomScaleLayer). */
export const customScaleLayer = defineLayer("CustomScaleLayer", {
  config: { scale: "float" },
  merge: ([x, y], m) => (x && y ? x.add(y.mul(m.scale)) : m.refuse("The layer takes two inputs.")),
});
