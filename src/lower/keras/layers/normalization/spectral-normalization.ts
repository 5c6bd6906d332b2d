import type { SavedLayer } from "../../../../decode/keras/layer.js";
import { defineLayer, state, when } from "../../define.js";

const looksUp = (layer: SavedLayer): boolean => layer.className === "Embedding";

/** A layer whose kernel training keeps normalized; the file holds it as it is to be used (keras/src/layers/normalization/spectral_normalization.py). */
export const spectralNormalization = defineLayer("SpectralNormalization", {
  config: { layer: "layer" },
  weights: {
    // Keras keeps the kernel of the layer inside as an attribute, and so among its own variables.
    "layer/kernel": when(({ layer }: { layer: SavedLayer }) => !looksUp(layer)),
    "layer/embeddings": when(({ layer }: { layer: SavedLayer }) => looksUp(layer)),
    vector_u: state,
  },
  children: ({ layer }) => [{ attribute: "layer", layer }],
  autocast: false,
  merge: (inputs, m, given) => {
    const answers = m.inner("layer").call(
      inputs.map((value) => ({ value })),
      given,
    );
    // Since Keras 3 the answer has the dtype of the input, even where that is whole numbers to look up.
    return answers.map(({ value }) => (m.atLeast(3) && inputs[0] ? value.cast(inputs[0].dtype) : value));
  },
});
