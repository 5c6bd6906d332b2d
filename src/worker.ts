import { parentPort } from "node:worker_threads";
import { ModelError } from "./errors.js";
import type { RuntimeValue } from "./graph/info.js";
import { runBlocks } from "./runtime/executor.js";
import { interpreterKernels } from "./runtime/interpreter/builtins.js";
import { type Plan, plan } from "./runtime/interpreter/plan.js";
import { fromPlain, pack, unpack } from "./runtime/transfer.js";
import type { Reply, Request } from "./runtime/workers.js";

/** A thread of the pool: prepares each graph once, then answers rows. */
const plans = new Map<number, Plan>();

parentPort?.on("message", ({ task, id, graph, feeds }: Request) => {
  parentPort?.postMessage(answer(task, id, graph, feeds));
});

function answer(task: number, id: number, graph: Request["graph"], feeds: unknown): Reply {
  try {
    if (graph) plans.set(id, plan(fromPlain(graph), interpreterKernels));
    const ready = plans.get(id);
    if (ready === undefined) throw new RangeError(`Worker was asked for graph ${id}, which it does not have.`);
    return { task, outputs: pack(runBlocks(ready, unpack(feeds) as RuntimeValue[])) };
  } catch (error) {
    if (!(error instanceof ModelError)) return { task, error: { message: String(error) } };
    return { task, error: { code: error.code, message: error.message, ...(error.python ? { python: error.python } : {}) } };
  }
}
