import type { Hdf5Dataset, Hdf5Group, Hdf5Value } from "../../container/hdf5/file.js";
import { ModelError } from "../../errors.js";
import { isFloating, type Tensor } from "../../tensor.js";
import { get, isList, isObject } from "./json.js";
import type { SavedLayer } from "./layer.js";
import { parseConfig } from "./parse.js";
import type { NamedWeights, VariablesOf } from "./variables.js";
import { nameList } from "./weights/legacy.js";

/*
 * The layout of tutorials: `h5py.File(…)` with the architecture as text, in a dataset or an attribute, and one dataset for each array that
 * `model.get_weights()` lists, numbered in one way or another.
 */

/** Under what names people keep the architecture. */
const PLACES = ["model_config", "config", "model_json", "architecture", "json"];

/** The architecture's text; undefined where a file is not of this layout. */
export function handmadeConfig(root: Hdf5Group): string | undefined {
  for (const place of PLACES) {
    const member = root.members.get(place);
    const text = member?.kind === "dataset" ? textIn(member) : textOf(root.attributes.get(place));
    if (text !== undefined && describesModel(text)) return text;
  }
  return undefined;
}

const textOf = (value: Hdf5Value | undefined): string | undefined => (typeof value === "string" ? value : undefined);

/** One text, or the bytes of one (`np.void`, an array of uint8). */
function textIn(dataset: Hdf5Dataset): string | undefined {
  if (dataset.dtype === "string") return dataset.content.size === 1 ? String(dataset.content.at(0)) : undefined;
  if (dataset.dtype !== "uint8" && dataset.dtype !== "int8") return undefined;
  return new TextDecoder().decode(Uint8Array.from(dataset.content.as(dataset.dtype).data));
}

function describesModel(text: string): boolean {
  if (!text.includes('"class_name"')) return false;
  const value = parseConfig(text, "model_config");
  return isList(value) || (isObject(value) && (typeof get(value, "class_name") === "string" || isList(get(value, "layers"))));
}

/** The numbered arrays as the layers' variables, in the order in which `get_weights()` lists them. */
export function handmadeWeights(root: Hdf5Group, model: SavedLayer, variablesOf: VariablesOf): NamedWeights {
  const found = numbered(root);
  const layers = model.layers.length > 0 ? model.layers : [model];
  const named = nameList(
    layers,
    found.map(({ tensor }) => tensor),
    variablesOf,
  );
  if (named.size < found.length)
    throw new ModelError(
      "keras/weights",
      `The layers take ${named.size} arrays by their configuration, and the file has ${found.length}: ${found.map(({ name }) => name).join(", ")}.`,
      { where: found[named.size]?.name ?? "" },
    );
  return named;
}

/** All arrays of numbers below a group, by the numbers in their names: `weight_2` before `weight_10`. */
function numbered(group: Hdf5Group, path = ""): { name: string; tensor: Tensor }[] {
  return [...group.members]
    .toSorted(([a], [b]) => a.localeCompare(b, "en", { numeric: true }))
    .flatMap(([key, member]) => {
      if (member.kind === "group") return numbered(member, `${path}${key}/`);
      return member.dtype !== undefined && isFloating(member.dtype) ? [{ name: `${path}${key}`, tensor: member.content }] : [];
    });
}
