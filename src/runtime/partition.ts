import type { Graph } from "../graph/builder.js";
import type { Node } from "../graph/op.js";
import type { Value } from "../graph/value.js";
import { RUN_NANOSECONDS, runsFaithfully, savedNanoseconds } from "./onnxruntime/cost.js";

export type RuntimeName = "interpreter" | "onnxruntime";

/**
 * A part of a graph that one runtime runs whole. Parts come in an order in which each has its inputs: those of the graph or outputs of
 * parts before it. Values are linked by identity; `graph.inputs` and `graph.outputs` are what crosses.
 */
export interface Segment {
  readonly runtime: RuntimeName;
  readonly graph: Graph;
}

/**
 * `missing`: not installed. `installed`: not loaded in this process so far. `started`: loaded.
 * Loading it, with a first session, costs 100 ms, which few single calls win back; once loaded, a session costs a few.
 */
export type OnnxruntimeState = "missing" | "installed" | "started";

/** Loading the native library takes 20 ms, the first session 77 (measured as in `onnxruntime/cost.ts`). */
const START_NANOSECONDS = 100e6;
/** A later session takes 4 ms and 4 more per MB of constants: less than a handful of runs of a segment that saves this much each. */
const WORTH_NANOSECONDS = 1e6;

/**
 * Splits a graph between the runtimes: a dense block goes to onnxruntime where it saves at least a millisecond per run (two million
 * flops of MatMul or so), or what loading costs where onnxruntime is not loaded yet. `rows` is what one run takes; who runs a graph
 * again and again may pass the rows of all runs so far to decide whether loading has become worth it.
 */
export function partition(graph: Graph, rows: number, onnxruntime: OnnxruntimeState): Segment[] {
  if (onnxruntime === "missing") return [{ runtime: "interpreter", graph }];
  const worth = onnxruntime === "started" ? WORTH_NANOSECONDS : START_NANOSECONDS;
  const chosen = new Map<Node, RuntimeName>(
    graph.nodes.map((node) => [node, runsFaithfully(node, graph.single) ? "onnxruntime" : "interpreter"]),
  );
  let runs = schedule(graph, chosen);
  let moved = 0;
  for (const run of runs)
    if (run.runtime === "onnxruntime") {
      const saved = run.nodes.reduce((sum, node) => sum + savedNanoseconds(node, rows), -RUN_NANOSECONDS);
      if (saved >= (moved === 0 ? worth : WORTH_NANOSECONDS)) moved++;
      else for (const node of run.nodes) chosen.set(node, "interpreter");
    }
  if (moved === 0) return [{ runtime: "interpreter", graph }];
  runs = schedule(graph, chosen);
  return cut(graph, runs);
}

interface Run {
  readonly runtime: RuntimeName;
  readonly nodes: Node[];
}

/** Orders the nodes so that those of one runtime stand together: each run takes all that are ready before the other's turn. */
function schedule(graph: Graph, chosen: ReadonlyMap<Node, RuntimeName>): Run[] {
  const ready = new Set<Value>(graph.inputs);
  const isReady = (node: Node) => node.inputs.every((input) => input.constant !== undefined || ready.has(input));
  const runs: Run[] = [];
  let waiting: readonly Node[] = graph.nodes;
  // Checks of the input and what they guard come first, as they were written.
  let runtime: RuntimeName = "interpreter";
  for (let idle = 0; waiting.length > 0 && idle < 2; runtime = runtime === "interpreter" ? "onnxruntime" : "interpreter") {
    const nodes: Node[] = [];
    const left: Node[] = [];
    for (const node of waiting) {
      if (chosen.get(node) !== runtime || !isReady(node)) {
        left.push(node);
        continue;
      }
      nodes.push(node);
      for (const output of node.outputs) ready.add(output);
    }
    waiting = left;
    idle = nodes.length === 0 ? idle + 1 : 0;
    if (nodes.length > 0) runs.push({ runtime, nodes });
  }
  return runs;
}

/** Finds what crosses between the runs. */
function cut(graph: Graph, runs: readonly Run[]): Segment[] {
  const outputs = new Set<Value>(graph.outputs);
  return runs.map(({ runtime, nodes }, i) => {
    const made = new Set(nodes.flatMap((node) => node.outputs));
    const inputs = new Set(nodes.flatMap((node) => node.inputs).filter((value) => value.constant === undefined && !made.has(value)));
    const later = new Set(runs.slice(i + 1).flatMap((run) => run.nodes.flatMap((node) => node.inputs)));
    const crossing = [...made].filter((value) => outputs.has(value) || later.has(value));
    return { runtime, graph: { inputs: [...inputs], nodes, outputs: crossing, rowwise: graph.rowwise, single: graph.single ?? false } };
  });
}
