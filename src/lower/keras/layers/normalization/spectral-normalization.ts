import { defineLayer, state } from "../../define.js";

/** A layer whose kernel training keeps normalized; the file holds it as it is to be used (keras/src/layers/normalization/spectral_normalization.py). */
export const spectralNormalization = defineLayer("SpectralNormalization", {
  config: { layer: "layer" },
  weights: { vector_u: state },
  children: ({ layer }) => [{ attribute: "layer", layer }],
  autocast: false,
  merge: (inputs, m, given) => {
    const answers = m.inner("layer").call(
      inputs.map((value) => ({ value })),
      given,
    );
    return answers.map(({ value }) => value);
  },
});
