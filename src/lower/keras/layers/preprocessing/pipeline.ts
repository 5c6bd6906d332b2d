import type { Activation } from "../../activation.js";
import { defineLayer } from "../../define.js";

/** The attribute under which Keras keeps the layers. */
const LAYERS = "layers";

/** Layers one behind the other (keras/src/layers/preprocessing/pipeline.py: call). */
export const pipeline = defineLayer("Pipeline", {
  config: { layers: "layers" },
  children: ({ layers }) => layers.map((layer, position) => ({ attribute: LAYERS, position, layer })),
  autocast: false,
  merge: (inputs, m, { masks }) => {
    let flow: readonly Activation[] = inputs.map((value, i) => ({ value, ...(masks[i] ? { mask: masks[i] } : {}) }));
    m.layers.forEach((_, position) => {
      flow = m.inner(LAYERS, position).call(flow);
    });
    return flow.map(({ value }) => value);
  },
});
