import { parentPort } from "node:worker_threads";
import { ModelError } from "./errors.js";
import type { Graph } from "./graph/builder.js";
import type { RuntimeValue } from "./graph/info.js";
import { runBlocks } from "./runtime/executor.js";
import { interpreterKernels } from "./runtime/interpreter/builtins.js";
import { plan } from "./runtime/interpreter/plan.js";
import { fromPlain, pack, unpack } from "./runtime/transfer.js";
import type { Reply, Request } from "./runtime/workers.js";

/** A thread of the pool: prepares each graph once, then answers rows. */
const ready = new Map<number, (feeds: readonly RuntimeValue[]) => RuntimeValue[]>();

parentPort?.on("message", ({ task, id, graph, feeds }: Request) => {
  parentPort?.postMessage(answer(task, id, graph, feeds));
});

function answer(task: number, id: number, graph: Request["graph"], feeds: unknown): Reply {
  try {
    if (graph) ready.set(id, prepare(fromPlain(graph)));
    const run = ready.get(id);
    if (run === undefined) throw new RangeError(`Worker was asked for graph ${id}, which it does not have.`);
    return { task, outputs: pack(run(unpack(feeds) as RuntimeValue[])) };
  } catch (error) {
    if (!(error instanceof ModelError)) return { task, error: { message: String(error) } };
    return { task, error: { code: error.code, message: error.message, ...(error.python ? { python: error.python } : {}) } };
  }
}

function prepare(graph: Graph): (feeds: readonly RuntimeValue[]) => RuntimeValue[] {
  const here = plan(graph, interpreterKernels);
  return (feeds) => runBlocks(graph, here, feeds);
}
