import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import { ModelError } from "../errors.js";
import type { RuntimeValue } from "../graph/info.js";
import { type PlainGraph, pack, unpack } from "./transfer.js";

/** Threads that run graphs. They are started when first needed, and do not keep the process alive. */
export interface Pool {
  readonly size: number;
  /** Makes a graph known; it is sent to a worker with the first rows. */
  add(graph: PlainGraph): number;
  run(id: number, feeds: readonly RuntimeValue[]): Promise<RuntimeValue[]>;
}

export type Request = { readonly task: number; readonly id: number; readonly graph?: PlainGraph; readonly feeds: unknown };
export type Reply = {
  readonly task: number;
  readonly outputs?: unknown;
  readonly error?: { code?: string; message: string; python?: string };
};

/** The most threads that are used; beyond it, memory bandwidth is what is short. */
const MAX_WORKERS = 16;
let pool: Pool | undefined;

/** The pool of this process; undefined where there are no threads to be had. */
export function workerPool(): Pool | undefined {
  const path = workerPath();
  if (path === undefined) return undefined;
  pool ??= new WorkerPool(path, Math.min(MAX_WORKERS, Math.max(1, availableParallelism())));
  return pool;
}

function workerPath(): string | undefined {
  try {
    const path = createRequire(import.meta.url).resolve("brine/worker");
    return existsSync(path) ? path : undefined;
  } catch {
    return undefined;
  }
}

interface Thread {
  readonly worker: Worker;
  readonly known: Set<number>;
  readonly waiting: Map<number, { resolve(outputs: RuntimeValue[]): void; reject(error: unknown): void }>;
}

class WorkerPool implements Pool {
  readonly #threads: Thread[] = [];
  readonly #graphs: PlainGraph[] = [];
  #task = 0;

  constructor(
    readonly path: string,
    readonly size: number,
  ) {}

  add(graph: PlainGraph): number {
    return this.#graphs.push(graph) - 1;
  }

  run(id: number, feeds: readonly RuntimeValue[]): Promise<RuntimeValue[]> {
    const thread = this.#leastBusy();
    const graph = this.#graphs[id];
    const first = !thread.known.has(id);
    thread.known.add(id);
    const task = this.#task++;
    return new Promise((resolve, reject) => {
      if (thread.waiting.size === 0) thread.worker.ref();
      thread.waiting.set(task, { resolve, reject });
      const request: Request = { task, id, feeds: pack(feeds), ...(first && graph ? { graph } : {}) };
      thread.worker.postMessage(request);
    });
  }

  #leastBusy(): Thread {
    const idle = this.#threads.find((thread) => thread.waiting.size === 0);
    if (idle) return idle;
    if (this.#threads.length < this.size) return this.#start();
    return this.#threads.reduce((a, b) => (b.waiting.size < a.waiting.size ? b : a));
  }

  #start(): Thread {
    const worker = new Worker(this.path);
    const thread: Thread = { worker, known: new Set(), waiting: new Map() };
    worker.on("message", (reply: Reply) => {
      const waiting = thread.waiting.get(reply.task);
      thread.waiting.delete(reply.task);
      if (thread.waiting.size === 0) worker.unref();
      if (reply.error)
        waiting?.reject(
          new ModelError(
            (reply.error.code ?? "graph/spec") as ModelError["code"],
            reply.error.message,
            reply.error.python ? { python: reply.error.python } : {},
          ),
        );
      else waiting?.resolve(unpack(reply.outputs) as RuntimeValue[]);
    });
    worker.on("error", (error) => {
      this.#threads.splice(this.#threads.indexOf(thread), 1);
      for (const { reject } of thread.waiting.values()) reject(error);
    });
    this.#threads.push(thread);
    return thread;
  }
}
