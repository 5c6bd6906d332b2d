import { ModelError } from "../../../errors.js";
import type { Value } from "../../../graph/value.js";
import { activations, type Nested } from "../activation.js";
import type { Layer } from "../define.js";
import { Arguments } from "./arguments.js";

/** What an operation answers: an array, several, or a constant such as a shape. */
export type Result = Value | readonly Value[] | Nested;

/** An operation that frameworks record in a model, under the names that they have for it. */
export interface Operation {
  /** `numpy.Mean(x, axis, keepdims)`, `tf.math.reduce_mean(input_tensor, axis, keepdims)`, `op.Mean(input, axis, keep_dims)`: parameters in the same order. */
  readonly signatures: readonly string[];
  readonly call: (a: Arguments) => Result;
}

export function operation(signatures: string | readonly string[], call: Operation["call"]): Operation {
  return { signatures: typeof signatures === "string" ? [signatures] : signatures, call };
}

/** The operations of a family. */
export type Operations = readonly Layer[];

/** Operations of a family, as layers that take all their arguments: Keras 3's by `module.Class`, others by the name before the parenthesis. */
export function defineOperations(operations: readonly Operation[]): Operations {
  return operations.flatMap((each) => {
    const parsed = each.signatures.map(parse);
    const canonical = parsed[0]?.parameters ?? [];
    return parsed.map(({ name, parameters }) => {
      const names = new Map(parameters.map((called, i) => [canonical[i] as string, { called, position: i }]));
      return defineOperator(name, (bound, { args, kwargs }) =>
        nested(each.call(new Arguments(bound, name, names, args, kwargs, ofKeras(name) ? bound.layer.config : {}))),
      );
    });
  });
}

/** Keras 3 keeps the settings of an operation in its configuration; TFOpLambda keeps there what layers have. */
const ofKeras = (name: string): boolean => !/^(tf|op)\./.test(name);

/** A layer without variables that sees its arguments as they were given. */
export function defineOperator(name: string, operate: NonNullable<Layer["operate"]>): Layer {
  return {
    name,
    config: {},
    autocast: false,
    variables: () => ({ own: [], children: [] }),
    bind: (bound) => bound,
    call: (bound, inputs, { args, kwargs }) => {
      const first: Nested = inputs.length === 1 && inputs[0] ? inputs[0] : { list: inputs };
      return activations(operate(bound as never, { args: [first, ...args], kwargs }));
    },
    operate,
  };
}

function parse(signature: string): { name: string; parameters: string[] } {
  const [, name, list] = signature.match(/^([\w.]+)\((.*)\)$/) ?? [];
  if (name === undefined || list === undefined) throw new ModelError("graph/spec", `No signature: ${signature}`);
  return { name, parameters: list.split(",").map((parameter) => parameter.trim()) };
}

export function nested(result: Result): Nested {
  if (Array.isArray(result)) return { list: result.map((value: Value) => ({ value })) };
  return "dtype" in result ? { value: result as Value } : (result as Nested);
}
