import type { ZipArchive } from "../../container/zip/format.js";
import { isModel, type SavedLayer } from "./layer.js";
import type { LayerAssets } from "./source.js";
import type { VariablesOf } from "./variables.js";
import { holds } from "./weights/legacy.js";
import { CONTAINERS, uniqueNames } from "./weights/store.js";

/** The folder of a `.keras` file that holds what layers keep as files, laid out as the objects are (saving_lib.py: _save_model_to_fileobj). */
const ASSETS = "assets";

/** What layers keep as files; undefined where none does. */
export async function assetsIn(archive: ZipArchive, root: SavedLayer, variablesOf: VariablesOf): Promise<LayerAssets | undefined> {
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
  const texts = [...entriesOf(names, root, variablesOf)].map(([path, name]): [string, string] => [path, decoder.decode(files.get(name))]);
  return { files, texts: new Map(texts) };
}

/** Which entry is a layer's, by the layer's path and the file's name. */
function entriesOf(names: readonly string[], root: SavedLayer, variablesOf: VariablesOf): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const visit = (layer: SavedLayer, path: string, folder: string): void => {
    const inside = names.filter((name) => name.startsWith(`${folder}/`));
    if (inside.length === 0) return;
    for (const name of inside) {
      const file = name.slice(folder.length + 1);
      if (path !== "" && !file.includes("/")) found.set(`${path}/${file}`, name);
    }
    const model = isModel(layer);
    const children =
      path === "" && model
        ? layer.layers.map((child) => ({ layer: child, path: child.name, attribute: "layers" }))
        : (holds(layer, path, variablesOf)?.children ?? []);
    const listed = uniqueNames(children);
    children.forEach((child, i) => {
      const name = listed[i];
      const places = model ? CONTAINERS : [child.attribute];
      for (const place of places) visit(child.layer, child.path, `${folder}/${place}${name === undefined ? "" : `/${name}`}`);
    });
  };
  visit(root, isModel(root) ? "" : root.name, ASSETS);
  return found;
}
