import { ModelError } from "../../errors.js";
import type { Graph } from "../../graph/builder.js";
import type { RuntimeValue } from "../../graph/info.js";
import { encodeOnnx } from "../../graph/onnx/encode.js";
import { withClips } from "../../rewrite/clip.js";
import { keepScalesExact } from "../../rewrite/exact-scale.js";
import { inStandardOps } from "../../rewrite/to-onnx.js";
import { findOnnxruntime, type Onnxruntime, requireOnnxruntime } from "./load.js";
import { fromOrt, toOrt } from "./tensor.js";

/** onnxruntime's own levels: 3 tells of errors only, which come as exceptions anyway. */
const QUIET = 3;

/** Threads that wait by turning in circles take half of the processor from whoever else works; waking them costs microseconds. */
const RESTING = { session: { intra_op: { allow_spinning: "0" } } };

/** A graph that onnxruntime has made ready. */
export interface Session {
  /** Answers the graph's outputs for values of its inputs, both in the graph's order. */
  run(feeds: readonly RuntimeValue[]): Promise<RuntimeValue[]>;
  /** Gives the memory back; the session is of no use afterwards. */
  release(): Promise<void>;
}

/**
 * A session for a graph of standard ops, or undefined where onnxruntime is not installed.
 * Throws `onnx/no-standard-op` at other ops, `graph/unsupported` where onnxruntime has no kernel for one.
 */
export async function openSession(graph: Graph): Promise<Session | undefined> {
  const runtime = await findOnnxruntime();
  return runtime && makeSession(runtime, graph);
}

/** The same for a caller who insists: throws `runtime/missing` where onnxruntime is not installed. */
export async function requireSession(graph: Graph): Promise<Session> {
  return makeSession(await requireOnnxruntime(), graph);
}

async function makeSession(runtime: Onnxruntime, graph: Graph): Promise<Session> {
  const inputNames = graph.inputs.map((_, i) => `input_${i}`);
  const outputNames = graph.outputs.map((_, i) => `output_${i}`);
  const bytes = encodeOnnx(keepScalesExact(graph.single ? withClips(inStandardOps(graph)) : graph), { inputNames, outputNames });
  const session = await runtime.InferenceSession.create(bytes, {
    logSeverityLevel: QUIET,
    ...(graph.single ? { extra: RESTING } : {}),
  }).catch((cause: unknown) => refuse("does not take the graph", cause));
  return {
    run: async (feeds) => {
      const named = Object.fromEntries(inputNames.map((name, i) => [name, toOrt(runtime, feeds[i] as RuntimeValue, name)]));
      const answers = await session.run(named).catch((cause: unknown) => refuse("could not run the graph", cause));
      return outputNames.map((name) => {
        const answer = answers[name];
        if (answer === undefined) throw new ModelError("graph/unsupported", `onnxruntime did not answer ${name}.`);
        return fromOrt(answer, name);
      });
    },
    release: () => session.release(),
  };
}

function refuse(what: string, cause: unknown): never {
  throw new ModelError("graph/unsupported", `onnxruntime ${what}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
}
