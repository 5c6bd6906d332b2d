import type { Hdf5Dataset, Hdf5File, Hdf5Group, Hdf5Value } from "../../container/hdf5/file.js";
import { ModelError } from "../../errors.js";
import type { Tensor } from "../../tensor.js";
import { handmadeConfig, handmadeWeights } from "./handmade.js";
import { get, isList, isObject } from "./json.js";
import { type SavedLayer, savedBy, savedLayer } from "./layer.js";
import { parseConfig } from "./parse.js";
import { KerasSource } from "./source.js";
import type { VariablesOf } from "./variables.js";
import type { Layout } from "./weights/former.js";
import { type LayerArrays, nameLegacy } from "./weights/legacy.js";
import { nameStore } from "./weights/store.js";

/** Whether an HDF5 file is laid out as a Keras model or its weights. */
export function looksLikeKeras({ root }: Hdf5File): boolean {
  return root.attributes.has("model_config") || holdsKeras(root) || handmadeConfig(root) !== undefined;
}

/** Whether a file holds arrays in a layout of Keras's own. */
function holdsKeras(root: Hdf5Group): boolean {
  return (
    root.attributes.has("layer_names") ||
    root.attributes.has("layer_names0") ||
    root.members.has("model_weights") ||
    root.members.has("layers") ||
    root.members.has("_layer_checkpoint_dependencies")
  );
}

/** A model, or weights alone, in one HDF5 file (keras/src/legacy/saving/legacy_h5_format.py: load_model_from_hdf5). */
export function decodeHdf5(file: Hdf5File, variablesOf: VariablesOf): KerasSource {
  const { root } = file;
  const config = textOf(root.attributes.get("model_config")) ?? handmadeConfig(root);
  const training = textOf(root.attributes.get("training_config"));
  const weights = weightsIn(root);
  const architecture = config === undefined ? undefined : withClass(config);
  const version = versionIn(root) ?? (architecture === undefined ? undefined : savedBy(architecture));
  const model = architecture === undefined ? undefined : savedLayer(architecture, "model_config");
  const named = model && !holdsKeras(root) ? handmadeWeights(root, model, variablesOf) : hdf5Weights(weights, model, variablesOf, root);
  return new KerasSource(model, named, file, {
    version,
    training: training === undefined ? undefined : parseConfig(training, "training_config"),
    optimizer: optimizerOf(root),
    texts: { ...(config === undefined ? {} : { model: config }), ...(training === undefined ? {} : { training }) },
    arrays: arraysOf(weights, named),
  });
}

export function arraysOf(group: Hdf5Group, named: ReadonlyMap<string, Tensor>): KerasSource["saved"]["arrays"] {
  return { layout: isStore(group) ? "objects" : "layers", group, named };
}

/** The group that holds the arrays: of a whole model beside its optimizer's, of weights alone the file. */
export function weightsIn(root: Hdf5Group): Hdf5Group {
  return groupOf(root.members.get("model_weights")) ?? root;
}

export function versionIn(root: Hdf5Group): string | undefined {
  return textOf(root.attributes.get("keras_version")) ?? textOf(weightsIn(root).attributes.get("keras_version"));
}

function withClass(text: string) {
  const value = parseConfig(text, "model_config");
  // The file may hold the configuration of Sequential.get_config() itself.
  if (isList(value)) return { class_name: "Sequential", config: value };
  if (isObject(value) && get(value, "class_name") === undefined && isList(get(value, "layers")))
    return { class_name: get(value, "output_layers") === undefined ? "Sequential" : "Functional", config: value };
  return value;
}

/** Variables by path; without a model, by the names of the file. */
export function hdf5Weights(
  group: Hdf5Group,
  model: SavedLayer | undefined,
  variablesOf: VariablesOf,
  root: Hdf5Group = group,
): ReadonlyMap<string, Tensor> {
  if (isStore(group)) {
    if (model) return nameStore(model, group, variablesOf);
    return new Map(datasets(group, "").map(({ name, tensor }) => [name, tensor]));
  }
  const layers = legacyLayers(group);
  if (model) return nameLegacy(model.layers.length > 0 ? model.layers : [model], layers, variablesOf, layoutOf(group, root));
  return nameLegacy(
    layers.map(({ name }) => unknownLayer(name)),
    layers,
    () => undefined,
  );
}

/** Files that do not say which Keras wrote them are of Keras 1. */
function layoutOf(group: Hdf5Group, root: Hdf5Group): Layout {
  const version = versionIn(root) ?? versionIn(group);
  const backend = textOf(root.attributes.get("backend")) ?? textOf(group.attributes.get("backend"));
  return { first: version === undefined || version.startsWith("1"), theano: backend === "theano" };
}

/** Whether the groups follow the objects, as in `.keras`, and not a list of layers. */
function isStore(group: Hdf5Group): boolean {
  if (hasNames(group, "layer_names")) return false;
  return group.members.has("layers") || [...group.members.keys()].some((key) => key.startsWith("_layer_checkpoint_dependencies"));
}

const unknownLayer = (name: string): SavedLayer => ({
  className: "unknown",
  registeredName: undefined,
  module: undefined,
  name,
  config: {},
  inboundNodes: [],
  buildConfig: undefined,
  layers: [],
});

function legacyLayers(group: Hdf5Group): LayerArrays[] {
  return names(group, "layer_names").map((name) => {
    const layer = groupOf(group.members.get(name));
    if (layer === undefined)
      throw new ModelError("keras/weights", `The file lists a layer "${name}" that it does not hold.`, { where: name });
    return { name, arrays: names(layer, "weight_names").map((weight) => ({ name: weight, tensor: datasetAt(layer, weight).content })) };
  });
}

/** A list of names; HDF5 keeps large ones in numbered pieces (legacy_h5_format.py: load_attributes_from_hdf5_group). */
function names(group: Hdf5Group, attribute: string): string[] {
  const whole = group.attributes.get(attribute);
  if (whole !== undefined) return textsOf(whole);
  const found: string[] = [];
  for (let i = 0; group.attributes.has(`${attribute}${i}`); i++) found.push(...textsOf(group.attributes.get(`${attribute}${i}`) ?? null));
  return found;
}

function hasNames(group: Hdf5Group, attribute: string): boolean {
  return group.attributes.has(attribute) || group.attributes.has(`${attribute}0`);
}

function datasetAt(group: Hdf5Group, path: string): Hdf5Dataset {
  let at: Hdf5Group | Hdf5Dataset | undefined = group;
  for (const step of path.split("/").filter((part) => part !== "")) at = at?.kind === "group" ? at.members.get(step) : undefined;
  if (at?.kind !== "dataset")
    throw new ModelError("keras/weights", `The file lists an array "${path}" in ${group.path} that it does not hold.`, {
      where: `${group.path}/${path}`,
    });
  return at;
}

/** The variables of the optimizer, in either layout. */
export function optimizerOf(root: Hdf5Group): { name: string; tensor: Tensor }[] {
  const legacy = groupOf(root.members.get("optimizer_weights"));
  if (legacy) return names(legacy, "weight_names").map((name) => ({ name, tensor: datasetAt(legacy, name).content }));
  const store = groupOf(groupOf(root.members.get("optimizer"))?.members.get("vars"));
  return store ? datasets(store, "") : [];
}

/** All arrays below a group; numbered ones in the order of their numbers. */
function datasets(group: Hdf5Group, path: string): { name: string; tensor: Tensor }[] {
  const numbered = (key: string) => (/^\d+$/.test(key) ? Number(key) : 0);
  return [...group.members]
    .toSorted(([a], [b]) => numbered(a) - numbered(b))
    .flatMap(([key, member]) =>
      member.kind === "group" ? datasets(member, `${path}${key}/`) : [{ name: `${path}${key}`, tensor: member.content }],
    );
}

function groupOf(member: Hdf5Group | Hdf5Dataset | undefined): Hdf5Group | undefined {
  return member?.kind === "group" ? member : undefined;
}

function textOf(value: Hdf5Value | undefined): string | undefined {
  return typeof value === "string" ? value : undefined;
}

function textsOf(value: Hdf5Value): string[] {
  if (typeof value === "string") return [value];
  return Array.isArray(value) ? value.map(String) : [];
}
