import type { Value } from "../../../graph/value.js";
import { einsum } from "../einsum.js";
import { defineOperations, operation } from "./define.js";
import { pair } from "./elementwise.js";

const swapped = (x: Value): Value =>
  x.transpose(Array.from({ length: x.rank }, (_, i) => (i < x.rank - 2 ? i : i === x.rank - 2 ? x.rank - 1 : x.rank - 2)));

/** Axes named by letters, for an einsum. */
const letters = (count: number, from: number): string[] => Array.from({ length: count }, (_, i) => String.fromCharCode(from + i));

export const products = defineOperations([
  operation("numpy.Matmul(x1, x2)", (a) => {
    const [x, y] = pair(a, "x1", "x2");
    return x.matMul(y);
  }),
  operation(
    [
      "tf.linalg.matmul(a, b, transpose_a, transpose_b, adjoint_a, adjoint_b)",
      "tf.matmul(a, b, transpose_a, transpose_b, adjoint_a, adjoint_b)",
      "op.MatMul(a, b, transpose_a, transpose_b)",
      "op.BatchMatMulV2(a, b, adj_x, adj_y)",
      "op.BatchMatMul(a, b, adj_x, adj_y)",
    ],
    (a) => {
      const [x, y] = pair(a, "a", "b");
      const left = a.flag("transpose_a") || a.flag("adjoint_a") ? swapped(x) : x;
      return left.matMul(a.flag("transpose_b") || a.flag("adjoint_b") ? swapped(y) : y);
    },
  ),
  operation("numpy.Einsum(x, y, subscripts)", (a) => {
    const equation = a.text("subscripts");
    const values = a.rest(0);
    const [x, y] = values;
    if (x === undefined || y === undefined || values.length > 2)
      return a.at.unsupported(`the equation "${equation}" has ${values.length} operands; two are computed.`);
    return einsum(equation.includes("->") ? equation : a.at.unsupported(`the equation "${equation}" names no result.`), x, y);
  }),
  // The last axis of the first with the last but one of the second.
  operation("numpy.Dot(x1, x2)", (a) => {
    const [x, y] = pair(a, "x1", "x2");
    if (x.rank === 0 || y.rank === 0) return x.mul(y);
    const [left, right] = [letters(x.rank - 1, 97), letters(y.rank - 1, 65)];
    const inner = y.rank === 1 ? ["s"] : [...right.slice(0, -1), "s", ...right.slice(-1)];
    return einsum(`${left.join("")}s,${inner.join("")}->${[...left, ...right].join("")}`, x, y);
  }),
  operation(["numpy.Tensordot(x1, x2, axes)", "tf.tensordot(a, b, axes)"], (a) => {
    const [x, y] = pair(a, "x1", "x2");
    const axes = a.json("axes");
    const count = typeof axes === "number" ? axes : undefined;
    const listed = (Array.isArray(axes) ? axes : []).map((each) => (typeof each === "number" ? [each] : each)) as number[][];
    const mine =
      count === undefined
        ? (listed[0] ?? []).map((axis) => (axis < 0 ? axis + x.rank : axis))
        : Array.from({ length: count }, (_, i) => x.rank - count + i);
    const theirs =
      count === undefined ? (listed[1] ?? []).map((axis) => (axis < 0 ? axis + y.rank : axis)) : Array.from({ length: count }, (_, i) => i);
    const left = letters(x.rank, 97);
    const right = letters(y.rank, 65).map((letter, i) =>
      theirs.includes(i) ? (left[mine[theirs.indexOf(i)] as number] as string) : letter,
    );
    const rest = [...left.filter((_, i) => !mine.includes(i)), ...right.filter((_, i) => !theirs.includes(i))];
    return einsum(`${left.join("")},${right.join("")}->${rest.join("")}`, x, y);
  }),
  operation("numpy.Outer(x1, x2)", (a) => {
    const [x, y] = pair(a, "x1", "x2");
    return x.reshape([-1, 1]).mul(y.reshape([1, -1]));
  }),
]);
