import type { Hdf5Group } from "../../container/hdf5/file.js";
import type { ZipArchive } from "../../container/zip/format.js";
import type { SavedLayer } from "./layer.js";
import type { LayerAssets } from "./source.js";
import type { VariablesOf } from "./variables.js";
import { nameStore } from "./weights/store.js";

/** The folder of a `.keras` file that holds what layers keep as files, laid out as the objects are (saving_lib.py: _save_model_to_fileobj). */
const ASSETS = "assets";

/** What layers keep as files; undefined where none does. */
export async function assetsIn(
  archive: ZipArchive,
  root: SavedLayer,
  store: Hdf5Group,
  variablesOf: VariablesOf,
): Promise<LayerAssets | undefined> {
  const names = archive.names.filter((name) => name.startsWith(`${ASSETS}/`));
  if (names.length === 0) return undefined;
  const files = new Map<string, Uint8Array>();
  for (const name of names) {
    const source = await archive.source(name);
    try {
      files.set(name, await source.read(0, source.size));
    } finally {
      await source.close?.();
    }
  }
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  const texts = new Map<string, string>();
  nameStore(root, store, variablesOf, (path, { path: place }) => {
    const folder = `${ASSETS}${place}/`;
    for (const [name, bytes] of files) {
      const file = name.slice(folder.length);
      if (name.startsWith(folder) && !file.includes("/")) texts.set(`${path}/${file}`, decoder.decode(bytes));
    }
  });
  return { files, texts };
}
