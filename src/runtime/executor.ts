import type { Graph } from "../graph/builder.js";
import type { RuntimeValue } from "../graph/info.js";
import { withChannelsFirst } from "../rewrite/channels-first.js";
import { type Kernels, type Plan, plan } from "./interpreter/plan.js";
import { type Mixed, mixed } from "./mixed.js";
import { savedPerRow } from "./onnxruntime/cost.js";
import { concatRows, rowsOf, sliceRows, wideRows } from "./rows.js";
import { toPlain } from "./transfer.js";
import { type Pool, workerPool } from "./workers.js";

/** Rows that one run of a plan takes: small enough for intermediate results to stay in the processor's cache. */
const BLOCK_ROWS = 512;
/** Bytes that the widest value of a network may take in one run of a plan. */
const BLOCK_BYTES = 2 ** 25;
/** Networks leave few rows to onnxruntime where it saves this much: its thread is asked for the answer, which takes half as long. */
const FEW_NANOSECONDS = 200_000;
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

export function executable(given: Graph, kernels: Kernels): Executable {
  const graph = withChannelsFirst(given);
  // A network that onnxruntime runs alone needs no plan, which would lay out all of its weights once more.
  let planned: Plan | undefined;
  const here: Plan = {
    run: (feeds) => {
      planned ??= plan(graph, kernels);
      return planned.run(feeds);
    },
  };
  const perRow = graph.single ? savedPerRow(graph) : 0;
  if (perRow < FEW_NANOSECONDS) planned = plan(graph, kernels);
  let job: { readonly pool: Pool; readonly id: number } | undefined | "none";
  const toWorkers = () => {
    if (job === undefined) {
      const pool = workerPool();
      const plain = pool && toPlain(graph);
      job = pool && plain ? { pool, id: pool.add(plain) } : "none";
    }
    return job === "none" ? undefined : job;
  };
  const least = wideRows(graph, BLOCK_ROWS, BLOCK_BYTES);
  const pace: Pace = { least, block: rowsPerRun(graph), perRow: undefined };
  const share = sharing(graph, kernels);
  /** Dense blocks to onnxruntime where that is installed and pays; what it cannot take stays here. */
  const large = async (feeds: readonly RuntimeValue[], rows: number): Promise<RuntimeValue[]> => {
    const shared = await share(rows);
    try {
      if (shared) return await shared(feeds);
    } catch {
      // The interpreter answers, or complains in the framework's words.
    }
    return graph.rowwise && rows > least ? inBlocks(here, feeds, rows, toWorkers, pace) : here.run(feeds);
  };
  return {
    graph,
    run: (feeds) => {
      const rows = feeds[0] === undefined ? 0 : rowsOf(feeds[0]);
      const few = rows <= least || !graph.rowwise;
      return few && rows * perRow < FEW_NANOSECONDS ? here.run(feeds) : large(feeds, rows);
    },
  };
}

/** Asks for a runner that shares the graph with onnxruntime, again whenever the rows so far have become half as many more. */
function sharing(graph: Graph, kernels: Kernels): (rows: number) => Promise<Mixed | undefined> {
  let seen = 0;
  let next = 0;
  let asked: Promise<Mixed | undefined> | undefined;
  return (rows) => {
    seen += rows;
    if (asked === undefined || seen >= next) {
      const before = asked;
      next = seen * 1.5;
      // What onnxruntime refuses altogether, the interpreter runs.
      asked = (async () => (await before) ?? mixed(graph, seen, kernels).catch(() => undefined))();
    }
    return asked;
  };
}

/** How many rows a graph likes to take together, and what they were seen to cost. */
interface Pace {
  /** Rows of the first block, and of what stays on this thread. */
  readonly least: number;
  readonly block: number;
  /** Milliseconds, once a block ran that had nothing to prepare any more. */
  perRow: number | undefined;
}

function rowsPerRun(graph: Graph): number {
  const least = wideRows(graph, BLOCK_ROWS, BLOCK_BYTES);
  // What goes through large tables once per run likes many rows, and makes little of each.
  return least < BLOCK_ROWS ? least : graph.nodes.reduce((rows, { spec }) => Math.max(rows, spec.rowsPerRun ?? 0), BLOCK_ROWS);
}

async function inBlocks(
  here: Plan,
  feeds: readonly RuntimeValue[],
  rows: number,
  toWorkers: () => { readonly pool: Pool; readonly id: number } | undefined,
  pace: Pace,
): Promise<RuntimeValue[]> {
  const parts: RuntimeValue[][] = [];
  const began = performance.now();
  try {
    for (let start = 0, end = 0; start < rows; start = end) {
      const away = (pace.perRow ?? 0) * (rows - start) > OFFLOAD_MILLISECONDS ? toWorkers() : undefined;
      if (away) {
        const size = Math.max(pace.least, Math.ceil((rows - start) / (away.pool.size * PIECES_PER_WORKER)));
        const pieces: Promise<RuntimeValue[]>[] = [];
        const probe = Math.min(rows, start + pace.least);
        for (let from = probe; from < rows; from += size)
          pieces.push(away.pool.run(away.id, slices(feeds, from, Math.min(rows, from + size))));
        // One block stays: what rows cost was first seen in code that was not compiled yet, and may since have become too little to send away.
        const before = performance.now();
        const rest = Promise.all(pieces);
        // Should this thread's block complain first, theirs are heard no more.
        rest.catch(() => undefined);
        parts.push(here.run(slices(feeds, start, probe)));
        pace.perRow = Math.min(pace.perRow ?? Number.POSITIVE_INFINITY, (performance.now() - before) / (probe - start));
        parts.push(...(await rest));
        break;
      }
      const before = performance.now();
      if (before - began > OFFLOAD_MILLISECONDS) await new Promise((resolve) => setImmediate(resolve));
      end = Math.min(rows, start + (pace.perRow === undefined ? pace.least : pace.block));
      const from = performance.now();
      parts.push(here.run(slices(feeds, start, end)));
      // The first block may have paid for preparing; later ones tell what rows cost.
      if (start > 0) pace.perRow = (performance.now() - from) / (end - start);
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

/** Runs a graph's plan over rows in blocks on the thread it is called on. */
export function runBlocks(graph: Graph, here: Plan, feeds: readonly RuntimeValue[]): RuntimeValue[] {
  const rows = feeds[0] === undefined ? 0 : rowsOf(feeds[0]);
  const block = rowsPerRun(graph);
  const parts: RuntimeValue[][] = [];
  for (let start = 0; start < rows; start += block) parts.push(here.run(slices(feeds, start, Math.min(rows, start + block))));
  return (parts[0] ?? []).map((_, output) => concatRows(parts.map((part) => part[output] as RuntimeValue)));
}
