import { requireTensor } from "../../../graph/builder.js";
import * as ops from "../../../graph/ops/memory.js";
import { zeros } from "../../../tensor.js";
import { kernel } from "../kernel.js";

export const recall = kernel(ops.recall, ({ memory, shape }, node) => {
  const dtype = node.outputs[0]?.dtype ?? "float32";
  return ([like]) => {
    const wanted = [like?.shape[0] ?? 0, ...shape.map((dim) => (typeof dim === "number" ? dim : 1))];
    const held = memory.tensor;
    return [held?.dtype === dtype && held.shape.join() === wanted.join() ? held : zeros(dtype, wanted)];
  };
});

export const remember = kernel(ops.remember, ({ memory }) => ([input]) => {
  const tensor = requireTensor(input, ops.remember.op);
  memory.tensor = tensor;
  return [tensor];
});
