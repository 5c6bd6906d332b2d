import { type DatasetDraft, type GroupDraft, MAX_ATTRIBUTE_BYTES } from "../../../container/hdf5/draft.js";
import type { Hdf5Group, Hdf5Value } from "../../../container/hdf5/file.js";
import { ModelError } from "../../../errors.js";
import { Tensor } from "../../../tensor.js";
import { isModel, type SavedLayer } from "../layer.js";
import type { KerasSource } from "../source.js";
import type { VariablesOf } from "../variables.js";
import { atLeast, versionOf } from "../version.js";
import { holds, variablesIn } from "../weights/legacy.js";
import { uniqueNames } from "../weights/store.js";

export const noAttributes: ReadonlyMap<string, Hdf5Value> = new Map();

/** The arrays as the file has them, whatever they are, with the model's weights in their places. */
function kept(source: KerasSource, layout: "layers" | "objects"): GroupDraft | undefined {
  const { arrays } = source.saved;
  if (arrays?.layout !== layout) return undefined;
  const names = new Map([...arrays.named].map(([name, tensor]) => [tensor, name]));
  const copy = (group: Hdf5Group): GroupDraft => ({
    attributes: group.attributes,
    members: new Map(
      [...group.members].map(([key, member]): [string, GroupDraft | DatasetDraft] => {
        if (member.kind === "group") return [key, copy(member)];
        const name = names.get(member.content);
        return [key, { content: name === undefined ? member.content : weightOf(source, name), attributes: member.attributes }];
      }),
    ),
  });
  return copy(arrays.group);
}

/** The variables by top-level layer, as `.h5` files list them (legacy_h5_format.py: save_weights_to_hdf5_group). */
export function legacyWeights(source: KerasSource, variablesOf: VariablesOf): GroupDraft {
  const file = kept(source, "layers");
  if (file) return file;
  const layers = topLayers(source);
  const suffix = atLeast(versionOf(source.frameworkVersion), 3) ? "" : ":0";
  const members = new Map<string, GroupDraft>();
  for (const layer of layers) {
    const order = variablesIn(layer, layer.name, variablesOf);
    if (order === undefined && holdsArrays(source, layer.name)) throw unknownArrays(layer, layer.name, ".h5");
    const paths = order ? [...order.trained, ...order.others] : [];
    members.set(layer.name, namedArrays(paths.map((path) => [`${path}${suffix}`, weightOf(source, path)])));
  }
  members.set("top_level_model_weights", namedArrays([]));
  const attributes = new Map<string, Hdf5Value>([
    ["backend", "tensorflow"],
    ...(source.frameworkVersion === undefined ? [] : ([["keras_version", source.frameworkVersion]] as const)),
    ...pieces(
      "layer_names",
      layers.map(({ name }) => name),
    ),
  ]);
  return { attributes, members };
}

/** Arrays of a group under the paths that name them, listed in order. */
export function namedArrays(arrays: readonly (readonly [name: string, tensor: Tensor])[]): GroupDraft {
  const group: { attributes: Map<string, Hdf5Value>; members: Map<string, GroupDraft | Tensor> } = {
    attributes: new Map(
      pieces(
        "weight_names",
        arrays.map(([name]) => name),
      ),
    ),
    members: new Map(),
  };
  for (const [name, tensor] of arrays) {
    const steps = name.split("/");
    let at = group.members;
    for (const step of steps.slice(0, -1)) {
      const next = at.get(step);
      const inner =
        next === undefined || next instanceof Tensor ? { attributes: noAttributes, members: new Map<string, GroupDraft | Tensor>() } : next;
      at.set(step, inner);
      at = inner.members as Map<string, GroupDraft | Tensor>;
    }
    at.set(steps.at(-1) ?? name, tensor);
  }
  return group;
}

/** The variables by object, as `model.weights.h5` keeps them (keras/src/saving/saving_lib.py: _save_state). */
export function storedWeights(source: KerasSource, variablesOf: VariablesOf): GroupDraft {
  const { root } = source;
  if (root === undefined) throw new ModelError("format/write", "The file holds weights and no architecture, which .keras needs.");
  const file = kept(source, "objects");
  if (file) return file;
  const draft = (layer: SavedLayer, path: string): GroupDraft => {
    const held = path === "" && isModel(layer) ? { own: [], children: topChildren(layer) } : holds(layer, path, variablesOf);
    if (held === undefined) {
      // What has no arrays needs none of its names known.
      if (holdsArrays(source, path)) throw unknownArrays(layer, path, ".keras");
      return emptyGroup(layer.name);
    }
    const own = [...held.own].sort((a, b) => Number(b.trainable) - Number(a.trainable));
    const members = new Map<string, GroupDraft | Tensor>([
      [
        "vars",
        {
          attributes: new Map([["name", layer.name]]),
          members: new Map(own.map((variable, i) => [String(i), weightOf(source, variable.path)])),
        },
      ],
    ]);
    const names = uniqueNames(held.children);
    held.children.forEach((child, i) => {
      const name = names[i];
      if (child.layer.module?.startsWith("keras.src.ops")) return;
      const inner = draft(child.layer, child.path);
      if (name === undefined) members.set(child.attribute, inner);
      else {
        const list = members.get(child.attribute);
        const listed = list === undefined || list instanceof Tensor ? new Map<string, GroupDraft | Tensor>() : new Map(list.members);
        members.set(child.attribute, { attributes: noAttributes, members: listed.set(name, inner) });
      }
    });
    return { attributes: noAttributes, members };
  };
  return draft(root, "");
}

const holdsArrays = (source: KerasSource, path: string): boolean => [...source.weights.keys()].some((name) => name.startsWith(`${path}/`));

function unknownArrays({ className }: SavedLayer, path: string, format: string): ModelError {
  return new ModelError(
    "format/write",
    `How the layer "${path}" (${className}) stores its arrays in ${format} is not known: supply the class through custom.`,
    { where: path },
  );
}

const emptyGroup = (name: string): GroupDraft => ({
  attributes: noAttributes,
  members: new Map([["vars", { attributes: new Map([["name", name]]), members: new Map() }]]),
});

const topChildren = (root: SavedLayer) =>
  root.layers
    .filter(({ className }) => root.className !== "Sequential" || className !== "InputLayer")
    .map((layer) => ({ layer, path: layer.name, attribute: "layers" }));

function topLayers({ root }: KerasSource): readonly SavedLayer[] {
  if (root === undefined) throw new ModelError("format/write", "The file holds weights and no architecture.");
  if (!isModel(root)) return [root];
  return root.layers.filter(
    ({ className, module }) => !module?.startsWith("keras.src.ops") && (root.className !== "Sequential" || className !== "InputLayer"),
  );
}

function weightOf(source: KerasSource, path: string): Tensor {
  const found = source.weights.get(path);
  if (found) return found;
  throw new ModelError("keras/weights", `The model has no ${path}, which its configuration asks for.`, { where: path });
}

function pieces(name: string, texts: readonly string[]): [string, Hdf5Value][] {
  const bytes = texts.reduce((sum, text) => sum + Buffer.byteLength(text) + 1, 0);
  const count = Math.ceil(bytes / MAX_ATTRIBUTE_BYTES);
  if (count <= 1) return [[name, texts]];
  const size = Math.ceil(texts.length / count);
  return Array.from({ length: count }, (_, i) => [`${name}${i}`, texts.slice(i * size, (i + 1) * size)]);
}
