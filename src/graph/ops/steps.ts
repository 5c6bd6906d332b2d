import { type Dim, dense, ROWS } from "../info.js";
import { defineOp } from "../op.js";

/**
 * Sequences [N, T, …] as rows of their own, [N·T, …], for what computes each step alone. What comes of it calls them N as well, until
 * `splitSteps` puts them together: nothing in between may meet values of the sequences themselves.
 */
export const mergeSteps = defineOp<{ readonly shape: readonly Dim[] }>({
  op: "Reshape",
  infer: (inputs, { shape }) => [dense(inputs[0]?.dtype ?? "float32", [ROWS, ...shape.slice(1)])],
});

/** Rows [N·T, …] as sequences [N, T, …] again. `shape` is [-1, T, …]. */
export const splitSteps = defineOp<{ readonly shape: readonly Dim[] }>({
  op: "Reshape",
  infer: (inputs, { shape }) => [dense(inputs[0]?.dtype ?? "float32", [ROWS, ...shape.slice(1)])],
});
