import { PythonSource } from "../../decode/python/source.js";
import { ModelError } from "../../errors.js";
import type { Model } from "../model.js";
import type { Writer } from "../save.js";

/** As `pickle.dump` writes. */
export const pickleWriter: Writer = {
  type: "pickle",
  extensions: [".pkl", ".pickle", ".sav", ".p", ".bin"],
  write: async (model, { protocol }) => {
    const { pickleChunks } = await import("../../container/pickle/write.js");
    return pickleChunks(pythonRoot(model, "pickle"), { protocol: protocol ?? DEFAULT_PROTOCOL });
  },
};

/** Python's own default since 3.8; every Python 3 that can still be installed reads it. */
const DEFAULT_PROTOCOL = 4;

/** The Python object of a model, or why there is none. */
export function pythonRoot(model: Model, format: string) {
  if (model.source instanceof PythonSource) return model.source.root;
  throw new ModelError("format/write", `A ${model.framework} model cannot be written as ${format}: the file holds no Python objects.`, {
    where: format,
  });
}
