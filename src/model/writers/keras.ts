import { writeHdf5 } from "../../container/hdf5/write.js";
import { writeZip } from "../../container/zip/write.js";
import { KerasSource } from "../../decode/keras/source.js";
import type { VariablesOf } from "../../decode/keras/variables.js";
import { archiveForm, hdf5Form, jsonForm } from "../../decode/keras/write/forms.js";
import { ModelError } from "../../errors.js";
import type { Model } from "../model.js";
import type { Writer } from "../save.js";

/** The formats of Keras, for models that came from one of them. */
export function kerasWriters(variablesOf: () => Promise<VariablesOf>): readonly Writer[] {
  return [
    {
      type: "keras-h5",
      extensions: [".h5", ".hdf5"],
      write: async (model) => [await writeHdf5(hdf5Form(sourceOf(model, ".h5"), await variablesOf()))],
    },
    {
      type: "keras",
      extensions: [".keras"],
      write: async (model) => {
        const source = sourceOf(model, ".keras");
        const { config, metadata, weights } = archiveForm(source, await variablesOf(), new Date());
        const text = new TextEncoder();
        return writeZip([
          ["metadata.json", text.encode(metadata)],
          ["config.json", text.encode(config)],
          ["model.weights.h5", await writeHdf5(weights)],
          ...(source.saved.assets?.files ?? []),
        ]);
      },
    },
    {
      type: "keras-json",
      extensions: [".json"],
      write: async (model) => [new TextEncoder().encode(jsonForm(sourceOf(model, "JSON")))],
    },
  ];
}

function sourceOf(model: Model, format: string): KerasSource {
  if (model.source instanceof KerasSource) return model.source;
  throw new ModelError("format/write", `A ${model.framework} ${model.kind} cannot be written as ${format}, which is a format of Keras.`);
}
