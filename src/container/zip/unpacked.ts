import { ModelError } from "../../errors.js";
import type { ContainerFormat } from "../container.js";
import type { ZipArchive } from "./format.js";

/** A `.keras` archive that somebody unpacked: read as the archive that it was. */
export const unpackedFormat: ContainerFormat<ZipArchive> = {
  type: "zip",
  extensions: [],
  headBytes: 0,
  sniff: () => false,
  read: async (source) => {
    throw new ModelError("format/unknown", `${source.name} is no folder.`, { where: source.name });
  },
  folder: {
    sniff: (names) => names.includes("config.json") && (names.includes("model.weights.h5") || names.includes("metadata.json")),
    read: async (folder) => ({ type: "zip", notes: [], names: folder.names, source: (name) => folder.source(name) }),
  },
};
