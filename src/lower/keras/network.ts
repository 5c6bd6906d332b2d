import { get, isList } from "../../decode/keras/json.js";
import { isModel, type SavedLayer } from "../../decode/keras/layer.js";
import { type Argument, type Call, refsIn, type TensorRef, unknownRef, type Wiring, wiringOf } from "../../decode/keras/nodes.js";
import { ModelError } from "../../errors.js";
import { type Activation, activations, type Nested } from "./activation.js";
import { bindLayer, type Context } from "./bound.js";

/** Evaluates a model on its inputs, in the order in which it lists them. */
export function evaluate(context: Context, model: SavedLayer, path: string, inputs: readonly Activation[]): Nested {
  return get(model.config, "output_layers") === undefined
    ? sequential(context, model, path, inputs)
    : functional(context, model, path, inputs);
}

const inside = (path: string, name: string): string => (path === "" ? name : `${path}/${name}`);

function sequential(context: Context, model: SavedLayer, path: string, inputs: readonly Activation[]): Nested {
  let flowing: readonly Activation[] = inputs;
  for (const layer of model.layers) {
    if (layer.className === "InputLayer") continue;
    flowing = activations(callLayer(context, layer, inside(path, layer.name), [asNested(flowing)], new Map()));
  }
  return asNested(flowing);
}

/** One call of a layer, or of a model that is used as one. */
function callLayer(
  context: Context,
  layer: SavedLayer,
  path: string,
  args: readonly Nested[],
  kwargs: ReadonlyMap<string, Nested>,
): Nested {
  const found = isModel(layer) ? evaluate(context, layer, path, inputsOf(layer, args[0])) : answerOf(context, layer, path, args, kwargs);
  context.observe?.(path, found);
  return found;
}

function answerOf(context: Context, layer: SavedLayer, path: string, args: readonly Nested[], kwargs: ReadonlyMap<string, Nested>): Nested {
  const bound = bindLayer(context, layer, path);
  if (bound.definition.operate) return bound.definition.operate(bound, { args, kwargs });
  const [first, ...rest] = args;
  return asNested(bound.call(inputsOf(layer, first), { args: first && isConstant(first) ? [first, ...rest] : rest, kwargs }));
}

const asNested = (all: readonly Activation[]): Nested => (all.length === 1 ? (all[0] as Activation) : { list: all });

function functional(context: Context, model: SavedLayer, path: string, inputs: readonly Activation[]): Nested {
  const wiring = wiringOf(model, path || model.name);
  const layers = new Map(model.layers.map((layer) => [layer.name, layer]));
  const done = new Map<string, readonly Nested[]>();
  wiring.inputs.forEach((ref, i) => {
    const input = inputs[i];
    if (input === undefined)
      throw new ModelError("input/shape", `The model takes ${wiring.inputs.length} inputs and is given ${inputs.length}.`, { where: path });
    done.set(keyOf(ref), [input]);
  });
  // Calls wait for those they refer to on a stack of our own: networks are deeper than a program's stack.
  const open: TensorRef[] = refsIn(wiring.outputs).toReversed();
  const begun = new Set<string>();
  while (open.length > 0) {
    const ref = open.at(-1) as TensorRef;
    if (done.has(keyOf(ref))) {
      open.pop();
      continue;
    }
    const call = callOf(wiring, ref);
    const missing = [...call.args, ...call.kwargs.values()].flatMap(refsIn).filter((needed) => !done.has(keyOf(needed)));
    if (missing.length > 0) {
      if (begun.has(keyOf(ref))) throw new ModelError("keras/config", `The layer "${ref.layer}" depends on itself.`, { where: ref.layer });
      begun.add(keyOf(ref));
      open.push(...missing);
      continue;
    }
    const layer = layers.get(ref.layer);
    if (layer === undefined) throw unknownRef(ref);
    const args = call.args.map((argument) => resolve(argument, done));
    const kwargs = new Map([...call.kwargs].map(([key, argument]) => [key, resolve(argument, done)]));
    done.set(keyOf(ref), outputsOf(callLayer(context, layer, inside(path, layer.name), args, kwargs)));
    open.pop();
  }
  return resolve(unwrapped(wiring.outputs, context), done);
}

/** What a call answers, left to right: arrays, and constants such as shapes. */
function outputsOf(nested: Nested): Nested[] {
  if ("list" in nested) return nested.list.flatMap(outputsOf);
  return "dict" in nested ? [...nested.dict.values()].flatMap(outputsOf) : [nested];
}

const isConstant = (nested: Nested): boolean => "constant" in nested;

/** The arrays of the first argument; those of a dict in the order in which a nested model names its inputs. */
function inputsOf(layer: SavedLayer, first: Nested | undefined): Activation[] {
  if (first === undefined) return [];
  if ("dict" in first && isModel(layer)) {
    const { dict } = first;
    const { inputs, inputKeys } = wiringOf(layer, layer.name);
    const keys = inputKeys ?? inputs.map((ref) => ref.layer);
    if (keys.every((key) => dict.has(key))) return keys.flatMap((key) => activations(dict.get(key)));
  }
  return activations(first);
}

function callOf(wiring: Wiring, ref: TensorRef): Call {
  const call = wiring.calls.get(ref.layer)?.[ref.node];
  if (call === undefined) throw unknownRef(ref);
  return call;
}

/** All outputs of a call are known together. */
const keyOf = ({ layer, node }: TensorRef): string => `${node}:${layer}`;

function resolve(argument: Argument, done: ReadonlyMap<string, readonly Nested[]>): Nested {
  if (argument.kind === "constant") return { constant: argument.value };
  if (argument.kind === "list") return { list: argument.items.map((item) => resolve(item, done)) };
  if (argument.kind === "dict") return { dict: new Map([...argument.items].map(([key, item]) => [key, resolve(item, done)])) };
  const found = done.get(keyOf(argument.ref))?.[argument.ref.tensor];
  if (found === undefined) throw unknownRef(argument.ref);
  return found;
}

/** Keras 1 and 2 list the outputs even where there is one; Keras 3 lists one only where the model answers a list. */
function unwrapped(outputs: Argument, context: Context): Argument {
  const single = outputs.kind === "list" && outputs.items.length === 1 ? outputs.items[0] : undefined;
  return single && (context.version[0] ?? 0) < 3 ? single : outputs;
}

/** The shape that a model's first layer was given: `batch_shape` (Keras 3), `batch_input_shape`, `input_shape` or `input_dim` before. */
export function declaredShape({ config }: SavedLayer): readonly (number | null)[] | undefined {
  for (const key of ["batch_shape", "batch_input_shape"]) {
    const shape = get(config, key);
    if (isList(shape)) return shape.map((dim) => (typeof dim === "number" ? dim : null));
  }
  const shape = get(config, "input_shape");
  if (isList(shape)) return [null, ...shape.map((dim) => (typeof dim === "number" ? dim : null))];
  const width = get(config, "input_dim");
  return typeof width === "number" ? [null, width] : undefined;
}
