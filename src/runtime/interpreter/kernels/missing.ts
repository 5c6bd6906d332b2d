import { ModelError } from "../../../errors.js";
import { requireTensor } from "../../../graph/builder.js";
import * as ops from "../../../graph/ops/missing.js";
import { CsrMatrix } from "../../../sparse.js";
import { allocate, Tensor, zeros } from "../../../tensor.js";
import { kernel } from "../kernel.js";
import { isWide, numbersOf } from "../numbers.js";
import { requireCsr, sparse } from "../sparse.js";

/** Whether a cell of any kind is the mark. */
function testOf(mark: ops.MissingMark): (cell: unknown) => boolean {
  if (mark.kind === "nan") return (cell) => Number.isNaN(cell);
  if (mark.kind === "none") return (cell) => cell === null;
  if (mark.kind === "text") return (cell) => cell === mark.value;
  const { value } = mark;
  return (cell) => cell === value || ((typeof cell === "bigint" || typeof cell === "boolean") && Number(cell) === value);
}

export const isMissing = kernel(ops.isMissing, ({ mark }) => {
  const test = testOf(mark);
  return ([input]) => {
    if (input instanceof CsrMatrix) return [storedMissing(input, test)];
    const x = requireTensor(input, ops.isMissing.op);
    const out = new Uint8Array(x.size);
    for (let i = 0; i < out.length; i++) out[i] = test(x.data[i]) ? 1 : 0;
    return [new Tensor("bool", x.shape, out)];
  };
});

function storedMissing(x: CsrMatrix, test: (cell: unknown) => boolean): CsrMatrix {
  const numbers = numbersOf(ops.isMissing.op, x.data);
  const indices = new Int32Array(x.indices.length);
  const indptr = new Int32Array(x.indptr.length);
  let found = 0;
  for (let i = 0; i < x.shape[0]; i++) {
    for (let k = x.indptr[i] as number; k < (x.indptr[i + 1] as number); k++)
      if (test(numbers[k])) indices[found++] = x.indices[k] as number;
    indptr[i + 1] = found;
  }
  return sparse(ops.isMissing.op, x.shape, "bool", new Uint8Array(found).fill(1), indices.slice(0, found), indptr);
}

export const csrImpute = kernel(ops.csrImpute, ({ mark, fills }) => {
  const test = testOf(mark);
  return ([input]) => {
    const x = requireCsr(input, ops.csrImpute.op);
    const numbers = numbersOf(ops.csrImpute.op, x.data);
    const data = allocate(x.dtype, numbers.length);
    const wide = isWide(x.dtype);
    for (let k = 0; k < numbers.length; k++) {
      const value = numbers[k] as number;
      if (wide && !test(value)) data[k] = x.data.data[k] as never;
      else {
        const filled = test(value) ? (fills[x.indices[k] as number] as number) : value;
        data[k] = (wide ? BigInt(Math.trunc(filled)) : filled) as never;
      }
    }
    return [sparse(ops.csrImpute.op, x.shape, x.dtype, data, x.indices, x.indptr)];
  };
});

export const restoreMissing = kernel(ops.restoreMissing, ({ mark, features, width }) => ([input]) => {
  const x = requireTensor(input, ops.restoreMissing.op);
  const [rows = 0, columns = 0] = x.shape;
  const numbers = numbersOf(ops.restoreMissing.op, x);
  const out = zeros("float64", [rows, width]);
  const imputed = columns - features.length;
  const missing = new Uint8Array(rows * width);
  features.forEach((feature, k) => {
    for (let i = 0; i < rows; i++) missing[i * width + feature] = numbers[i * columns + imputed + k] === 0 ? 0 : 1;
  });
  let next = 0;
  for (let column = 0; next < imputed; column++) {
    if (column === width)
      throw new ModelError("input/shape", `index ${width} is out of bounds for axis 1 with size ${width}`, { python: "IndexError" });
    let all = true;
    for (let i = 0; i < rows && all; i++) all = missing[i * width + column] === 1;
    if (all) continue;
    for (let i = 0; i < rows; i++) out.data[i * width + column] = numbers[i * columns + next] as number;
    next++;
  }
  for (let at = 0; at < missing.length; at++) if (missing[at] === 1) out.data[at] = mark;
  return [out];
});

export const refuseNewMissing = kernel(ops.refuseNewMissing, ({ known }) => {
  const fine = new Set(known);
  return ([input]) => {
    const found = new Set<number>();
    if (input instanceof CsrMatrix) for (const column of input.indices) found.add(column);
    else {
      const { data, shape } = requireTensor(input, ops.refuseNewMissing.op).as("bool");
      const width = shape[1] ?? 1;
      for (let i = 0; i < data.length; i++) if (data[i] === 1) found.add(i % width);
    }
    const fresh = [...found].filter((column) => !fine.has(column)).sort((a, b) => a - b);
    if (fresh.length > 0)
      throw new ModelError(
        "input/value",
        `The features [${fresh.join(" ")}] have missing values in transform but have no missing values in fit.`,
        { python: "ValueError" },
      );
    return [input as CsrMatrix];
  };
});
