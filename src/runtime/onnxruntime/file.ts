import { ModelError } from "../../errors.js";
import type { RuntimeValue } from "../../graph/info.js";
import { requireOnnxruntime } from "./load.js";
import type { Session } from "./session.js";
import { fromOrt, toOrt } from "./tensor.js";

/** A session for the bytes of an .onnx file. Throws `runtime/missing` without the peer, `graph/unsupported` where it refuses the file. */
export async function openFile(bytes: Uint8Array, inputs: readonly string[], outputs: readonly string[]): Promise<Session> {
  const runtime = await requireOnnxruntime();
  const session = await runtime.InferenceSession.create(bytes, { logSeverityLevel: 3 }).catch((cause: unknown) => {
    throw new ModelError(
      "graph/unsupported",
      `onnxruntime does not take the file: ${cause instanceof Error ? cause.message : String(cause)}`,
      { cause },
    );
  });
  return {
    run: async (feeds) => {
      const named = Object.fromEntries(inputs.map((name, i) => [name, toOrt(runtime, feeds[i] as RuntimeValue, name)]));
      const answers = await session.run(named).catch((cause: unknown) => {
        throw new ModelError(
          "input/shape",
          `onnxruntime could not run the graph: ${cause instanceof Error ? cause.message : String(cause)}`,
          { cause },
        );
      });
      return outputs.map((name) => {
        const answer = answers[name];
        if (answer === undefined) throw new ModelError("graph/unsupported", `onnxruntime did not answer ${name}.`);
        return fromOrt(answer, name);
      });
    },
    release: () => session.release(),
  };
}
