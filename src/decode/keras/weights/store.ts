import type { Hdf5Dataset, Hdf5Group } from "../../../container/hdf5/file.js";
import { ModelError } from "../../../errors.js";
import type { Tensor } from "../../../tensor.js";
import { get } from "../json.js";
import { isModel, ownName, type SavedLayer } from "../layer.js";
import type { NamedWeights, VariablesOf } from "../variables.js";
import { holds } from "./legacy.js";

/** Where Keras 3 and Keras 2.12 to 2.15 keep the layers of a model. */
const CONTAINERS = ["layers", "_layer_checkpoint_dependencies"];

/**
 * Names the variables of `model.weights.h5`, whose groups follow the objects: attribute by attribute, lists by class name and number,
 * own variables by number in `vars` (keras/src/saving/saving_lib.py: _save_state, _save_container_state). `found` hears where each layer is.
 */
export function nameStore(
  root: SavedLayer,
  store: Hdf5Group,
  variablesOf: VariablesOf,
  found?: (path: string, group: Hdf5Group) => void,
): NamedWeights {
  const named = new Map<string, Tensor>();
  const seen = new Set<SavedLayer>();
  const visit = (layer: SavedLayer, path: string, group: Hdf5Group | undefined): void => {
    if (group === undefined || seen.has(layer)) return;
    seen.add(layer);
    found?.(path, group);
    const held = holds(layer, path, variablesOf);
    const variables = groupAt(group, "vars");
    if (held === undefined) {
      keepAsFound(path, group, named);
      return;
    }
    held.own.forEach((variable, i) => {
      const dataset = variables?.members.get(String(i));
      if (dataset?.kind === "dataset") named.set(variable.path, dataset.content);
    });
    // Lookups keep what they hold under names, and what was given to them in the configuration, too.
    for (const [key, member] of variables?.members ?? [])
      if (member.kind === "dataset" && !/^\d+$/.test(key) && (get(layer.config, key) ?? null) === null)
        named.set(`${path}/${key}`, member.content);
    const extra = variables && [...variables.members.keys()].find((key) => Number(key) >= held.own.length);
    if (extra !== undefined && held.own.length > 0) throw tooMany(path, held.own.length, variables?.members.size ?? 0);
    const groups = isModel(layer)
      ? layerGroups(group, held.children)
      : held.children.map((child, i) => childGroup(group, child.attribute, uniqueNames(held.children)[i]));
    held.children.forEach((child, i) => {
      visit(child.layer, child.path, groups[i]);
    });
  };
  if (isModel(root)) {
    const groups = layerGroups(
      store,
      root.layers.map((layer) => ({ layer, attribute: "layers" })),
    );
    root.layers.forEach((layer, i) => {
      visit(layer, layer.name, groups[i]);
    });
  } else visit(root, root.name, store);
  return named;
}

/** A layer of an unknown class keeps its arrays under the names of the file, so that they can be seen. */
function keepAsFound(path: string, group: Hdf5Group, named: Map<string, Tensor>): void {
  for (const [key, member] of group.members)
    if (member.kind === "group") keepAsFound(key === "vars" ? path : `${path}/${key}`, member, named);
    else named.set(`${path}/${key}`, member.content);
}

function childGroup(group: Hdf5Group, attribute: string, name: string | undefined): Hdf5Group | undefined {
  const found = groupAt(group, attribute);
  return name === undefined ? found : found && groupAt(found, name);
}

/**
 * The groups of a model's layers. They are called by class and number; Keras 2.12 to 2.15 counted layers with weights twice, so that the
 * numbers have gaps: the first layer of a class has the first group of its name.
 */
function layerGroups(
  group: Hdf5Group,
  children: readonly { readonly layer: SavedLayer; readonly attribute: string }[],
): (Hdf5Group | undefined)[] {
  const found = contained(group);
  const next = new Map<string, string[]>();
  for (const name of found.keys()) {
    const [, stem = name] = /^(.*?)(?:_\d+)?$/.exec(name) ?? [];
    next.set(stem, [...(next.get(stem) ?? []), name]);
  }
  for (const names of next.values()) names.sort((a, b) => numberOf(a) - numberOf(b));
  return children.map(({ layer }) => {
    if (isOperation(layer)) return undefined;
    const stem = snakeCase(ownName(layer.className));
    // A class whose name ends in a number of its own, `Foo_1`.
    const queue = next.get(stem) ?? next.get(stem.replace(/_\d+$/, ""));
    return found.get(queue?.shift() ?? "");
  });
}

const numberOf = (name: string): number => Number(/_(\d+)$/.exec(name)?.[1] ?? 0);

/** What a model's group holds of layers, by name. */
function contained(group: Hdf5Group): ReadonlyMap<string, Hdf5Group> {
  const found = new Map<string, Hdf5Group>();
  const keep = (name: string, member: Hdf5Group | Hdf5Dataset) => member.kind === "group" && found.set(name, member);
  for (const container of CONTAINERS) {
    for (const [name, member] of groupAt(group, container)?.members ?? []) keep(name, member);
    // Written on Windows, the separator of paths became part of one group's name.
    for (const [name, member] of group.members) if (name.startsWith(`${container}\\`)) keep(name.slice(container.length + 1), member);
    if (found.size > 0) break;
  }
  return found;
}

/** Operations that were recorded are no layers, and hold nothing. */
const isOperation = ({ module }: SavedLayer): boolean => module?.startsWith("keras.src.ops") ?? false;

function groupAt(group: Hdf5Group, name: string): Hdf5Group | undefined {
  const found: Hdf5Group | Hdf5Dataset | undefined = group.members.get(name);
  return found?.kind === "group" ? found : undefined;
}

/** Names inside a list, by class and count; attributes that hold one layer have none. */
export function uniqueNames(
  children: readonly { readonly layer: SavedLayer; readonly attribute: string; readonly path?: string }[],
): (string | undefined)[] {
  const used = new Map<string, number>();
  return children.map(({ layer, attribute, path }) => {
    const listed = attribute === "layers" || /\/\d+$/.test(path ?? "");
    if (!listed || isOperation(layer)) return undefined;
    const name = snakeCase(ownName(layer.className));
    const key = `${attribute}/${name}`;
    const count = used.get(key) ?? 0;
    used.set(key, count + 1);
    return count === 0 ? name : `${name}_${count}`;
  });
}

/** keras/src/utils/naming.py: to_snake_case. */
export function snakeCase(name: string): string {
  return name
    .replace(/\W+/g, "")
    .replace(/(.)([A-Z][a-z]+)/g, "$1_$2")
    .replace(/([a-z])([A-Z])/g, "$1_$2")
    .toLowerCase();
}

function tooMany(path: string, wanted: number, found: number): ModelError {
  return new ModelError("keras/weights", `${path} takes ${wanted} arrays by its configuration, and the file has ${found}.`, {
    where: path,
  });
}
