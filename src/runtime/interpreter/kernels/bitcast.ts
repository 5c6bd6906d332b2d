import { requireTensor } from "../../../graph/builder.js";
import { bitcast } from "../../../graph/ops/bitcast.js";
import { allocate, type Data, type DType, type NumericData, Tensor } from "../../../tensor.js";
import { kernel } from "../kernel.js";

export const bitcastKernel = kernel(bitcast, ({ dtype }) => ([input]) => {
  const x = requireTensor(input, bitcast.op);
  const out: Data = allocate(dtype, x.size);
  const [from, to] = [x.data as NumericData, out as NumericData];
  new Uint8Array(to.buffer, to.byteOffset, to.byteLength).set(new Uint8Array(from.buffer, from.byteOffset, from.byteLength));
  return [new Tensor<DType>(dtype, x.shape, out)];
});
