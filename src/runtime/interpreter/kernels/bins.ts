import { requireTensor } from "../../../graph/builder.js";
import { bins as spec } from "../../../graph/ops/bins.js";
import { Tensor, zeros } from "../../../tensor.js";
import { kernel } from "../kernel.js";
import { numbersOf } from "../numbers.js";
import { sparse } from "../sparse.js";

export const bins = kernel(spec, ({ edges, counts, encode, dtype }) => {
  const starts = Int32Array.from(counts, (_, j) => counts.slice(0, j).reduce((sum, count) => sum + count, 0));
  const width = counts.reduce((sum, count) => sum + count, 0);
  return ([input]) => {
    const x = requireTensor(input, spec.op);
    const [rows = 0, columns = 1] = x.shape;
    const found = numbersBelow(numbersOf(spec.op, x), edges, counts);
    if (encode === "ordinal") return [filled(zeros(dtype, x.shape), (data) => data.set(found))];
    for (let j = 0; j < columns; j++)
      for (let i = 0; i < rows; i++) found[i * columns + j] = (found[i * columns + j] as number) + (starts[j] as number);
    if (encode === "sparse") {
      const indptr = Int32Array.from({ length: rows + 1 }, (_, i) => i * columns);
      const { data } = filled(zeros(dtype, [found.length]), (ones) => ones.fill(1));
      return [sparse(spec.op, [rows, width], dtype, data, found, indptr)];
    }
    return [
      filled(zeros(dtype, [rows, width]), (data) => {
        for (let at = 0; at < found.length; at++) data[Math.floor(at / columns) * width + (found[at] as number)] = 1;
      }),
    ];
  };
});

function filled(tensor: Tensor, fill: (data: Float64Array) => void): Tensor {
  fill(tensor.data as Float64Array);
  return new Tensor(tensor.dtype, tensor.shape, tensor.data);
}

function numbersBelow(x: ArrayLike<number>, edges: readonly Float64Array[], counts: Int32Array): Int32Array {
  const columns = edges.length;
  const out = new Int32Array(x.length);
  for (let j = 0; j < columns; j++) {
    const inner = edges[j] as Float64Array;
    const last = (counts[j] as number) - 1;
    for (let at = j; at < x.length; at += columns) {
      const value = x[at] as number;
      let from = 0;
      let to = inner.length;
      while (from < to) {
        const middle = (from + to) >> 1;
        if ((inner[middle] as number) <= value) from = middle + 1;
        else to = middle;
      }
      out[at] = Math.min(from, last);
    }
  }
  return out;
}
