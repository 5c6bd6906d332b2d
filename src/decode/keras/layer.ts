import { ModelError } from "../../errors.js";
import type { Json } from "../source.js";
import { modern } from "./generations.js";
import { get, isList, isObject, type JsonObject, objectAt, textAt } from "./json.js";

/** One layer or model as its configuration describes it, whole and uninterpreted. */
export interface SavedLayer {
  /** `Dense`, `Functional`, `TFOpLambda`. */
  readonly className: string;
  /** The package it was registered under, `acme>Scale`; undefined for Keras's own. */
  readonly registeredName: string | undefined;
  /** Where Keras 3 says it lives: `keras.layers`, `keras.src.ops.numpy`. */
  readonly module: string | undefined;
  /** Unique among its neighbours; models refer to it by this. */
  readonly name: string;
  readonly config: JsonObject;
  /** How often and on what it is called, in a functional model: as the file has it, in the layout of its generation. */
  readonly inboundNodes: readonly Json[];
  /** The shapes it was built with, where Keras 3 noted them. */
  readonly buildConfig: JsonObject | undefined;
  /** Of a model: what it is made of, in the order of the file. */
  readonly layers: readonly SavedLayer[];
}

/** Classes that go by another name in `keras.layers`, by their own, which HDF5 files write. */
const publicNames: ReadonlyMap<string, string> = new Map([["GroupedQueryAttention", "GroupQueryAttention"]]);

export const publicName = (className: string): string => publicNames.get(className) ?? className;

/** The name of the class itself, of which groups of weights are called. */
export function ownName(className: string): string {
  return [...publicNames].find(([, name]) => name === className)?.[0] ?? className;
}

/** Deeper nesting of models in models than anyone builds; reading it takes a call each. */
const MAX_NESTING = 200;

/** Reads a serialized layer: `{ class_name, config, … }` in the layout of any generation. */
export function savedLayer(value: Json | undefined, where: string, depth = 0): SavedLayer {
  const object = objectAt(value, where);
  if (depth > MAX_NESTING) throw new ModelError("keras/config", `Models are nested more than ${MAX_NESTING} deep at ${where}.`, { where });
  const saved = textAt(get(object, "class_name"), `${where}.class_name`);
  const given = get(object, "config");
  // Sequential models were a bare list of layers until Keras 2.2.3.
  const written: JsonObject = isList(given) ? { layers: given } : objectAt(given ?? {}, `${where}.config`);
  const { className, config } = modern({ className: saved, config: written });
  const nodes = get(object, "inbound_nodes");
  const registered = get(object, "registered_name");
  const module = get(object, "module");
  const build = get(object, "build_config");
  const name = get(object, "name") ?? get(config, "name");
  return {
    className: publicName(className),
    registeredName: typeof registered === "string" && registered !== saved && registered.includes(">") ? registered : undefined,
    module: typeof module === "string" ? module : undefined,
    name: typeof name === "string" ? name : className.toLowerCase(),
    config,
    inboundNodes: isList(nodes) ? nodes : [],
    buildConfig: isObject(build) ? build : undefined,
    layers: layersOf(config, where, depth),
  };
}

function layersOf(config: JsonObject, where: string, depth: number): SavedLayer[] {
  const layers = get(config, "layers");
  if (!isList(layers) || !layers.every((layer) => isObject(layer) && typeof get(layer, "class_name") === "string")) return [];
  return layers.map((layer, i) => savedLayer(layer, `${where}.layers[${i}]`, depth + 1));
}

/** The version that wrote an architecture. Keras 3 leaves it out, and says where classes live. */
export function savedBy(value: Json): string | undefined {
  if (!isObject(value)) return undefined;
  const version = get(value, "keras_version");
  if (typeof version === "string") return version;
  return typeof get(value, "module") === "string" ? "3" : undefined;
}

/** Models are evaluated layer by layer; everything else is a unit of its own. */
export function isModel({ className, layers, config }: SavedLayer): boolean {
  return (
    className === "Sequential" ||
    get(config, "output_layers") !== undefined ||
    (layers.length > 0 && /^(Model|Functional)$/.test(className))
  );
}
