import { ModelError } from "../../../errors.js";
import { requireTensor } from "../../../graph/builder.js";
import { gatherSteps as spec } from "../../../graph/ops/gatherSteps.js";
import { allocate, type Data, type DType, sizeOf, Tensor } from "../../../tensor.js";
import { kernel } from "../kernel.js";

export const gatherSteps = kernel(spec, () => (inputs) => {
  const [x, index] = [requireTensor(inputs[0], spec.op), requireTensor(inputs[1], spec.op).as("int64")];
  const [rows = 0, steps = 0, ...rest] = x.shape;
  const picked = index.shape[1] ?? 0;
  const width = sizeOf(rest);
  const from: Data = x.data;
  const out: Data = allocate(x.dtype, rows * picked * width);
  for (let n = 0, o = 0; n < rows; n++)
    for (let s = 0; s < picked; s++) {
      const step = Number(index.data[n * picked + s]);
      if (!(step >= 0 && step < steps)) throw new ModelError("graph/spec", `GatherND: step ${step} of ${steps}.`, { where: spec.op });
      for (let i = 0, p = (n * steps + step) * width; i < width; i++) out[o++] = from[p++] as never;
    }
  return [new Tensor<DType>(x.dtype, [rows, picked, ...rest], out)];
});
