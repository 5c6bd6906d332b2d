import { ModelError } from "../../errors.js";
import type { RuntimeValue } from "../../graph/info.js";
import { CsrMatrix } from "../../sparse.js";
import { Tensor } from "../../tensor.js";

/** Rows side by side in one array; the first of them is row `at`. */
export interface Block {
  readonly data: Float32Array | Float64Array;
  readonly at: number;
}

/** A matrix of floats, dense or csr, as blocks of dense rows. */
export interface RowBlocks {
  readonly width: number;
  readonly count: number;
  /** Rows that a block may have at most. */
  readonly longest: number;
  /** Rows `start` to `start + count`, valid until the next call. */
  block(start: number, count: number): Block;
}

/** Dense rows as they are; sparse ones are written out a block (of at most `longest` rows) at a time. */
export function rowBlocks(op: string, x: RuntimeValue | undefined, longest: number): RowBlocks {
  if (x instanceof CsrMatrix && (x.dtype === "float32" || x.dtype === "float64")) return sparseBlocks(x, longest);
  if (!(x instanceof Tensor) || (x.dtype !== "float32" && x.dtype !== "float64"))
    throw new ModelError("graph/spec", `${op} takes float32, float64 or sparse rows.`, { where: op });
  const { data } = x as Tensor<"float32" | "float64">;
  return { width: x.shape[1] ?? 0, count: x.shape[0] ?? 0, longest, block: (start) => ({ data, at: start }) };
}

function sparseBlocks(x: CsrMatrix, longest: number): RowBlocks {
  const [count, width] = x.shape;
  const stored = x.data.data as Float64Array;
  const scratch =
    x.dtype === "float64" ? new Float64Array(Math.min(longest, count) * width) : new Float32Array(Math.min(longest, count) * width);
  const block = (start: number, rows: number): Block => {
    scratch.fill(0, 0, rows * width);
    for (let i = 0; i < rows; i++)
      for (let k = x.indptr[start + i] ?? 0; k < (x.indptr[start + i + 1] ?? 0); k++) {
        const to = i * width + (x.indices[k] ?? 0);
        scratch[to] = (scratch[to] as number) + (stored[k] as number);
      }
    return { data: scratch, at: 0 };
  };
  return { width, count, longest, block };
}
