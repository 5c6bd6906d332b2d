import { ModelError } from "../../../errors.js";
import type { RuntimeValue } from "../../../graph/info.js";
import type { OneHotBlock } from "../../../graph/ops/encode.js";
import { CsrMatrix } from "../../../sparse.js";
import type { HostValue } from "../../../tensor.js";

/** Rows of numbers, dense or csr. */
export interface RowSource {
  readonly rows: number;
  /** Writes columns `start` to `start + into.length` of a row. */
  read(row: number, start: number, into: Float64Array): void;
}

export function rowSource(input: RuntimeValue): RowSource {
  if (input instanceof CsrMatrix) {
    const { indices, indptr, data } = input;
    return {
      rows: input.shape[0],
      read: (row, start, into) => {
        into.fill(0);
        for (let k = indptr[row] as number; k < (indptr[row + 1] as number); k++) {
          const at = (indices[k] as number) - start;
          if (at >= 0 && at < into.length) into[at] = (into[at] as number) + Number(data.data[k]);
        }
      },
    };
  }
  const width = input.shape[1] ?? 0;
  return {
    rows: input.shape[0] ?? 0,
    read: (row, start, into) => {
      for (let j = 0; j < into.length; j++) into[j] = Number(input.at(row * width + start + j));
    },
  };
}

/** Fills one column of the answer; answers whether there is a None in it. */
export function decodeBlock(
  source: RowSource,
  start: number,
  width: number,
  { categories, zeros }: OneHotBlock,
  out: HostValue[],
  offset: number,
  stride: number,
): boolean {
  const values = new Float64Array(width);
  const refused: number[] = [];
  let nones = false;
  for (let i = 0, o = offset; i < source.rows; i++, o += stride) {
    source.read(i, start, values);
    let best = 0;
    let sum = 0;
    for (let j = 0; j < width; j++) {
      sum += values[j] as number;
      if ((values[j] as number) > (values[best] as number)) best = j;
    }
    if (sum !== 0 || (zeros === "first" && width > 0)) out[o] = categories.at(best);
    else if (zeros === "none") {
      out[o] = null;
      nones = true;
    } else if (typeof zeros === "object") out[o] = zeros.at(0);
    else refused.push(i);
  }
  if (refused.length > 0) {
    const message = `Samples [${refused.join(" ")}] can not be inverted when drop=None and handle_unknown='error' because they contain all zeros`;
    throw new ModelError("input/value", message, { where: "X", python: "ValueError" });
  }
  return nones;
}
