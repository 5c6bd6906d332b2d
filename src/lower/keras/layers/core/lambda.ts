import { get, isObject } from "../../../../decode/keras/json.js";
import type { Json } from "../../../../decode/source.js";
import { isFloating } from "../../../../tensor.js";
import { type Activation, activations, type Nested } from "../../activation.js";
import { activation } from "../../activations.js";
import type { BoundLayer } from "../../bound.js";
import { defineOperator } from "../../operations/define.js";

/**
 * A Python function as a layer. Computed where the file names an activation of Keras, with its arguments; a function of the user's own is
 * bytecode or a name in the file, is never run, and is supplied by the layer's name or its own (keras/src/layers/core/lambda_layer.py).
 */
export const lambda = defineOperator("Lambda", (bound, { args }) => {
  const inputs = args
    .slice(0, 1)
    .flatMap(activations)
    .map((input) => cast(bound, input));
  const { layers } = bound.context;
  const name = functionName(get(bound.layer.config, "function"));
  const own = layers.get(bound.layer.name) ?? (name === undefined ? undefined : layers.get(name));
  if (own) return { list: bound.as(own).call(inputs) };
  const [x] = inputs;
  const given = get(bound.layer.config, "arguments");
  const settings = isObject(given) ? Object.entries(given) : [];
  if (name === undefined || x === undefined)
    return bound.unsupported(wayOut(bound, "its function is Python bytecode, which is never run."));
  if (settings.length === 0) {
    const f = activation.read(name, `${bound.path}.function`, bound.context);
    return { value: f(x.value) };
  }
  const operation = layers.get(name === "relu" ? "activations.ReLU" : `nn.${camelCase(name)}`);
  if (operation?.operate === undefined)
    return bound.unsupported(wayOut(bound, `its function "${name}" is not one of Keras's own with arguments.`));
  const kwargs = new Map(
    settings.map(([key, value]): [string, Nested] => [key === "alpha" && name === "relu" ? "negative_slope" : key, { constant: value }]),
  );
  return operation.operate(bound.as(operation), { args: [x], kwargs });
});

const cast = (bound: BoundLayer, input: Activation): Activation =>
  isFloating(input.value.dtype) ? { ...input, value: input.value.cast(bound.dtype) } : input;

/** Keras 3 serializes a named function; Keras 2 wrote its name where it was no function of Python's. */
function functionName(value: Json | undefined): string | undefined {
  if (typeof value === "string") return value;
  if (!isObject(value) || get(value, "class_name") !== "function") return undefined;
  const name = get(value, "config");
  return typeof name === "string" ? name : undefined;
}

const camelCase = (name: string): string => name.replace(/(?:^|_)(\w)/g, (_, letter: string) => letter.toUpperCase());

const wayOut = ({ layer }: BoundLayer, why: string): string =>
  `${why} Supply what it does by the layer's name: load(file, { custom: { "${layer.name}": defineLayer("${layer.name}", { call: (x) => … }) } }).`;
