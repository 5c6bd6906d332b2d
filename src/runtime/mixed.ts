import { createRequire } from "node:module";
import type { Graph } from "../graph/builder.js";
import type { RuntimeValue } from "../graph/info.js";
import type { Value } from "../graph/value.js";
import { type Kernels, plan } from "./interpreter/plan.js";
import { type OnnxruntimeState, partition, type Segment } from "./partition.js";
import { concatRows, rowsOf, sliceRows, wideRows } from "./rows.js";

/** Rows of one run: a MatMul to 2,000 columns makes 32 MB of them. */
const BLOCK_ROWS = 2048;
/** Bytes that the widest value of a network may take in one run: onnxruntime keeps three or four of its like at a time. */
const BLOCK_BYTES = 2 ** 26;

/** Runs a graph whose dense blocks go to onnxruntime. */
export type Mixed = (feeds: readonly RuntimeValue[]) => Promise<RuntimeValue[]>;

let state: OnnxruntimeState | undefined;

/** Whether onnxruntime-node can be had, found out once, without loading it. */
function onnxruntimeState(): OnnxruntimeState {
  if (state === undefined)
    try {
      createRequire(import.meta.url).resolve("onnxruntime-node");
      state = "installed";
    } catch {
      state = "missing";
    }
  return state;
}

/**
 * A runner that shares a graph with onnxruntime, or undefined where the interpreter alone is as good.
 * @param rows - of all calls so far: loading onnxruntime has to pay
 */
export async function mixed(graph: Graph, rows: number, kernels: Kernels): Promise<Mixed | undefined> {
  const segments = partition(graph, rows, onnxruntimeState());
  if (segments.every(({ runtime }) => runtime === "interpreter")) return undefined;
  const parts: { readonly segment: Segment; readonly run: Mixed }[] = [];
  for (const segment of segments) {
    const run = segment.runtime === "onnxruntime" ? await session(segment.graph) : interpreted(segment.graph, kernels);
    if (run === undefined) return undefined;
    parts.push({ segment, run });
  }
  const once = async (feeds: readonly RuntimeValue[]): Promise<RuntimeValue[]> => {
    const known = new Map<Value, RuntimeValue>(graph.inputs.map((input, i) => [input, feeds[i] as RuntimeValue]));
    const read = (value: Value) => (value.constant ?? known.get(value)) as RuntimeValue;
    for (const { segment, run } of parts) {
      const answers = await run(segment.graph.inputs.map(read));
      for (const [i, output] of segment.graph.outputs.entries()) known.set(output, answers[i] as RuntimeValue);
    }
    return graph.outputs.map(read);
  };
  const block = wideRows(graph, BLOCK_ROWS, BLOCK_BYTES);
  return graph.rowwise ? (feeds) => inSlices(once, feeds, block) : once;
}

function interpreted(graph: Graph, kernels: Kernels): Mixed {
  const here = plan(graph, kernels);
  return async (feeds) => here.run(feeds);
}

async function session(graph: Graph): Promise<Mixed | undefined> {
  const { openSession } = await import("./onnxruntime/session.js");
  const opened = await openSession(graph);
  state = opened ? "started" : "missing";
  return opened && ((feeds) => opened.run(feeds));
}

/** Slices of the same size, but for the last. */
async function inSlices(once: Mixed, feeds: readonly RuntimeValue[], block: number): Promise<RuntimeValue[]> {
  const rows = feeds[0] === undefined ? 0 : rowsOf(feeds[0]);
  if (rows <= block) return once(feeds);
  const each = Math.ceil(rows / Math.ceil(rows / block));
  const pieces: RuntimeValue[][] = [];
  for (let from = 0; from < rows; from += each)
    pieces.push(await once(feeds.map((feed) => sliceRows(feed, from, Math.min(rows, from + each)))));
  return (pieces[0] ?? []).map((_, output) => concatRows(pieces.map((piece) => piece[output] as RuntimeValue)));
}
