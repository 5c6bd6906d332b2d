import { ModelError } from "../../../errors.js";
import { requireTensor } from "../../../graph/builder.js";
import { scan } from "../../../graph/ops/scan.js";
import { allocate, type Data, sizeOf, Tensor } from "../../../tensor.js";
import { kernel } from "../kernel.js";
import { plan } from "../plan.js";

/** Step `t` of a sequence [N, T, …] as [N, …]. */
function stepOf(sequence: Tensor, t: number): Tensor {
  const [rows = 0, steps = 0, ...rest] = sequence.shape;
  const width = sizeOf(rest);
  const from: Data = sequence.data;
  if (rows === 1 && !Array.isArray(from))
    return new Tensor(sequence.dtype, [1, ...rest], from.subarray(t * width, (t + 1) * width) as never);
  const out: Data = allocate(sequence.dtype, rows * width);
  for (let n = 0, o = 0; n < rows; n++) for (let i = 0, p = (n * steps + t) * width; i < width; i++) out[o++] = from[p++] as never;
  return new Tensor(sequence.dtype, [rows, ...rest], out as never);
}

/** Outputs of a step into the sequence that they are part of. */
function put(step: Tensor, into: Data, t: number, steps: number): void {
  const [rows = 0, ...rest] = step.shape;
  const width = sizeOf(rest);
  const from: Data = step.data;
  for (let n = 0, p = 0; n < rows; n++) for (let i = 0, o = (n * steps + t) * width; i < width; i++) into[o++] = from[p++] as never;
}

export const scanKernel = kernel(scan, ({ body, states }, node, _, kernels) => {
  if (kernels === undefined) throw new ModelError("graph/unsupported", "Scan needs the kernels of its step.", { where: "Scan" });
  const step = plan(body, kernels);
  return (inputs) => {
    const tensors = inputs.map((input) => requireTensor(input, "Scan"));
    const sequences = tensors.slice(states);
    const [rows = 0, steps = 0] = sequences[0]?.shape ?? [];
    let current = tensors.slice(0, states);
    const outputs: Tensor[] = [];
    for (let t = 0; t < steps; t++) {
      const answers = step.run([...current, ...sequences.map((sequence) => stepOf(sequence, t))]) as Tensor[];
      current = answers.slice(0, states);
      answers.slice(states).forEach((answer, i) => {
        const [, ...rest] = answer.shape;
        outputs[i] ??= new Tensor(answer.dtype, [rows, steps, ...rest], allocate(answer.dtype, rows * steps * sizeOf(rest)) as never);
        put(answer, outputs[i].data, t, steps);
      });
    }
    // Without a step there is nothing to tell the lengths but what the graph knows.
    for (let i = outputs.length; i < node.outputs.length - states; i++) {
      const info = node.outputs[states + i];
      const shape = [rows, 0, ...(info?.shape.slice(2).map((dim) => (typeof dim === "number" ? dim : 0)) ?? [])];
      outputs[i] = new Tensor(info?.dtype ?? "float32", shape, allocate(info?.dtype ?? "float32", 0) as never);
    }
    return [...current, ...outputs];
  };
});
