import { get, isObject, wrong } from "../../decode/keras/json.js";
import type { Value } from "../../graph/value.js";
import { activationFunctions } from "./activation-functions.js";
import type { Field } from "./fields.js";

/** An elementwise function, or one along the last axis. */
export type ActivationFunction = (x: Value) => Value;

/**
 * The function that an entry names: `"relu"`, a serialized function of Keras 3, or a serialized activation layer; null is `linear`
 * (keras/src/activations/__init__.py: get).
 */
export const activation: Field<ActivationFunction> = {
  kind: "activation",
  read: (value, where) => {
    const inner = isObject(value) ? (get(value, "class_name") === "function" ? get(value, "config") : get(value, "class_name")) : value;
    const name = inner ?? "linear";
    const found = typeof name === "string" ? activationFunctions.get(name) : undefined;
    return found ?? wrong(value, where, "an activation that Keras has");
  },
};
