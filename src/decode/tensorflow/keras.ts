import type { SavedModelFolder } from "../../container/tensorflow/saved-model.js";
import type { Tensor } from "../../tensor.js";
import { get, isObject } from "../keras/json.js";
import { isModel, type SavedLayer, savedLayer } from "../keras/layer.js";
import { KerasSource } from "../keras/source.js";
import type { NamedWeights, VariablesOf } from "../keras/variables.js";
import { nameLegacy } from "../keras/weights/legacy.js";
import { type KerasNode, kerasNodes } from "./keras-metadata.js";
import { ObjectGraph } from "./keras-variables.js";
import type { TensorflowSource } from "./source.js";

/** A SavedModel that tf.keras wrote: the layers and their variables, and the graph that it answers by otherwise. */
export class KerasSavedModel extends KerasSource {
  constructor(
    root: SavedLayer,
    weights: ReadonlyMap<string, Tensor>,
    container: SavedModelFolder,
    saved: KerasSource["saved"],
    readonly graph: TensorflowSource,
  ) {
    super(root, weights, container, saved);
  }
}

/** The Keras model of a SavedModel; undefined where it is none, or a subclass whose layers only its own code connects. */
export function kerasModel(container: SavedModelFolder, graph: TensorflowSource, variablesOf: VariablesOf): KerasSavedModel | undefined {
  const nodes = kerasNodes(container);
  const top = nodes.find(({ path }) => path === "root");
  const objects = container.variables && ObjectGraph.of(container.variables);
  if (top === undefined || objects === undefined || !isObject(get(top.metadata, "config"))) return undefined;
  const root = savedLayer(top.metadata, "keras_metadata");
  if (!isModel(root)) return undefined;
  const version = get(top.metadata, "keras_version");
  return new KerasSavedModel(
    root,
    weightsOf(root, nodes, objects, variablesOf),
    container,
    {
      version: typeof version === "string" ? version : graph.frameworkVersion,
      training: get(top.metadata, "training_config"),
      optimizer: [],
      texts: {},
      arrays: undefined,
    },
    graph,
  );
}

/** Variables by the names of the layers and their attributes: the lists that layers keep are those of `.h5` files. */
function weightsOf(root: SavedLayer, nodes: readonly KerasNode[], objects: ObjectGraph, variablesOf: VariablesOf): NamedWeights {
  const layers = nodes.filter(({ path }) => LAYER.test(path));
  const found = root.layers.flatMap(({ name }) => {
    const node = layers.find(({ metadata }) => get(metadata, "name") === name);
    const id = node && objects.find(node.path.split(".").slice(1));
    return id === undefined ? [] : [{ name, arrays: objects.variables(id) }];
  });
  return nameLegacy(root.layers, found, variablesOf);
}

/** The names under which the model itself holds its layers. */
const LAYER = /^root\.layer(_with_weights)?-\d+$/;
