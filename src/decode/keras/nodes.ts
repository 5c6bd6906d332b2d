import { ModelError } from "../../errors.js";
import type { Json } from "../source.js";
import { get, isList, isObject, wrong } from "./json.js";
import type { SavedLayer } from "./layer.js";

/** One output of one call of a layer. */
export interface TensorRef {
  readonly layer: string;
  readonly node: number;
  readonly tensor: number;
}

/** What a call was given: references, constants, and lists and dicts of them. */
export type Argument =
  | { readonly kind: "ref"; readonly ref: TensorRef }
  | { readonly kind: "list"; readonly items: readonly Argument[] }
  | { readonly kind: "dict"; readonly items: ReadonlyMap<string, Argument> }
  | { readonly kind: "constant"; readonly value: Json };

/** One call of a layer. */
export interface Call {
  readonly args: readonly Argument[];
  readonly kwargs: ReadonlyMap<string, Argument>;
}

/** How a functional model is wired. */
export interface Wiring {
  readonly calls: ReadonlyMap<string, readonly Call[]>;
  readonly inputs: readonly TensorRef[];
  /** The keys under which the inputs were given, where the model took a dict. */
  readonly inputKeys: readonly string[] | undefined;
  readonly outputs: Argument;
}

/** Reads the calls of a functional model in the layout of Keras 3 (`args`, `kwargs`) or of Keras 1 and 2 (lists of references). */
export function wiringOf(model: SavedLayer, where: string): Wiring {
  const names = new Set(model.layers.map(({ name }) => name));
  const calls = new Map<string, readonly Call[]>();
  for (const layer of model.layers)
    calls.set(
      layer.name,
      layer.inboundNodes.map((node, i) => callOf(node, names, `${where}.${layer.name}.inbound_nodes[${i}]`)),
    );
  const inputs = refs(get(model.config, "input_layers"), `${where}.input_layers`);
  const output = outputOf(get(model.config, "output_layers"), `${where}.output_layers`);
  return renumbered({ calls, inputs: inputs.refs, inputKeys: inputs.keys, outputs: output }, model);
}

function callOf(node: Json, names: ReadonlySet<string>, where: string): Call {
  if (isObject(node)) {
    const args = get(node, "args");
    const kwargs = get(node, "kwargs");
    return {
      args: isList(args) ? args.map((arg) => modern(arg)) : [],
      kwargs: new Map(isObject(kwargs) ? Object.entries(kwargs).map(([key, value]) => [key, modern(value)]) : []),
    };
  }
  if (!isList(node)) return wrong(node, where, "a list of calls");
  const kwargs = new Map<string, Argument>();
  const args = legacyInputs(node, names, kwargs);
  return { args: args === undefined ? [] : [args], kwargs };
}

/** keras/src/models/functional.py: serialize_node. */
function modern(value: Json): Argument {
  if (isList(value)) return { kind: "list", items: value.map(modern) };
  if (!isObject(value)) return { kind: "constant", value };
  const className = get(value, "class_name");
  const config = get(value, "config");
  if (className === "__keras_tensor__" && isObject(config)) {
    const history = get(config, "keras_history");
    const ref = refOf(history);
    return ref ? { kind: "ref", ref } : wrong(history, "keras_history", "a layer's name and two numbers");
  }
  if (className === "__tuple__" && isList(config)) return { kind: "list", items: config.map(modern) };
  // A serialized object (a dtype, an array, a number of NumPy) is a constant; a plain dict is a dict of arguments.
  if (typeof className === "string") return { kind: "constant", value };
  return { kind: "dict", items: new Map(Object.entries(value).map(([key, item]) => [key, modern(item)])) };
}

/** Keras 2 (engine/node.py: Node.serialize): `[name, node, tensor, kwargs]`, in lists and dicts as the layer took them. */
function legacyInputs(node: Json, names: ReadonlySet<string>, kwargs: Map<string, Argument>): Argument | undefined {
  if (isList(node)) {
    const [first, , third, fourth] = node;
    if (typeof first === "string" && (names.has(first) || first === "_CONSTANT_VALUE")) {
      if (isObject(fourth)) for (const [key, value] of Object.entries(fourth)) kwargs.set(key, legacyKeyword(value, names));
      const ref = refOf(node);
      if (first === "_CONSTANT_VALUE") return { kind: "constant", value: third ?? null };
      return ref ? { kind: "ref", ref } : wrong(node, "inbound_nodes", "a layer's name and two numbers");
    }
    const items = node.map((item) => legacyInputs(item, names, kwargs)).filter((item) => item !== undefined);
    return items.length === 1 ? items[0] : items.length === 0 ? undefined : { kind: "list", items };
  }
  if (isObject(node))
    return {
      kind: "dict",
      items: new Map(
        Object.entries(node).flatMap(([key, item]) => {
          const found = legacyInputs(item, names, kwargs);
          return found === undefined ? [] : [[key, found] as const];
        }),
      ),
    };
  return undefined;
}

function legacyKeyword(value: Json, names: ReadonlySet<string>): Argument {
  const ref = isList(value) && typeof value[0] === "string" && names.has(value[0]) ? refOf(value) : undefined;
  if (ref) return { kind: "ref", ref };
  if (isList(value)) return { kind: "list", items: value.map((item) => legacyKeyword(item, names)) };
  return { kind: "constant", value };
}

function refOf(value: Json | undefined): TensorRef | undefined {
  if (!isList(value)) return undefined;
  const [layer, node, tensor] = value;
  return typeof layer === "string" && typeof node === "number" && typeof tensor === "number" ? { layer, node, tensor } : undefined;
}

function refs(value: Json | undefined, where: string): { refs: TensorRef[]; keys: string[] | undefined } {
  const single = refOf(value);
  if (single) return { refs: [single], keys: undefined };
  if (isObject(value)) {
    const inner = Object.values(value).flatMap((item) => refs(item, where).refs);
    return { refs: inner, keys: Object.keys(value) };
  }
  if (isList(value)) return { refs: value.flatMap((item) => refs(item, where).refs), keys: undefined };
  return wrong(value, where, "references to layers");
}

function outputOf(value: Json | undefined, where: string): Argument {
  const ref = refOf(value);
  if (ref) return { kind: "ref", ref };
  if (isList(value)) {
    const items = value.map((item) => outputOf(item, where));
    // Keras 1 and 2 wrote a list for one output as well.
    return { kind: "list", items };
  }
  if (isObject(value)) return { kind: "dict", items: new Map(Object.entries(value).map(([key, item]) => [key, outputOf(item, where)])) };
  return wrong(value, where, "references to layers");
}

/**
 * Keras 1 and 2 count the calls of a nested model from 1, since building it was a call as well (engine/functional.py:
 * _should_skip_first_node); here all are counted from 0.
 */
function renumbered(wiring: Wiring, model: SavedLayer): Wiring {
  const legacy = model.layers.some(({ inboundNodes: [first] }) => isList(first));
  const highest = new Map<string, number>();
  const lowest = new Map<string, number>();
  for (const ref of allRefs(wiring)) {
    highest.set(ref.layer, Math.max(highest.get(ref.layer) ?? 0, ref.node));
    lowest.set(ref.layer, Math.min(lowest.get(ref.layer) ?? ref.node, ref.node));
  }
  const shifted = new Set<string>();
  for (const { name, layers } of model.layers) {
    const count = wiring.calls.get(name)?.length ?? 0;
    const beyond = (highest.get(name) ?? 0) >= Math.max(1, count);
    if (layers.length > 0 && (lowest.get(name) ?? 0) > 0 && (beyond || legacy)) shifted.add(name);
  }
  if (shifted.size === 0) return wiring;
  const ref = (found: TensorRef): TensorRef => (shifted.has(found.layer) ? { ...found, node: found.node - 1 } : found);
  const argument = (found: Argument): Argument => {
    if (found.kind === "ref") return { kind: "ref", ref: ref(found.ref) };
    if (found.kind === "list") return { kind: "list", items: found.items.map(argument) };
    if (found.kind === "dict") return { kind: "dict", items: new Map([...found.items].map(([key, item]) => [key, argument(item)])) };
    return found;
  };
  return {
    ...wiring,
    inputs: wiring.inputs.map(ref),
    outputs: argument(wiring.outputs),
    calls: new Map(
      [...wiring.calls].map(([name, calls]) => [
        name,
        calls.map(({ args, kwargs }) => ({
          args: args.map(argument),
          kwargs: new Map([...kwargs].map(([key, item]) => [key, argument(item)])),
        })),
      ]),
    ),
  };
}

function allRefs({ calls, inputs, outputs }: Wiring): TensorRef[] {
  const all = [...calls.values()].flatMap((list) => list.flatMap(({ args, kwargs }) => [...args, ...kwargs.values()].flatMap(refsIn)));
  return [...all, ...inputs, ...refsIn(outputs)];
}

/** The references in an argument, left to right. */
export function refsIn(argument: Argument): TensorRef[] {
  if (argument.kind === "ref") return [argument.ref];
  if (argument.kind === "list") return argument.items.flatMap(refsIn);
  return argument.kind === "dict" ? [...argument.items.values()].flatMap(refsIn) : [];
}

export function unknownRef({ layer, node }: TensorRef): ModelError {
  return new ModelError("keras/config", `The model refers to call ${node} of the layer "${layer}", which it does not have.`, {
    where: layer,
  });
}
