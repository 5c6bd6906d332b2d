import { requireTensor } from "../../../graph/builder.js";
import { spread as spec } from "../../../graph/ops/spread.js";
import { CsrMatrix } from "../../../sparse.js";
import { type Tensor, zeros } from "../../../tensor.js";
import { kernel } from "../kernel.js";
import { sparse } from "../sparse.js";

export const spread = kernel(spec, ({ places, width }) => ([input]) => {
  if (input instanceof CsrMatrix) {
    const indices = input.indices.map((column) => places[column] as number);
    return [sparse(spec.op, [input.shape[0], width], input.dtype, input.data.data, indices, input.indptr)];
  }
  return [spreadDense(requireTensor(input, spec.op), places, width)];
});

function spreadDense(x: Tensor, places: Int32Array, width: number): Tensor {
  const rows = x.shape[0] ?? 0;
  const out = zeros(x.dtype, [rows, width]);
  if (x.dtype === "object") (out.data as unknown[]).fill(0n);
  const [from, to] = [x.data as { readonly [i: number]: unknown }, out.data as { [i: number]: unknown }];
  const columns = places.length;
  for (let i = 0; i < rows; i++) for (let k = 0; k < columns; k++) to[i * width + (places[k] as number)] = from[i * columns + k];
  return out;
}
