import { memorySource } from "../../bytes/memory.js";
import type { ByteSource } from "../../bytes/source.js";
import { ModelError } from "../../errors.js";
import type { Container, ContainerFormat } from "../container.js";
import { isZip, listZip, type ZipEntry } from "./directory.js";
import { readEntry } from "./read.js";

/** A zip archive, whose entries are read when they are asked for: the source has to stay open until then. */
export interface ZipArchive extends Container {
  readonly type: "zip";
  /** Of the files, in the directory's order; each once, and none leads out of the archive. */
  readonly names: readonly string[];
  /**
   * One file, its checksum verified. A stored one is not copied: a view where the archive is in memory, else read once.
   * @throws ModelError `zip/entry` where there is none, or it is encrypted; `zip/malformed`; `bytes/too-large`
   */
  source(name: string): Promise<ByteSource>;
}

export const zipFormat: ContainerFormat<ZipArchive> = {
  type: "zip",
  extensions: [".zip"],
  headBytes: 4,
  sniff: isZip,
  async read(source, limits) {
    const entries = new Map<string, ZipEntry>();
    for (const entry of await listZip(source)) {
      refuseName(source.name, entry, entries);
      entries.set(entry.name, entry);
    }
    return {
      type: "zip",
      notes: [],
      names: [...entries.keys()],
      async source(name) {
        const entry = entries.get(name);
        if (entry === undefined) {
          const some = [...entries.keys()].slice(0, 8).join(", ");
          throw new ModelError("zip/entry", `${source.name} has no entry ${name}; it holds ${some || "nothing"}.`, { where: source.name });
        }
        return memorySource(await readEntry(source, entry, limits), `${source.name}/${name}`);
      },
    };
  },
};

/** Nothing honest writes such names; whoever unpacks them elsewhere writes outside of the folder. */
function refuseName(where: string, { name, offset }: ZipEntry, others: ReadonlyMap<string, ZipEntry>): void {
  const shown = JSON.stringify(name.slice(0, 200));
  const wrong = others.has(name)
    ? `two entries are called ${shown}`
    : /^(?:[/\\]|[a-z]:)|(?:^|[/\\])\.\.(?:[/\\]|$)|\0/i.test(name)
      ? `an entry is called ${shown}, which leads out of the archive`
      : name === ""
        ? "an entry has no name"
        : undefined;
  if (wrong) throw new ModelError("zip/entry", `${where} is refused: ${wrong}.`, { where, offset });
}
