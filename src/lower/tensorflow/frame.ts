import type { NodeDef } from "../../container/tensorflow/generated/tensorflow/core/framework/node_def_pb.js";
import { ModelError } from "../../errors.js";
import { Value } from "../../graph/value.js";
import { Tensor } from "../../tensor.js";
import type { Context } from "./context.js";
import { Dead, dead, type Item } from "./item.js";
import { NodeCall } from "./node.js";
import { lowerSizes } from "./sizes.js";

/** Functions that call one another deeper than this call themselves. */
const MAX_DEPTH = 100;

/** Where an edge comes from: an output of a node. */
interface Edge {
  readonly node: string;
  /** In functions outputs have names. */
  readonly output: string | undefined;
  readonly index: number;
}

/** A graph, or a call of a function, node by node as they are asked for. */
class Frame {
  readonly #done = new Map<string, readonly Item[]>();

  constructor(
    readonly context: Context,
    readonly nodes: ReadonlyMap<string, NodeDef>,
    /** What is given: of a graph its inputs by `name:0`, of a function its arguments by name. */
    readonly given: ReadonlyMap<string, Item>,
    readonly depth: number,
  ) {}

  /** Nodes wait for their inputs on a stack of our own: graphs are deeper than a program's. */
  ask(reference: string): Item {
    const first = this.#given(reference);
    if (first) return first;
    const begun = new Set<string>();
    const open = [edgeOf(reference).node];
    for (let name = open.at(-1); name !== undefined; name = open.at(-1)) {
      const node = this.nodes.get(name);
      if (node === undefined) throw new ModelError("tensorflow/graph", `The graph has no node "${name}".`, { where: name });
      if (this.#done.has(name)) {
        open.pop();
        continue;
      }
      const missing = dataInputs(node)
        .filter((input) => !this.#given(input))
        .map((input) => edgeOf(input).node)
        .filter((needed) => !this.#done.has(needed));
      if (missing.length > 0) {
        if (begun.has(name))
          throw new ModelError("tensorflow/unsupported", `The node "${name}" is part of a loop of TF 1.`, { where: name });
        begun.add(name);
        open.push(...missing);
        continue;
      }
      this.#done.set(name, this.#lower(node));
      open.pop();
    }
    return this.#output(reference);
  }

  #given(reference: string): Item | undefined {
    return (
      this.given.get(reference) ?? (reference.endsWith(":0") ? this.given.get(reference.slice(0, -2)) : this.given.get(`${reference}:0`))
    );
  }

  #output(reference: string): Item {
    const given = this.#given(reference);
    if (given) return given;
    const { node, output, index } = edgeOf(reference);
    const outputs = this.#done.get(node) ?? [];
    const names = this.context.ops.get(this.nodes.get(node)?.op ?? "")?.outputs;
    const at = output !== undefined && names ? names.indexOf(output) : index;
    const found = outputs[at];
    if (found === undefined)
      throw new ModelError("tensorflow/graph", `The node "${node}" has ${outputs.length} outputs, and ${reference} is needed.`, {
        where: node,
      });
    return found;
  }

  #lower(node: NodeDef): readonly Item[] {
    this.context.spend(node.name);
    const inputs = dataInputs(node).map((input) => this.#output(input));
    const op = this.context.ops.get(node.op);
    const names = op?.outputs?.length ?? MOST_OUTPUTS;
    if (node.op !== "Merge" && inputs.some((input) => input instanceof Dead)) return new Array<Item>(names).fill(dead);
    if (op === undefined)
      throw new ModelError("tensorflow/unknown-op", `The node "${node.name}" is of the op ${node.op}, which Brine does not know.`, {
        where: node.name,
      });
    const before = node.input.filter((input) => input.startsWith("^")).flatMap((input) => this.nodes.get(input.slice(1)) ?? []);
    const call = new NodeCall(this.context, node, inputs, before, this.depth);
    try {
      const found = lowerSizes(op, call) ?? op.lower(call);
      const outputs = Array.isArray(found) ? (found as readonly Item[]) : [found as Item];
      if (!plain.has(node.op)) for (const item of outputs) if (isFolded(item)) this.context.folded(item.tensor.size, node.name);
      return outputs;
    } catch (cause) {
      throw located(cause, node);
    }
  }
}

/** Ops that hand on what there is. */
const plain = new Set(["Const", "Identity", "ReadVariableOp", "VariableV2", "PartitionedCall", "StatefulPartitionedCall"]);
const isFolded = (item: Item): item is Value => item instanceof Value && item.constant instanceof Tensor;

/** Outputs that a node of the branch not taken may have. */
const MOST_OUTPUTS = 64;

const dataInputs = (node: NodeDef): string[] => node.input.filter((input) => !input.startsWith("^"));

function edgeOf(reference: string): Edge {
  const [node = "", second, third] = reference.split(":");
  if (third !== undefined) return { node, output: second, index: Number(third) || 0 };
  return { node, output: undefined, index: Number(second ?? 0) || 0 };
}

/** Errors of our own ops know nothing of nodes. */
function located(cause: unknown, node: NodeDef): unknown {
  if (!(cause instanceof ModelError) || cause.code.startsWith("tensorflow/")) return cause;
  return new ModelError(cause.code, `${node.op} node "${node.name}": ${cause.message}`, { where: node.name, cause });
}

/** The outputs of the whole graph. */
export function evaluateGraph(context: Context, given: ReadonlyMap<string, Item>, outputs: readonly string[]): Item[] {
  const nodes = new Map((context.saved.graph?.node ?? []).map((node) => [node.name, node]));
  const frame = new Frame(context, nodes, given, 0);
  return outputs.map((output) => frame.ask(output));
}

/** Calls a function of the graph's library. @throws ModelError `tensorflow/graph` where the arguments do not fit */
export function callFunction(n: NodeCall, name: string, given: readonly Item[]): Item[] {
  const { context } = n;
  const body = context.function(name, n.name);
  if (n.depth >= MAX_DEPTH) n.unsupported(`functions call one another more than ${MAX_DEPTH} deep`);
  const names = (body.signature?.inputArg ?? []).map((arg) => arg.name);
  if (names.length !== given.length) n.wrong(`the function ${name} takes ${names.length} arguments and gets ${given.length}`);
  const frame = new Frame(context, context.nodesOf(name, body), new Map(names.map((arg, i) => [arg, given[i] as Item])), n.depth + 1);
  return (body.signature?.outputArg ?? []).map(({ name: output }) => {
    const reference = Object.hasOwn(body.ret, output) ? body.ret[output] : undefined;
    return reference === undefined ? n.wrong(`the function ${name} answers no ${output}`) : frame.ask(reference);
  });
}

/** Whether a condition is known, and which. */
export function decided(item: Item): boolean | undefined {
  if (!(item instanceof Value) || item.constant === undefined) return undefined;
  return item.tensor.size === 1 ? Boolean(item.tensor.at(0)) : undefined;
}
