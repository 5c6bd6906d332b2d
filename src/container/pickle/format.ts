import { ModelError } from "../../errors.js";
import type { Limits } from "../../limits.js";
import type { Container, ContainerFormat, Note } from "../container.js";
import { type Pickle, readPickles } from "./read.js";
import { HEAD_BYTES, looksLikePickle, namesJoblib } from "./sniff.js";

/** A file of one pickle, or of several in a row. */
export interface PickleFile extends Container {
  readonly type: "pickle";
  readonly pickles: readonly Pickle[];
  readonly notes: readonly Note[];
  /** Bytes of the file. */
  readonly size: number;
}

/** Reads a pickle file that is in memory. @throws pickle/*, bytes/eof, and joblib/array for a joblib file */
export function parse(bytes: Uint8Array, limits: Limits, where = "pickle"): PickleFile {
  const { pickles, notes } = readPickles(bytes, {
    limits,
    where,
    onBuild: (object, machine) => {
      if (object.cls?.name !== "NumpyArrayWrapper" || !object.cls.module.endsWith("joblib.numpy_pickle")) return undefined;
      throw new ModelError("joblib/array", "The arrays of this pickle lie in the stream, as joblib writes them; open it as joblib.", {
        where,
        offset: machine.opcodeAt,
      });
    },
  });
  return { type: "pickle", pickles, notes, size: bytes.length };
}

export const pickleFormat: ContainerFormat<PickleFile> = {
  type: "pickle",
  extensions: [".pkl", ".pickle", ".sav", ".bin"],
  headBytes: HEAD_BYTES,
  sniff: (head) => looksLikePickle(head) && !namesJoblib(head),
  read: async (source, limits) => {
    if (source.size > limits.maxBytes)
      throw new ModelError("bytes/too-large", `The file has ${source.size} bytes; the limit (maxBytes) is ${limits.maxBytes}.`, {
        where: source.name,
      });
    return parse(await source.read(0, source.size), limits, source.name);
  },
};
