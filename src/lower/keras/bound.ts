import { get, isObject } from "../../decode/keras/json.js";
import type { SavedLayer } from "../../decode/keras/layer.js";
import { atLeast, type Version } from "../../decode/keras/version.js";
import { ModelError } from "../../errors.js";
import type { GraphBuilder } from "../../graph/builder.js";
import type { Value } from "../../graph/value.js";
import { type DType, isFloating, type Tensor } from "../../tensor.js";
import type { Activation, Nested } from "./activation.js";
import type { CallArguments, Layer } from "./define.js";
import { computeDType } from "./policy.js";

/** What a whole model shares while it becomes a graph. */
export interface Context {
  readonly builder: GraphBuilder;
  readonly weights: ReadonlyMap<string, Tensor>;
  /** Texts that layers keep in files of their own, by the layer's path and the file's name: `lookup/vocabulary.txt`. */
  readonly assets?: ReadonlyMap<string, string> | undefined;
  readonly layers: ReadonlyMap<string, Layer>;
  /** The Keras that saved the file; empty where it does not say, which counts as oldest. */
  readonly version: Version;
  /** Layers that were bound, so that shared ones share their constants. */
  readonly bound: Map<string, BoundLayer>;
  /** Evaluates a model that is used as a layer. */
  model(layer: SavedLayer, path: string, inputs: readonly Activation[]): Nested;
  /** Hears what each layer answers, nested ones first. */
  observe?(path: string, answer: Nested): void;
}

const noArguments: CallArguments = { args: [], kwargs: new Map() };

/** A layer of a file together with its definition: what a declaration's functions get, with settings and variables as properties. */
export class BoundLayer {
  constructor(
    readonly context: Context,
    readonly definition: Layer,
    readonly layer: SavedLayer,
    /** Where its variables are: `encoder/dense`. */
    readonly path: string,
  ) {
    definition.bind(this);
  }

  /** The dtype in which the layer computes: that of its policy. */
  get dtype(): DType {
    return computeDType(this.layer);
  }

  /** Whether the Keras that saved the file is at least this. */
  atLeast(...minimum: readonly number[]): boolean {
    return atLeast(this.context.version, ...minimum);
  }

  /** A constant in the graph. */
  constant(tensor: Tensor): Value {
    return this.context.builder.constant(tensor);
  }

  /** A variable's value, in the dtype that the layer computes in. @throws ModelError `keras/weights` where the file has it not */
  variable(name: string): Value {
    const path = `${this.path}/${name}`;
    const tensor = this.context.weights.get(path);
    if (tensor === undefined) {
      const none = this.context.weights.size === 0 ? " The file holds no weights: give a file that does, load(path, { weights })." : "";
      throw new ModelError("keras/weights", `The layer "${this.path}" has no ${name} in the file.${none}`, { where: path });
    }
    const value = this.constant(tensor);
    return isFloating(tensor.dtype) && this.definition.autocast ? value.cast(this.dtype) : value;
  }

  /** Whether the file holds a variable of this name. */
  has(name: string): boolean {
    return this.context.weights.has(`${this.path}/${name}`);
  }

  /** A text that the layer keeps in a file of its own; undefined where the model's file has none. */
  asset(name: string): string | undefined {
    return this.context.assets?.get(`${this.path}/${name}`);
  }

  /** A layer inside of this one, whose variables are under `attribute`. */
  child(layer: SavedLayer, attribute: string): BoundLayer {
    return bindLayer(this.context, layer, `${this.path}/${attribute}`);
  }

  /** The same node, computed by another definition. */
  as(definition: Layer): BoundLayer {
    return new BoundLayer(this.context, definition, this.layer, this.path);
  }

  /** A layer inside of this one, by the attribute (and the position in a list) under which the declaration's `children` name it. */
  inner(attribute: string, position?: number): BoundLayer {
    const found = this.definition
      .variables(this.layer)
      .children.find((child) => child.attribute === attribute && child.position === position);
    if (found === undefined)
      throw new ModelError("keras/config", `${this.path} has no layer inside at ${attribute}.`, { where: this.path });
    return this.child(found.layer, position === undefined ? attribute : `${attribute}/${position}`);
  }

  /** Calls the layer as Keras's `__call__` does: inputs in the dtype it computes in, masks handed on. */
  call(inputs: readonly Activation[], given: CallArguments = noArguments): Activation[] {
    const cast = this.definition.autocast
      ? inputs.map((input) => (isFloating(input.value.dtype) ? { ...input, value: input.value.cast(this.dtype) } : input))
      : inputs;
    return this.definition.call(this, cast, given);
  }

  /** The one input of a layer that takes one. */
  only(values: readonly Value[]): Value {
    const [value] = values;
    if (value === undefined || values.length > 1)
      throw new ModelError(
        "keras/config",
        `The layer "${this.path}" (${this.layer.className}) takes one input and is given ${values.length}.`,
        {
          where: this.path,
        },
      );
    return value;
  }

  /** Throws `keras/unsupported`: the class is known, this setting is not. */
  unsupported(what: string): never {
    throw new ModelError("keras/unsupported", `${this.path} (${this.layer.className}): ${what}`, { where: this.path });
  }

  /** Throws what Keras throws: a ValueError (or another exception). */
  refuse(message: string, exception = "ValueError"): never {
    throw new ModelError("input/shape", message, { where: this.path, python: exception });
  }
}

/** @throws ModelError `keras/unknown-layer` for a class that nobody supplied */
export function bindLayer(context: Context, layer: SavedLayer, path: string): BoundLayer {
  const known = context.bound.get(path);
  if (known?.layer === layer) return known;
  const definition = definitionOf(context.layers, layer);
  if (definition === undefined) throw unknownLayer(layer, path);
  const bound = new BoundLayer(context, definition, layer, path);
  context.bound.set(path, bound);
  return bound;
}

/** Custom layers go by the name they were registered under, Keras's own by their class. */
export function definitionOf(layers: ReadonlyMap<string, Layer>, layer: SavedLayer): Layer | undefined {
  const { registeredName, className, module } = layer;
  if (registeredName !== undefined) return layers.get(registeredName);
  const [, family] = module?.match(/^keras\.src\.(?:ops|activations)\.(\w+)$/) ?? [];
  if (family !== undefined) return layers.get(`${family}.${className}`);
  if (isOperation(layer)) for (const each of families) if (layers.has(`${each}.${className}`)) return layers.get(`${each}.${className}`);
  return layers.get(className);
}

/** Modules of keras.ops, and that of its activations. */
const families = ["numpy", "nn", "core", "math", "linalg", "image", "activations"];

/** Keras 3 leaves modules out of .h5 files: an operation has calls of its kind and, other than a layer, no word on training. */
function isOperation({ module, config, inboundNodes: [call] }: SavedLayer): boolean {
  return module === undefined && get(config, "trainable") === undefined && isObject(call) && get(call, "args") !== undefined;
}

function unknownLayer(layer: SavedLayer, path: string): ModelError {
  const name = layer.registeredName ?? layer.className;
  return new ModelError(
    "keras/unknown-layer",
    `The layer "${path}" is of the class ${name}, which Brine does not know. Supply it: load(file, { custom: { "${name}": defineLayer(…) } }).`,
    { where: path },
  );
}
