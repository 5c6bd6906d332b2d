import { requireTensor } from "../../../graph/builder.js";
import * as ops from "../../../graph/ops/linear.js";
import { allocate, type Data } from "../../../tensor.js";
import { boundIndex, indexReader } from "../indices.js";
import { kernel } from "../kernel.js";
import { requireCsr, sparse } from "../sparse.js";

/** Columns by index, repeats allowed; a row keeps the order in which it stores them (csr.h: csr_column_index1, _index2). */
export const csrGather = kernel(ops.csrGather, (_, node) => {
  const reader = indexReader(node.inputs[1]);
  return (inputs) => {
    const x = requireCsr(inputs[0], "brine.CsrGather");
    const wanted = reader(requireTensor(inputs[1], "brine.CsrGather"));
    const [rows, columns] = x.shape;
    // Where the new places of each column begin, and the places themselves.
    const starts = new Int32Array(columns + 1);
    const chosen = Int32Array.from(wanted, (index) => boundIndex("brine.CsrGather", index, 1, columns));
    for (const column of chosen) starts[column + 1] = (starts[column + 1] as number) + 1;
    for (let j = 0; j < columns; j++) starts[j + 1] = (starts[j + 1] as number) + (starts[j] as number);
    const places = new Int32Array(chosen.length);
    const next = starts.slice();
    for (let place = 0; place < chosen.length; place++) {
      const column = chosen[place] as number;
      places[next[column] as number] = place;
      next[column] = (next[column] as number) + 1;
    }
    let stored = 0;
    for (const column of x.indices) stored += (starts[column + 1] as number) - (starts[column] as number);
    const data: Data = allocate(x.dtype, stored);
    const indices = new Int32Array(stored);
    const indptr = new Int32Array(rows + 1);
    let at = 0;
    for (let i = 0; i < rows; i++) {
      for (let s = x.indptr[i] as number; s < (x.indptr[i + 1] as number); s++) {
        const column = x.indices[s] as number;
        for (let k = starts[column] as number; k < (starts[column + 1] as number); k++, at++) {
          indices[at] = places[k] as number;
          data[at] = x.data.data[s] as never;
        }
      }
      indptr[i + 1] = at;
    }
    return [sparse("brine.CsrGather", [rows, chosen.length], x.dtype, data, indices, indptr)];
  };
});
