import { csrThreshold as spec } from "../../../graph/ops/csrThreshold.js";
import { allocate } from "../../../tensor.js";
import { kernel } from "../kernel.js";
import { numbersOf } from "../numbers.js";
import { requireCsr, sparse } from "../sparse.js";

export const csrThreshold = kernel(spec, ({ threshold }) => ([input]) => {
  const x = requireCsr(input, spec.op);
  const values = numbersOf(spec.op, x.data);
  // A float32 matrix compares with the threshold as a float32.
  const limit = x.dtype === "float32" ? Math.fround(threshold) : threshold;
  const indices = new Int32Array(values.length);
  const indptr = new Int32Array(x.indptr.length);
  let kept = 0;
  for (let i = 0; i < x.shape[0]; i++) {
    for (let k = x.indptr[i] as number; k < (x.indptr[i + 1] as number); k++)
      if ((values[k] as number) > limit) indices[kept++] = x.indices[k] as number;
    indptr[i + 1] = kept;
  }
  const ones = allocate(x.dtype, kept);
  if (ones instanceof BigInt64Array || ones instanceof BigUint64Array) ones.fill(1n);
  else (ones as Float64Array).fill(1);
  return [sparse(spec.op, x.shape, x.dtype, ones, indices.slice(0, kept), indptr)];
});
