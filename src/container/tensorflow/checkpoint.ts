import type { ByteSource, Folder } from "../../bytes/source.js";
import { ModelError } from "../../errors.js";
import type { Limits } from "../../limits.js";
import type { Container } from "../container.js";
import { type Bundle, readBundle } from "./bundle/bundle.js";

/** A checkpoint alone: variables by key, and no graph. */
export interface Checkpoint extends Container {
  readonly type: "checkpoint";
  readonly name: string;
  readonly bundle: Bundle;
}

const INDEX = ".index";

/** `.data-00000-of-00001` and so on. */
export function shardSuffix(number: number, of: number): string {
  return `.data-${String(number).padStart(5, "0")}-of-${String(of).padStart(5, "0")}`;
}

/** The bundle whose index is a file of a folder. */
export async function bundleIn(folder: Folder, index: string, limits: Limits): Promise<Bundle> {
  const source = await folder.source(index);
  const prefix = index.slice(0, -INDEX.length);
  try {
    return await readBundle(
      source,
      async (number, of) => {
        const name = prefix + shardSuffix(number, of);
        return folder.names.includes(name) ? folder.source(name) : undefined;
      },
      limits,
    );
  } finally {
    await source.close?.();
  }
}

/** The bundle whose `.index` is a file with its data files beside it. */
export async function readCheckpoint(source: ByteSource, limits: Limits): Promise<Checkpoint> {
  return { type: "checkpoint", name: source.name, bundle: await besideIndex(source, limits), notes: [] };
}

export async function readCheckpointFolder(folder: Folder, name: string, limits: Limits): Promise<Checkpoint> {
  const index = await latest(folder, name);
  return { type: "checkpoint", name: `${name}/${index}`, bundle: await bundleIn(folder, index, limits), notes: [] };
}

function besideIndex(source: ByteSource, limits: Limits): Promise<Bundle> {
  const name = /[^/\\]*$/.exec(source.name)?.[0] ?? "";
  const prefix = name.endsWith(INDEX) ? name.slice(0, -INDEX.length) : name;
  return readBundle(source, async (number, of) => source.sibling?.(prefix + shardSuffix(number, of)), limits);
}

/** TensorFlow notes the newest in a file called `checkpoint`; its path may be of another machine, so that only the last name counts. */
async function latest(folder: Folder, where: string): Promise<string> {
  const all = folder.names.filter((name) => name.endsWith(INDEX) && !name.includes("/"));
  if (folder.names.includes("checkpoint")) {
    const source = await folder.source("checkpoint");
    const text = new TextDecoder().decode(await source.read(0, Math.min(source.size, MAX_STATE_BYTES)));
    await source.close?.();
    const name = /^model_checkpoint_path: "(?:[^"]*[/\\])?([^"/\\]+)"/m.exec(text)?.[1];
    if (name !== undefined && all.includes(name + INDEX)) return name + INDEX;
  }
  const [only, other] = all;
  if (only !== undefined && other === undefined) return only;
  throw new ModelError(
    "format/ambiguous",
    `The folder ${where} holds ${all.length} checkpoints; open one of ${all.slice(0, 8).join(", ")}.`,
    {
      where,
    },
  );
}

/** What the list of all checkpoints of a training may take. */
const MAX_STATE_BYTES = 2 ** 20;
