import { get, isObject } from "../../../decode/keras/json.js";
import { atLeast, type Version } from "../../../decode/keras/version.js";
import type { Json } from "../../../decode/source.js";
import type { RecurrentActivation } from "../../../graph/ops/recurrent.js";
import { type ActivationFunction, activation } from "../activations.js";
import type { Field } from "../fields.js";

/** A cell's function, and what ONNX's recurrent ops call it where they have it. */
export interface CellActivation {
  readonly f: ActivationFunction;
  readonly standard: RecurrentActivation | undefined;
}

/** A cell's activation; `fallback` is Keras's own where the file says nothing. */
export function cellActivation(fallback: string): Field<CellActivation> {
  return {
    kind: "activation",
    read: (value, where, reading) => {
      const given = value === undefined ? fallback : value;
      return { f: activation.read(given, where, reading), standard: standardActivation(given, reading.version) };
    },
  };
}

const standard: ReadonlyMap<string, RecurrentActivation> = new Map<string, RecurrentActivation>([
  ["sigmoid", { name: "Sigmoid" }],
  ["tanh", { name: "Tanh" }],
  ["relu", { name: "Relu" }],
  ["softsign", { name: "Softsign" }],
  ["linear", { name: "Affine", alpha: 1, beta: 0 }],
]);

function standardActivation(value: Json, version: Version): RecurrentActivation | undefined {
  const registered = isObject(value) ? get(value, "registered_name") : undefined;
  const isFunction = isObject(value) && get(value, "class_name") === "function";
  const named = isFunction ? get(value, "config") : value;
  const name = named === null ? "linear" : named;
  if (typeof name !== "string" || (typeof registered === "string" && registered !== name)) return undefined;
  // Keras 3: relu6(x + 3) / 6; before: 0.2 x + 0.5, both clipped to 0 and 1.
  if (name === "hard_sigmoid") return { name: "HardSigmoid", alpha: atLeast(version, 3) ? 1 / 6 : 0.2, beta: 0.5 };
  return standard.get(name);
}
