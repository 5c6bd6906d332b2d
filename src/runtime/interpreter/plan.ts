import { ModelError } from "../../errors.js";
import type { Fold, Graph } from "../../graph/builder.js";
import type { RuntimeValue } from "../../graph/info.js";
import type { Node } from "../../graph/op.js";
import type { Value } from "../../graph/value.js";
import type { Kernel, Run } from "./kernel.js";
import { standardized } from "./standardized.js";

export type Kernels = ReadonlyMap<string, Kernel>;

/** A graph made ready to run: each node's kernel is prepared once. Synchronous and reusable. */
export interface Plan {
  /** Answers the graph's outputs for values of its inputs, both in the graph's order. */
  run(feeds: readonly RuntimeValue[]): RuntimeValue[];
}

interface Step {
  readonly run: Run;
  readonly inputs: readonly number[];
  readonly outputs: readonly number[];
  /** Slots that nobody reads after this step, so that their memory may go. */
  readonly dead: readonly number[];
}

export function plan(graph: Graph, kernels: Kernels): Plan {
  const slots = new Map<Value, number>();
  const initial: (RuntimeValue | undefined)[] = [];
  const slotOf = (value: Value): number => {
    let slot = slots.get(value);
    if (slot === undefined) {
      slot = initial.length;
      slots.set(value, slot);
      initial.push(value.constant);
    }
    return slot;
  };
  const inputs = graph.inputs.map(slotOf);
  const outputs = graph.outputs.map(slotOf);
  const keep = new Set(outputs);
  const readers = readersOf(graph);
  const overwrites = overwritable(graph, kernels, readers);
  const chains = new Map(standardized(graph, readers).map((chain) => [chain.nodes.at(-1), chain]));
  const absorbed = new Set([...chains.values()].flatMap(({ nodes }) => nodes.slice(0, -1)));
  const prepare = (node: Node) => kernelOf(kernels, node).prepare(node, overwrites.has(node), kernels);
  const steps: Step[] = graph.nodes
    .filter((node) => !absorbed.has(node))
    .map((node) => {
      const chain = chains.get(node);
      return {
        run: chain ? chain.prepare(chain.nodes.map(prepare)) : prepare(node),
        inputs: chain ? [slotOf(chain.input)] : node.inputs.map(slotOf),
        outputs: node.outputs.map(slotOf),
        dead: [],
      };
    });
  const seen = new Set<number>();
  for (let i = steps.length - 1; i >= 0; i--) {
    const step = steps[i] as Step;
    const dead = step.inputs.filter((slot) => !seen.has(slot) && !keep.has(slot) && initial[slot] === undefined);
    for (const slot of step.inputs) seen.add(slot);
    steps[i] = { ...step, dead };
  }
  return { run: (feeds) => execute(steps, initial, inputs, outputs, feeds) };
}

/** How many nodes read each value; being an output counts as one more. */
function readersOf(graph: Graph): ReadonlyMap<Value, number> {
  const readers = new Map<Value, number>();
  const count = (value: Value) => readers.set(value, (readers.get(value) ?? 0) + 1);
  graph.outputs.forEach(count);
  for (const node of graph.nodes) node.inputs.forEach(count);
  return readers;
}

/** Nodes whose first input is storage that only they read: made by a node, as its own, for them alone. */
function overwritable(graph: Graph, kernels: Kernels, readers: ReadonlyMap<Value, number>): ReadonlySet<Node> {
  const fresh = new Set<Value>();
  for (const node of graph.nodes) if (kernels.get(node.op)?.fresh) for (const output of node.outputs) fresh.add(output);
  return new Set(graph.nodes.filter(({ inputs: [first] }) => first && fresh.has(first) && readers.get(first) === 1));
}

function execute(
  steps: readonly Step[],
  initial: readonly (RuntimeValue | undefined)[],
  inputs: readonly number[],
  outputs: readonly number[],
  feeds: readonly RuntimeValue[],
): RuntimeValue[] {
  const slots = initial.slice();
  for (let i = 0; i < inputs.length; i++) slots[inputs[i] as number] = feeds[i];
  for (const step of steps) {
    const results = step.run(inputsOf(slots, step.inputs));
    for (let i = 0; i < step.outputs.length; i++) slots[step.outputs[i] as number] = results[i];
    for (const slot of step.dead) slots[slot] = undefined;
  }
  return outputs.map((slot) => slots[slot] as RuntimeValue);
}

/** Most nodes have one input or two, for which a literal is faster than a map. */
function inputsOf(slots: readonly (RuntimeValue | undefined)[], at: readonly number[]): RuntimeValue[] {
  if (at.length === 1) return [slots[at[0] as number] as RuntimeValue];
  if (at.length === 2) return [slots[at[0] as number] as RuntimeValue, slots[at[1] as number] as RuntimeValue];
  return at.map((slot) => slots[slot] as RuntimeValue);
}

function kernelOf(kernels: Kernels, node: Node): Kernel {
  const kernel = kernels.get(node.op);
  if (kernel === undefined) throw new ModelError("graph/unsupported", `The interpreter has no kernel for ${node.op}.`, { where: node.op });
  return kernel;
}

/** Computes nodes of constants while a graph is built. */
export function foldWith(kernels: Kernels): Fold {
  return (node, inputs) => kernelOf(kernels, node).prepare(node, false, kernels)(inputs);
}
