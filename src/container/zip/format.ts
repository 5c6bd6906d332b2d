import { memorySource } from "../../bytes/memory.js";
import type { ByteSource } from "../../bytes/source.js";
import { ModelError } from "../../errors.js";
import type { Container, ContainerFormat } from "../container.js";
import { isZip, listZip, readEntry } from "./read.js";

/** A zip archive, whose entries are read when they are asked for. */
export interface ZipArchive extends Container {
  readonly type: "zip";
  readonly names: readonly string[];
  source(name: string): Promise<ByteSource>;
}

export const zipFormat: ContainerFormat<ZipArchive> = {
  type: "zip",
  extensions: [".zip"],
  headBytes: 4,
  sniff: isZip,
  read: async (source, limits) => {
    const bytes = await source.read(0, source.size);
    const entries = new Map(listZip(bytes, source.name).map((entry) => [entry.name, entry]));
    return {
      type: "zip",
      notes: [],
      names: [...entries.keys()],
      source: async (name) => {
        const entry = entries.get(name);
        if (entry === undefined) throw new ModelError("zip/malformed", `The archive has no ${name}.`, { where: name });
        return memorySource(await readEntry(bytes, entry, limits, source.name), name);
      },
    };
  },
};
