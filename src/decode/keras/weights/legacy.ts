import { ModelError } from "../../../errors.js";
import type { Tensor } from "../../../tensor.js";
import { get } from "../json.js";
import { isModel, type SavedLayer } from "../layer.js";
import type { NamedWeights, VariablesOf } from "../variables.js";
import { joinedGates, type Layout, turnKernels } from "./former.js";

/** The arrays of one top-level layer, in the order of the file. */
export interface LayerArrays {
  readonly name: string;
  readonly arrays: readonly { readonly name: string; readonly tensor: Tensor }[];
}

interface Variable {
  readonly path: string;
  readonly trainable: boolean;
}

/**
 * Names the arrays of a file that lists them by top-level layer: those that train come first, all others behind them
 * (keras/src/legacy/saving/legacy_h5_format.py: _legacy_weights; Keras 2: engine/base_layer.py, Layer.weights).
 */
export function nameLegacy(
  layers: readonly SavedLayer[],
  found: readonly LayerArrays[],
  variablesOf: VariablesOf,
  layout: Layout = { first: false, theano: false },
): NamedWeights {
  const named = new Map<string, Tensor>();
  for (const [{ layer, path }, { name: savedAs, arrays }] of paired(layers, found, variablesOf)) {
    const variables = ordered(layer, path, variablesOf);
    if (variables === undefined) for (const { name, tensor } of arrays) named.set(plainName(path, name, savedAs), tensor);
    else nameArrays(layer, variables, arrays, named);
  }
  if (layout.first || layout.theano) turnKernels(layers, named, layout, variablesOf);
  return named;
}

/**
 * Which layer each list of arrays belongs to: that of its name; where names differ (weights of a model that was built once more), the next
 * one that has any (legacy_h5_format.py: load_weights_from_hdf5_group).
 */
function paired(layers: readonly SavedLayer[], found: readonly LayerArrays[], variablesOf: VariablesOf): [Placed, LayerArrays][] {
  const filled = found.filter(({ arrays }) => arrays.length > 0);
  const placed = layers.map((layer) => ({ layer, path: layer.name }));
  // Keras 1 lists the layers of models inside with the others.
  for (const each of [placed, placed.flatMap(spread)]) {
    const byName = new Map(each.map((place) => [place.layer.name, place]));
    if (filled.every(({ name }) => byName.has(name))) return filled.map((arrays) => [byName.get(arrays.name) as Placed, arrays]);
  }
  const strangers = filled.filter(({ name }) => !layers.some((layer) => layer.name === name));
  const holders = placed.filter(({ layer, path }) => ordered(layer, path, variablesOf)?.length !== 0);
  if (holders.length === filled.length) return filled.map((each, i) => [holders[i] as Placed, each]);
  const listed = (names: readonly { readonly name: string }[]) => names.map(({ name }) => name).join(", ");
  throw new ModelError(
    "keras/weights",
    `The file has arrays for ${listed(filled)}, the model layers ${listed(holders.map(({ layer }) => layer))}: neither their names nor their number agree.`,
    { where: strangers[0]?.name ?? "" },
  );
}

interface Placed {
  readonly layer: SavedLayer;
  readonly path: string;
}

const spread = ({ layer, path }: Placed): Placed[] =>
  isModel(layer) ? layer.layers.flatMap((child) => spread({ layer: child, path: `${path}/${child.name}` })) : [{ layer, path }];

/** Names a bare list of arrays: what `get_weights()` answers, layer by layer. */
export function nameList(layers: readonly SavedLayer[], arrays: readonly Tensor[], variablesOf: VariablesOf): NamedWeights {
  const named = new Map<string, Tensor>();
  let next = 0;
  for (const layer of layers)
    for (const { path } of everything(layer, layer.name, variablesOf) ?? []) {
      const tensor = arrays[next++];
      if (tensor === undefined) throw tooFew(layer.name, next, arrays.length);
      named.set(path, tensor);
    }
  return named;
}

/** What TensorFlow calls a variable without a name: Keras 2 lists those of its lookups, whose configuration says the same. */
const NAMELESS = /(?:^|\/)Variable(?:_\d+)?:0$/;

function nameArrays(layer: SavedLayer, variables: readonly Variable[], arrays: LayerArrays["arrays"], named: Map<string, Tensor>): void {
  if (variables.length === 0 && arrays.every(({ name }) => NAMELESS.test(name))) return;
  const found =
    arrays.length === variables.length
      ? arrays.map(({ tensor }) => tensor)
      : joinedGates(
          layer,
          arrays.map(({ tensor }) => tensor),
        );
  // Keras 3 leaves out what an activation has learned that is a layer of its own.
  const listed = found.length === variables.length ? variables : variables.filter(({ path }) => !path.includes("/activation/"));
  if (found.length !== listed.length && arrays.length > 0) throw tooFew(layer.name, variables.length, arrays.length);
  found.forEach((tensor, i) => {
    named.set((listed[i] as Variable).path, tensor);
  });
}

function tooFew(layer: string, wanted: number, found: number): ModelError {
  return new ModelError("keras/weights", `The layer "${layer}" takes ${wanted} arrays by its configuration, and the file has ${found}.`, {
    where: layer,
  });
}

/** `dense_1/kernel:0` of the layer `dense_1`. */
function plainName(layer: string, name: string, savedAs: string): string {
  const plain = name.replace(/:\d+$/, "").replace(savedAs === layer ? "" : `${savedAs}/`, "");
  return plain.startsWith(`${layer}/`) ? plain : `${layer}/${plain}`;
}

const trains = ({ config }: SavedLayer): boolean => get(config, "trainable") !== false;

/** The paths of a layer's variables, those that train first; undefined where a layer of an unknown class is among them. */
export function variablesIn(
  layer: SavedLayer,
  path: string,
  variablesOf: VariablesOf,
): { trained: string[]; others: string[] } | undefined {
  const trained = select(layer, path, variablesOf, true);
  const others = select(layer, path, variablesOf, false);
  return trained && others && { trained: trained.map((variable) => variable.path), others: others.map((variable) => variable.path) };
}

/** Undefined where a layer of an unknown class is among them. */
function ordered(layer: SavedLayer, path: string, variablesOf: VariablesOf): Variable[] | undefined {
  const trained = select(layer, path, variablesOf, true);
  const others = select(layer, path, variablesOf, false);
  return trained && others && [...trained, ...others];
}

function select(layer: SavedLayer, path: string, variablesOf: VariablesOf, trained: boolean): Variable[] | undefined {
  if (!trains(layer)) return trained ? [] : everything(layer, path, variablesOf);
  const held = holds(layer, path, variablesOf);
  if (held === undefined) return undefined;
  const variables = held.own.filter(({ trainable }) => trainable === trained);
  for (const child of held.children) {
    const inner = select(child.layer, child.path, variablesOf, trained);
    if (inner === undefined) return undefined;
    variables.push(...inner);
  }
  return once(variables);
}

/** A wrapper may hold a variable of the layer inside it as its own: it counts where it comes first. */
const once = (variables: readonly Variable[]): Variable[] => [...new Map(variables.map((variable) => [variable.path, variable])).values()];

/** All variables, each layer's together. */
function everything(layer: SavedLayer, path: string, variablesOf: VariablesOf): Variable[] | undefined {
  const held = holds(layer, path, variablesOf);
  if (held === undefined) return undefined;
  const variables: Variable[] = [...held.own];
  for (const child of held.children) {
    const inner = everything(child.layer, child.path, variablesOf);
    if (inner === undefined) return undefined;
    variables.push(...inner);
  }
  return once(variables);
}

/** What a layer holds, with the paths under which it is known. */
export function holds(layer: SavedLayer, path: string, variablesOf: VariablesOf) {
  if (isModel(layer))
    return { own: [], children: layer.layers.map((child) => ({ layer: child, path: `${path}/${child.name}`, attribute: "layers" })) };
  const held = variablesOf(layer);
  return (
    held && {
      own: held.own.map(({ name, trainable }) => ({ path: `${path}/${name}`, trainable })),
      children: held.children.map(({ attribute, position, layer: child }) => ({
        layer: child,
        path: position === undefined ? `${path}/${attribute}` : `${path}/${attribute}/${position}`,
        attribute,
      })),
    }
  );
}
