import type { Graph } from "../graph/builder.js";
import type { RuntimeValue } from "../graph/info.js";
import { type Kernels, type Plan, plan } from "./interpreter/plan.js";
import { concatRows, rowsOf, sliceRows } from "./rows.js";
import { toPlain } from "./transfer.js";
import { type Pool, workerPool } from "./workers.js";

/** Rows that one run of a plan takes: small enough for intermediate results to stay in the processor's cache. */
const BLOCK_ROWS = 512;
/** Work that is expected to take longer than this leaves the thread that asked; starting workers costs about as much. */
const OFFLOAD_MILLISECONDS = 25;
/** Pieces per worker: enough that uneven ones even out, few enough that messages cost nothing. */
const PIECES_PER_WORKER = 4;

/** A graph that is ready to answer. */
export interface Executable {
  readonly graph: Graph;
  /** Answers the outputs; at once for few rows, else in blocks, on worker threads where it would take long. */
  run(feeds: readonly RuntimeValue[]): RuntimeValue[] | Promise<RuntimeValue[]>;
}

export function executable(graph: Graph, kernels: Kernels): Executable {
  const here = plan(graph, kernels);
  let job: { readonly pool: Pool; readonly id: number } | undefined | "none";
  const toWorkers = () => {
    if (job === undefined) {
      const pool = workerPool();
      const plain = pool && toPlain(graph);
      job = pool && plain ? { pool, id: pool.add(plain) } : "none";
    }
    return job === "none" ? undefined : job;
  };
  return {
    graph,
    run: (feeds) => {
      const rows = feeds[0] === undefined ? 0 : rowsOf(feeds[0]);
      if (rows <= BLOCK_ROWS || !graph.rowwise) return here.run(feeds);
      return inBlocks(here, feeds, rows, toWorkers);
    },
  };
}

async function inBlocks(
  here: Plan,
  feeds: readonly RuntimeValue[],
  rows: number,
  toWorkers: () => { readonly pool: Pool; readonly id: number } | undefined,
): Promise<RuntimeValue[]> {
  const parts: RuntimeValue[][] = [];
  const began = performance.now();
  try {
    for (let start = 0; start < rows; start += BLOCK_ROWS) {
      const spent = performance.now() - began;
      const left = start === 0 ? 0 : (spent / start) * (rows - start);
      const away = left > OFFLOAD_MILLISECONDS ? toWorkers() : undefined;
      if (away) {
        const size = Math.max(BLOCK_ROWS, Math.ceil((rows - start) / (away.pool.size * PIECES_PER_WORKER)));
        const pieces: Promise<RuntimeValue[]>[] = [];
        for (let from = start; from < rows; from += size)
          pieces.push(away.pool.run(away.id, slices(feeds, from, Math.min(rows, from + size))));
        parts.push(...(await Promise.all(pieces)));
        break;
      }
      if (spent > OFFLOAD_MILLISECONDS) await new Promise((resolve) => setImmediate(resolve));
      parts.push(here.run(slices(feeds, start, Math.min(rows, start + BLOCK_ROWS))));
    }
  } catch {
    // A complaint about one block may have to speak of all rows (unknown categories, say): ask again with all of them.
    return here.run(feeds);
  }
  return (parts[0] ?? []).map((_, output) => concatRows(parts.map((part) => part[output] as RuntimeValue)));
}

function slices(feeds: readonly RuntimeValue[], start: number, end: number): RuntimeValue[] {
  return feeds.map((feed) => sliceRows(feed, start, end));
}

/** Runs a plan over rows in blocks on the thread it is called on. */
export function runBlocks(here: Plan, feeds: readonly RuntimeValue[]): RuntimeValue[] {
  const rows = feeds[0] === undefined ? 0 : rowsOf(feeds[0]);
  const parts: RuntimeValue[][] = [];
  for (let start = 0; start < rows; start += BLOCK_ROWS) parts.push(here.run(slices(feeds, start, Math.min(rows, start + BLOCK_ROWS))));
  return (parts[0] ?? []).map((_, output) => concatRows(parts.map((part) => part[output] as RuntimeValue)));
}
