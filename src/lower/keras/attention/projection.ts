import { get } from "../../../decode/keras/json.js";
import type { SavedLayer } from "../../../decode/keras/layer.js";

/** The EinsumDense that an attention layer makes for itself. */
export function projection(layer: SavedLayer, name: string, equation: string, bias: boolean, activation: string): SavedLayer {
  const dtype = get(layer.config, "dtype");
  return {
    className: "EinsumDense",
    registeredName: undefined,
    module: "keras.layers",
    name,
    // The axes of the bias are those of the answer that the kernel alone has.
    config: {
      name,
      equation,
      activation,
      bias_axes: bias ? (equation.split("...").at(-1) ?? "") : null,
      ...(dtype === undefined ? {} : { dtype }),
    },
    inboundNodes: [],
    buildConfig: undefined,
    layers: [],
  };
}
