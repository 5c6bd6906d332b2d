import { ModelError } from "../errors.js";
import type { Lowering } from "./lowering.js";

/** Arrays without a model answer nothing; they can be looked at, compared and written. */
export const weightsLowering: Lowering = {
  methods: () => [],
  hostMethods: () => [],
  inputs: () => undefined,
  classes: () => undefined,
  host: () => undefined,
  lower: () => {
    throw new ModelError(
      "model/not-a-model",
      'The file holds weights and no architecture. Give both: load("model.json", { weights: "weights.safetensors" }).',
    );
  },
};
