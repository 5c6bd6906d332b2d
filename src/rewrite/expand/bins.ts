import { bins as spec } from "../../graph/ops/bins.js";
import { float64, int64 } from "../../tensor.js";
import { expansion } from "../expansion.js";

/** Edges at or below each cell are counted; columns of fewer edges have infinite ones behind. One-hot columns compare with their bin. */
export const bins = expansion(spec, ([x], { edges, counts, encode, dtype }) => {
  const width = Math.max(1, ...edges.map((inner) => inner.length));
  const table = float64([edges.length, width], new Float64Array(edges.length * width).fill(Number.POSITIVE_INFINITY));
  edges.forEach((inner, j) => {
    table.data.set(inner, j * width);
  });
  const last = int64(
    [counts.length],
    Array.from(counts, (count) => count - 1),
  );
  const bin = x.cast("float64").unsqueeze(2).greaterOrEqual(table).cast("int64").sum(2).min(last);
  if (encode === "ordinal") return [bin.cast(dtype)];
  const owners = Array.from(counts).flatMap((count, j) => new Array<number>(count).fill(j));
  const numbers = Array.from(counts).flatMap((count) => Array.from({ length: count }, (_, k) => k));
  return [
    bin
      .gather(owners, 1)
      .equal(int64([numbers.length], numbers))
      .cast(dtype),
  ];
});
