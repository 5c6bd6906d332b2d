import { get, isList, isObject, type JsonObject, textAt } from "../../../../decode/keras/json.js";
import { parseConfig } from "../../../../decode/keras/parse.js";
import type { Json } from "../../../../decode/source.js";
import { activations, type Nested } from "../../activation.js";
import type { BoundLayer } from "../../bound.js";
import type { CallArguments } from "../../define.js";
import { defineOperator } from "../../operations/define.js";

/** A function of TensorFlow that Keras 2 recorded when it was called on a layer's output (Keras 2: layers/core/tf_op_layer.py). */
export const tfOpLambda = defineOperator("TFOpLambda", functionOf);
/** The same for `x[…]`. */
export const slicingOpLambda = defineOperator("SlicingOpLambda", functionOf);

function functionOf(bound: BoundLayer, given: CallArguments): Nested {
  const name = textAt(get(bound.layer.config, "function"), `${bound.path}.function`);
  return recorded(bound, `tf.${name}`, `the function tf.${name}`, given);
}

/** A node of a graph, with its constant inputs (tf.keras of TensorFlow 2.0 to 2.3: engine/base_layer.py: TensorFlowOpLayer). */
export const tensorFlowOpLayer = defineOperator("TensorFlowOpLayer", (bound, { args, kwargs }) => {
  const { config } = bound.layer;
  const held = get(config, "node_def");
  const node = typeof held === "string" ? parseConfig(held, `${bound.path}.node_def`) : held;
  if (!isObject(node)) return bound.unsupported("its node is not in the file.");
  const constants = get(config, "constants");
  const fixed = isObject(constants) ? constants : {};
  const open = args.flatMap((argument) => ("list" in argument ? argument.list : [argument]));
  const inputs: Nested[] = [];
  while (open.length > 0 || Object.hasOwn(fixed, String(inputs.length))) {
    const constant = get(fixed, String(inputs.length));
    inputs.push(constant === undefined ? (open.shift() as Nested) : { constant });
  }
  const attributes = attributesOf(get(node, "attr"));
  const op = textAt(get(node, "op"), `${bound.path}.node_def.op`);
  return recorded(bound, `op.${op}`, `the op ${op}`, { args: gathered(op, inputs), kwargs: new Map([...kwargs, ...attributes]) });
});

/** Ops that take a list have it first. */
function gathered(op: string, inputs: readonly Nested[]): readonly Nested[] {
  if (op === "ConcatV2") return [{ list: inputs.slice(0, -1) }, inputs.at(-1) as Nested];
  return op === "Pack" || op === "AddN" ? [{ list: inputs }] : inputs;
}

/** `{ "axis": { "i": "1" } }` as constants; dtypes by their names. */
function attributesOf(value: Json | undefined): [string, Nested][] {
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, attribute]) => {
    const found = isObject(attribute) ? plain(attribute) : undefined;
    return found === undefined ? [] : [[key, { constant: found }] as [string, Nested]];
  });
}

function plain(attribute: JsonObject): Json | undefined {
  const [kind, value] = Object.entries(attribute)[0] ?? [];
  if (kind === "i") return Number(value);
  if (kind === "f" || kind === "b") return value;
  if (kind === "type" && typeof value === "string") return dtypes[value] ?? value;
  if (kind === "s" && typeof value === "string") return atob(value);
  if (kind !== "list" || !isObject(value)) return undefined;
  const [items, list] = Object.entries(value)[0] ?? [];
  return items === "i" && isList(list) ? list.map(Number) : items === undefined ? [] : undefined;
}

const dtypes: Readonly<Record<string, string>> = {
  DT_FLOAT: "float32",
  DT_DOUBLE: "float64",
  DT_INT32: "int32",
  DT_INT64: "int64",
  DT_BOOL: "bool",
  DT_UINT8: "uint8",
  DT_STRING: "string",
};

function recorded(bound: BoundLayer, name: string, what: string, given: CallArguments): Nested {
  // Most functions kept their parameters since version 1.
  const operation = bound.context.layers.get(name) ?? bound.context.layers.get(name.replace("tf.compat.v1.", "tf."));
  if (operation?.operate) return operation.operate(bound, given);
  if (operation) {
    const [answer] = bound.as(operation).call(given.args.flatMap(activations), { args: [], kwargs: given.kwargs });
    if (answer) return answer;
  }
  return bound.unsupported(
    `${what} is not computed. Supply it: load(file, { custom: { "${name}": defineLayer("${name}", { call: (x) => … }) } }).`,
  );
}
