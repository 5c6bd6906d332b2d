import type { Tensor } from "../../tensor.js";
import { type Dim, dense, type Info } from "../info.js";
import { defineOp } from "../op.js";

/** What is kept from one run of a graph to the next. */
export interface Memory {
  tensor: Tensor | undefined;
}

/** What a memory holds, [N, …] for as many rows as `like` has; zeros where it holds nothing, or another number of rows. */
export const recall = defineOp<{ readonly memory: Memory; readonly shape: readonly Dim[] }>({
  op: "brine.Recall",
  infer: ([like], { shape }) => [dense(like?.dtype ?? "float32", [like?.shape[0] ?? 1, ...shape])],
  mixesRows: () => true,
});

/** Keeps a value for the next run, and answers it. */
export const remember = defineOp<{ readonly memory: Memory }>({
  op: "brine.Remember",
  infer: ([x]) => [x as Info],
  mixesRows: () => true,
  effect: true,
});
