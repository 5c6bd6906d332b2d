import type { Value } from "../../../graph/value.js";
import { isFloating } from "../../../tensor.js";
import { defineNode } from "../define.js";

const binary = (names: string | readonly string[], compute: (a: Value, b: Value) => Value) =>
  defineNode(names, (n) => compute(n.x(0), n.x(1)));

export const equal = binary("Equal", (a, b) => a.equal(b));
export const notEqual = binary("NotEqual", (a, b) => a.notEqual(b));
export const less = binary("Less", (a, b) => a.less(b));
export const lessEqual = binary("LessEqual", (a, b) => a.lessOrEqual(b));
export const greater = binary("Greater", (a, b) => a.greater(b));
export const greaterEqual = binary("GreaterEqual", (a, b) => a.greaterOrEqual(b));
export const logicalAnd = binary("LogicalAnd", (a, b) => a.and(b));
export const logicalOr = binary("LogicalOr", (a, b) => a.or(b));
export const logicalNot = defineNode("LogicalNot", (n) => n.x().not());
export const isNan = defineNode("IsNan", (n) => n.x().isNaN());
export const isInf = defineNode("IsInf", (n) => n.x().isInf());
export const finite = defineNode("IsFinite", (n) => (isFloating(n.x().dtype) ? n.x().sub(n.x()).equal(0) : n.x().equal(n.x())));
export const selectV2 = defineNode("SelectV2", (n) => n.x(0).where(n.x(1), n.x(2)));
/** A condition of one axis chooses whole rows (tensorflow/core/kernels/cwise_op_select.cc: BatchSelectFunctor). */
export const select = defineNode("Select", (n) => {
  const [condition, a] = [n.x(0), n.x(1)];
  const rows = condition.rank === 1 && a.rank > 1;
  return (rows ? condition.reshape([condition.shape[0] ?? 1, ...new Array<number>(a.rank - 1).fill(1)]) : condition).where(a, n.x(2));
});
