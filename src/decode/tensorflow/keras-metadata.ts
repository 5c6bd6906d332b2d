import type { SavedObjectGraph } from "../../container/tensorflow/generated/tensorflow/core/protobuf/saved_object_graph_pb.js";
import type { SavedModelFolder } from "../../container/tensorflow/saved-model.js";
import { get, isList, isObject, type JsonObject } from "../keras/json.js";
import { parseConfig } from "../keras/parse.js";
import type { Json } from "../source.js";

/** What Keras noted of one object of a SavedModel. */
export interface KerasNode {
  /** `root.layer_with_weights-1.cell`. */
  readonly path: string;
  readonly metadata: JsonObject;
}

/** What Keras's own objects are called, in the file or in the object graph. */
const IDENTIFIER = /^_tf_keras_/;
/** Objects of a graph that are gone through; a model has some twenty to a layer. */
const MAX_OBJECTS = 1_000_000;

/** Layers and models by their paths: of a file of their own since TensorFlow 2.5, of the object graph before. */
export function kerasNodes({ keras, model }: SavedModelFolder): KerasNode[] {
  const found =
    keras?.nodes.map(({ nodePath, identifier, metadata }) => ({ path: nodePath, identifier, metadata })) ??
    objectsOf(model.metaGraphs[0]?.objectGraphDef);
  return found.flatMap(({ path, identifier, metadata }) => {
    if (!IDENTIFIER.test(identifier) || metadata === "") return [];
    const value = plain(parseConfig(metadata, path), 0);
    return isObject(value) ? [{ path, metadata: value }] : [];
  });
}

function objectsOf(graph: SavedObjectGraph | undefined) {
  const found: { readonly path: string; readonly identifier: string; readonly metadata: string }[] = [];
  const seen = new Set([0]);
  const open: { readonly id: number; readonly path: string }[] = [{ id: 0, path: "root" }];
  for (let at = 0; at < open.length && at < MAX_OBJECTS; at++) {
    const { id, path } = open[at] as (typeof open)[number];
    const node = graph?.nodes[id];
    if (node?.kind.case === "userObject") found.push({ path, identifier: node.kind.value.identifier, metadata: node.kind.value.metadata });
    for (const { nodeId, localName } of node?.children ?? []) {
      if (seen.has(nodeId)) continue;
      seen.add(nodeId);
      open.push({ id: nodeId, path: `${path}.${localName}` });
    }
  }
  return found;
}

/** Deeper than any configuration. */
const MAX_DEPTH = 500;

/** Tuples and shapes as the lists that they are in other files (keras/saving/legacy/saved_model/json_utils.py: Encoder). */
function plain(value: Json, depth: number): Json {
  if (depth > MAX_DEPTH) return null;
  if (isList(value)) return value.map((item) => plain(item, depth + 1));
  if (!isObject(value)) return value;
  const name = get(value, "class_name");
  const items = get(value, "items");
  if ((name === "__tuple__" || name === "TensorShape") && isList(items)) return items.map((item) => plain(item, depth + 1));
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plain(item, depth + 1)]));
}
