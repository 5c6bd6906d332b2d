import type { ColumnCodes } from "../../../graph/ops/encode.js";
import { type Data, type HostValue, Tensor } from "../../../tensor.js";

/** A cell as a Map key under which Python's equals meet: numbers by value whatever their type, strings, None and NaN by themselves. */
export function keyOf(cell: HostValue): unknown {
  if (typeof cell === "boolean") return cell ? 1 : 0;
  if (typeof cell === "bigint") {
    const number = Number(cell);
    return Number.isSafeInteger(number) ? number : cell;
  }
  return cell instanceof Date ? `\0${cell.getTime()}` : cell;
}

/** Codes by category; the first of equal categories counts. */
export function codesByKey({ categories, codes }: ColumnCodes): ReadonlyMap<unknown, number> {
  const map = new Map<unknown, number>();
  for (let i = 0; i < codes.length; i++) {
    const key = keyOf(categories.at(i));
    if (!map.has(key)) map.set(key, codes[i] as number);
  }
  return map;
}

/** Looks up every `stride`-th cell from `offset` on; answers whether all of them were found. */
export type Lookup = (
  data: Data,
  offset: number,
  stride: number,
  rows: number,
  out: Float64Array,
  outOffset: number,
  outStride: number,
) => boolean;

/** Made once per column: which loop runs depends on the input's dtype only. */
export function lookup(column: ColumnCodes, dtype: Tensor["dtype"]): Lookup {
  const map = codesByKey(column);
  const other = column.unknown ?? -1;
  if (dtype === "object" || dtype === "int64" || dtype === "uint64" || dtype === "float16" || dtype === "bfloat16")
    return general(map, other, dtype);
  // Strings, and numbers that are their own keys.
  return (data, offset, stride, rows, out, outOffset, outStride) => {
    let found = true;
    for (let i = 0, p = offset, o = outOffset; i < rows; i++, p += stride, o += outStride) {
      const code = map.get(data[p]);
      if (code === undefined) found = false;
      out[o] = code ?? other;
    }
    return found;
  };
}

function general(map: ReadonlyMap<unknown, number>, other: number, dtype: Tensor["dtype"]): Lookup {
  const plain = dtype === "object";
  return (data, offset, stride, rows, out, outOffset, outStride) => {
    const cells = plain ? undefined : new Tensor(dtype, [data.length], data as never);
    let found = true;
    for (let i = 0, p = offset, o = outOffset; i < rows; i++, p += stride, o += outStride) {
      const cell = cells ? cells.at(p) : (data[p] as HostValue);
      const code = map.get(typeof cell === "string" ? cell : keyOf(cell));
      if (code === undefined) found = false;
      out[o] = code ?? other;
    }
    return found;
  };
}

/** The place of each category; the first of equal ones counts. */
export function placesOf(categories: Tensor): ReadonlyMap<unknown, number> {
  return codesByKey({ categories, codes: Float64Array.from({ length: categories.size }, (_, i) => i), unknown: null });
}
