import { get, isObject, textAt, wrong } from "../../decode/keras/json.js";
import { savedLayer } from "../../decode/keras/layer.js";
import { atLeast } from "../../decode/keras/version.js";
import type { Json } from "../../decode/source.js";
import { ModelError } from "../../errors.js";
import { type ActivationFunction, activationFunctions, formerActivations } from "./activation-functions.js";
import { BoundLayer, type Context } from "./bound.js";
import type { Layer } from "./define.js";
import type { Field, Reading } from "./fields.js";
import { eLU, leakyReLU, pReLU, reLU, thresholdedReLU } from "./layers/activations/rectified.js";

export type { ActivationFunction } from "./activation-functions.js";

/** Layers that configurations name in place of a function, by class. One of them has a variable. */
const activationLayers: ReadonlyMap<string, Layer> = new Map(
  [eLU, leakyReLU, pReLU, reLU, thresholdedReLU].map((layer) => [layer.name, layer]),
);

/**
 * The function that an entry names: `"relu"`, a serialized function of Keras 3, or a serialized activation layer; null is `linear`
 * (keras/src/activations/__init__.py: get). A user's own goes by its registered name, as a layer of one input.
 */
export const activation: Field<ActivationFunction> = {
  kind: "activation",
  inner: (value, where) => (isObject(value) && get(value, "class_name") === pReLU.name ? savedLayer(value, where) : undefined),
  read: (value, where, reading) => {
    if (value === undefined || value === null) return (x) => x;
    if (typeof value === "string") return named(value, where, reading);
    if (!isObject(value)) return wrong(value, where, "an activation");
    const registered = get(value, "registered_name");
    const config = get(value, "config");
    if (get(value, "class_name") === "function") {
      const own = typeof registered === "string" ? reading.layers.get(registered) : undefined;
      return own ? asFunction(own, value, where, reading) : named(textAt(config, where), where, reading);
    }
    const className = textAt(get(value, "class_name"), `${where}.class_name`);
    const own = typeof registered === "string" ? reading.layers.get(registered) : undefined;
    const layer = own ?? activationLayers.get(className);
    if (layer) return asFunction(layer, value, where, reading);
    // Keras 2 wrote functions as objects of their name.
    return named(className, where, reading);
  },
};

function named(name: string, where: string, reading: Reading): ActivationFunction {
  const own = reading.layers.get(name);
  const known = (atLeast(reading.version, 3) ? undefined : formerActivations.get(name)) ?? activationFunctions.get(name);
  if (known) return known;
  const layer = own ?? activationLayers.get(name);
  if (layer) return asFunction(layer, { class_name: name, config: {} }, where, reading);
  throw new ModelError(
    "keras/unsupported",
    `${where}: no activation of Keras is called "${name}". Supply it: load(file, { custom: { "${name}": defineLayer("${name}", { call: (x) => … }) } }).`,
    { where },
  );
}

/** A layer as a function of an array; what it learned is under the attribute of the layer that it belongs to. */
function asFunction(definition: Layer, value: Json, where: string, { version, layers, weights = new Map() }: Reading): ActivationFunction {
  const layer = savedLayer(value, where);
  return (x) => {
    const context: Context = {
      builder: x.builder,
      weights,
      layers,
      version,
      bound: new Map(),
      model: () => wrong(value, where, "an activation, not a model"),
    };
    const [answer] = new BoundLayer(context, definition, layer, where.replace(/\.(\w+)$/, "/$1")).call([{ value: x }]);
    return answer?.value ?? x;
  };
}
