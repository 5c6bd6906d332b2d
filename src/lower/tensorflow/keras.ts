import type { SourceModel } from "../../decode/source.js";
import { KerasSavedModel } from "../../decode/tensorflow/keras.js";
import { ModelError } from "../../errors.js";
import type { Lowering } from "../lowering.js";

/** What says that a layer is beyond what is known, so that the graph has to answer. */
const unknown = new Set(["keras/unknown-layer", "keras/unsupported", "keras/weights", "keras/config"]);

/**
 * A Keras model with signatures: `predict` asks its layers, or the graph that was saved with them where a layer is not known; the
 * signatures ask the graph.
 */
export function kerasSavedModelLowering(layers: Lowering, graphs: Lowering): Lowering {
  const graphOf = (source: SourceModel): SourceModel => (source instanceof KerasSavedModel ? source.graph : source);
  return {
    ...layers,
    methods: (source) => [...new Set([...layers.methods(source), ...graphs.methods(graphOf(source))])],
    inputs: (source) => layers.inputs(source) ?? graphs.inputs(graphOf(source)),
    lower: (source, builder, method, input, options) => {
      const byGraph = () => graphs.lower(graphOf(source), builder, method, input, options);
      if (!layers.methods(source).includes(method)) return byGraph();
      try {
        return layers.lower(source, builder, method, input, options);
      } catch (error) {
        if (error instanceof ModelError && unknown.has(error.code)) return byGraph();
        throw error;
      }
    },
  };
}
