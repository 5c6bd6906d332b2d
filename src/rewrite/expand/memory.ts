import * as ops from "../../graph/ops/memory.js";
import { expand } from "../../graph/ops/shape.js";
import { zeros } from "../../tensor.js";
import { expansion } from "../expansion.js";

/** A file keeps nothing from one run to the next: each begins with zeros, as a model does that was just opened. */
export const recall = expansion(ops.recall, ([like], { shape }) => {
  const known = shape.map((dim) => (typeof dim === "number" ? dim : 1));
  const zero = like.constantLike(zeros(like.dtype, [1, ...known]));
  return like.builder.emit(expand, [zero, like], { shape: [like.shape[0] ?? 1, ...shape] });
});
export const remember = expansion(ops.remember, ([x]) => [x]);
