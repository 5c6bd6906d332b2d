import { ModelError } from "../../errors.js";
import type { VariablesOf } from "../keras/variables.js";
import type { Decoder } from "../source.js";
import type { KerasSavedModel } from "./keras.js";
import type { TensorflowSource } from "./source.js";

const types = new Set(["saved-model", "graph-def", "checkpoint"]);

/** Reads what TensorFlow saves: SavedModel folders, frozen graphs, checkpoints. What that needs is loaded when the first is opened;
 * what the layers of a Keras model hold is asked of `variablesOf`. */
export const tensorflowDecoder = (variablesOf: () => Promise<VariablesOf>): Decoder<TensorflowSource | KerasSavedModel> => ({
  type: "tensorflow",
  match: ({ type }) => (types.has(type) ? "yes" : "no"),
  decode: async (container, part) => {
    if (part) throw new ModelError("model/part", `A TensorFlow graph holds signatures and no model called "${part}".`, { where: part });
    return (await import("./decode.js")).decodeContainer(
      container,
      container.type === "saved-model" ? await variablesOf() : () => undefined,
    );
  },
});
