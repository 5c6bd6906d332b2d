import type { Dirent } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { ModelError } from "../errors.js";
import { openFile, reason } from "./file.js";
import { checkRange } from "./range.js";
import type { ByteSource, Folder } from "./source.js";

/** Files that a model's folder may hold, and how deep: a path to somebody's home is a mistake that should be told at once. */
const MAX_FILES = 20_000;
const MAX_DEPTH = 12;

/** A folder on disk: its files, by their paths inside of it. Links to folders are not followed, so that there are no loops. */
export async function openFolder(path: string): Promise<ByteSource> {
  const names = await listed(path);
  const folder: Folder = {
    names,
    source: async (name) => {
      if (!names.includes(name))
        throw new ModelError("bytes/not-found", `${path} has no file ${JSON.stringify(name)}.`, { where: join(path, "") });
      return openFile(join(path, ...name.split("/")));
    },
  };
  return {
    name: path,
    size: 0,
    folder,
    read: async (offset, length) => {
      checkRange(path, 0, offset, length);
      return new Uint8Array(0);
    },
  };
}

async function listed(root: string): Promise<string[]> {
  const names: string[] = [];
  const open: { readonly path: string; readonly prefix: string; readonly depth: number }[] = [{ path: root, prefix: "", depth: 0 }];
  for (let next = open.pop(); next; next = open.pop()) {
    for (const entry of await entriesOf(next.path)) {
      const name = `${next.prefix}${entry.name}`;
      if (entry.isDirectory() && next.depth < MAX_DEPTH)
        open.push({ path: join(next.path, entry.name), prefix: `${name}/`, depth: next.depth + 1 });
      else if (entry.isFile() || entry.isSymbolicLink()) names.push(name);
      if (names.length + open.length > MAX_FILES)
        throw new ModelError("bytes/too-large", `${root} holds more than ${MAX_FILES} files; a model's folder was expected.`, {
          where: root,
        });
    }
  }
  return names.sort();
}

async function entriesOf(path: string): Promise<Dirent[]> {
  return readdir(path, { withFileTypes: true }).catch((cause: unknown) => {
    throw new ModelError("bytes/not-found", `${path} cannot be read: ${reason(cause)}.`, { where: path, cause });
  });
}
